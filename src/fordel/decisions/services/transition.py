"""How the lifecycle of proposals meets their rows: the row lock, who people are at the office, and the words of a
refusal."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.lifecycle import PROPOSAL
from fordel.decisions.content import check_ready, content_hash
from fordel.decisions.models import Proposal, ProposalState
from fordel.decisions.selectors.recipients import recipients_without_form
from fordel.parties.standing import Place, roles_at
from fordel.shared.dates import moment
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def locked(proposal_id: int) -> Proposal:
    """The proposal, locked until the transaction ends."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("round__office", "scenario", "recommendation")
        .get(pk=proposal_id)
    )


def _refusal(proposal: Proposal, _verb: str) -> UserError:
    if proposal.state == ProposalState.APPROVED and proposal.approver is not None and proposal.decided_at is not None:
        message = _("%(name)s approved this %(when)s.") % {
            "name": proposal.approver.name,
            "when": moment(proposal.decided_at),
        }
        return UserError(message, _("One approval is enough. The case officer can now send the letters."))
    if proposal.state == ProposalState.ISSUED:
        message = _("This is decided, and the letters are sent.")
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
        "as_read": _require_as_read,
        "as_approved": _require_as_approved,
        "language_forms": _require_forms,
        "comment": _require_comment,
    },
)
