"""How the lifecycle of proposals meets their rows: the row lock, who people are at the office, and the words of a
refusal."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.lifecycle import PROPOSAL
from fordel.decisions.models import Proposal, ProposalState
from fordel.decisions.selectors.approvers import approvals_missing, approvals_of, approving_verb
from fordel.decisions.selectors.content import check_ready, content_hash
from fordel.decisions.selectors.recipients import recipients_without_form
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.clock import now
from fordel.shared.dates import moment
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules
from fordel.shared.sentences import listed


def locked(proposal_id: int) -> Proposal:
    """The proposal, locked until the transaction ends."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("round__office", "round__scheme", "scenario", "recommendation")
        .get(pk=proposal_id)
    )


def void_approvals(proposal: Proposal) -> datetime | None:
    """Let no approval of the proposal count any longer. Returns when, or None if none did."""
    at = now()
    return at if proposal.approvals.filter(voided_at__isnull=True).update(voided_at=at) else None


def _refusal(proposal: Proposal, _verb: str) -> UserError:
    given = approvals_of(proposal) if proposal.state == ProposalState.APPROVED else []
    if given:
        message = _("%(name)s approved this %(when)s.") % {
            "name": listed([each.person.name for each in given]),
            "when": moment(given[-1].approved_at),
        }
        return UserError(message, _("No more approvals are needed. The case officer can now send the letters."))
    if proposal.state == ProposalState.ISSUED:
        message = _("This is decided, and the letters are issued.")
        return UserError(message, _("A decision can no longer be changed here."))
    if proposal.state == ProposalState.DISCARDED:
        return UserError(_("This proposal was discarded."), _("Make a new one under Decisions."))
    return UserError(
        _("The proposal is in the state «%(state)s».") % {"state": proposal.get_state_display().lower()},
        _("Load the page again to see what can be done now."),
    )


class ChangedSinceApprovalError(UserError):
    """What was approved is not what the proposal says now."""


def _own_hand(_proposal: Proposal) -> UserError:
    reason = _("You have made, changed or submitted this proposal yourself.")
    return UserError(reason, _("Ask another approver at the office to look at it."))


def _require_not_twice(proposal: Proposal, facts: Facts) -> None:
    if any(each.person_id == facts["by"] for each in approvals_of(proposal)):
        raise UserError(
            _("You have approved this proposal already."),
            ngettext(
                "%(counter)s more person must approve it.",
                "%(counter)s more people must approve it.",
                approvals_missing(proposal),
            )
            % {"counter": approvals_missing(proposal)},
        )


def _require_count(proposal: Proposal, facts: Facts) -> None:
    """The verb is the one that fits the number of approvals: `approve_last` for the last one, else `approve`."""
    if facts["verb"] != approving_verb(proposal):
        raise UserError(
            _("Somebody else approved it at the same time."), _("Load the page again to see what can be done now.")
        )


def _require_as_read(proposal: Proposal, facts: Facts) -> None:
    """`seen_hash` is the content hash of the page that the approver read."""
    if facts["seen_hash"] != proposal.content_hash or content_hash(proposal) != facts["seen_hash"]:
        raise UserError(
            _("A report, a frame or an amount has changed since this was submitted."),
            _("Return it, so that the case officer can look at it again. Nothing was approved."),
        )


def _require_as_approved(proposal: Proposal, _facts: Facts) -> None:
    if content_hash(proposal) != proposal.content_hash:
        raise ChangedSinceApprovalError(_("A report, a frame or an amount has changed since this was submitted."))


def _require_forms(proposal: Proposal, _facts: Facts) -> None:
    unknown = recipients_without_form(proposal)
    if unknown:
        raise UserError(
            ngettext(
                "We do not know which form of Norwegian %(count)s recipient uses.",
                "We do not know which form of Norwegian %(count)s recipients use.",
                len(unknown),
            )
            % {"count": len(unknown)},
            _("Choose bokmål, nynorsk or neutral for each. You are only asked once."),
        )


def _require_comment(_proposal: Proposal, facts: Facts) -> None:
    if not facts["comment"].strip():
        raise UserError(
            _("Write what should be changed."), _("The case officer reads it at the top of the proposal."), "comment"
        )


PROPOSALS: Final = Rules[Proposal](
    lifecycle=PROPOSAL,
    place=lambda proposal: Place(proposal.office_id),
    roles=roles_at,
    refusal=_refusal,
    own_hand=_own_hand,
    guards={
        "ready": lambda proposal, _facts: check_ready(proposal),
        "not_twice": _require_not_twice,
        "more_needed": _require_count,
        "last_needed": _require_count,
        "as_read": _require_as_read,
        "as_approved": _require_as_approved,
        "language_forms": _require_forms,
        "comment": _require_comment,
    },
)
