"""Moves a proposal along its lifecycle: locks the row, asks the table, and says in words when the answer is no."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.core.lifecycle import PROPOSAL, IllegalTransitionError
from fordel.decisions.models import Proposal, ProposalState
from fordel.shared.dates import moment
from fordel.shared.errors import UserError


def locked(proposal_id: int) -> Proposal:
    """The proposal, locked until the transaction ends."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("round__office", "scenario", "recommendation")
        .get(pk=proposal_id)
    )


def state_after(proposal: Proposal, verb: str) -> str:
    """The state the verb leads to. Raises UserError that says what has happened where it cannot be used."""
    try:
        return PROPOSAL.after(proposal.state, verb)
    except IllegalTransitionError as error:
        raise _refusal(proposal) from error


def _refusal(proposal: Proposal) -> UserError:
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
