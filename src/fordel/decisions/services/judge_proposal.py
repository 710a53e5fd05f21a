"""The approver, who has had no hand in the proposal, approves it or returns it with a comment."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.decisions.content import check_ready, content_hash
from fordel.decisions.models import Proposal
from fordel.decisions.notices import ProposalApproved, ProposalReturned
from fordel.decisions.services.transition import locked, state_after
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import hands_on, require_second_hand


def _require_second_hand(proposal: Proposal, actor: Person) -> None:
    reason = _("You have made, changed or submitted this proposal yourself.")
    fix = _("Ask another approver at the office to look at it.")
    require_second_hand(actor, hands_on(proposal), reason, fix)


@transaction.atomic
def approve_proposal(proposal_id: int, seen_hash: str, comment: str, actor: Person) -> Proposal:
    """Approves what was seen. Raises UserError for anybody who has prepared it, a second
    approval, or when something has changed.

    `seen_hash` is the content hash of the page the approver read: an approval never covers what nobody has seen.
    """
    proposal = locked(proposal_id)
    _require_second_hand(proposal, actor)
    target = state_after(proposal, "approve")
    if seen_hash != proposal.content_hash or content_hash(proposal) != seen_hash:
        raise UserError(
            _("A report, a frame or an amount has changed since this was submitted."),
            _("Return it, so that the case officer can look at it again. Nothing was approved."),
        )
    check_ready(proposal)
    proposal.state, proposal.approver, proposal.decided_at = target, actor, now()
    proposal.comment, proposal.approval_voided_at = comment.strip(), None
    proposal.save()
    record(
        "decisions.proposal.approved",
        actor=actor,
        subject=proposal,
        office=proposal.round.office_id,
        details={"content": proposal.content_hash},
    )
    notify(to_person(proposal.author, proposal.round.office), ProposalApproved(proposal))
    return proposal


@transaction.atomic
def return_proposal(proposal_id: int, comment: str, actor: Person) -> Proposal:
    """Returns it to the case officer. Raises UserError without a comment: the author must know what to change."""
    proposal = locked(proposal_id)
    _require_second_hand(proposal, actor)
    target = state_after(proposal, "return")
    if not comment.strip():
        raise UserError(
            _("Write what should be changed."), _("The case officer reads it at the top of the proposal."), "comment"
        )
    proposal.state, proposal.approver, proposal.decided_at = target, actor, now()
    proposal.comment = comment.strip()
    proposal.save()
    record("decisions.proposal.returned", actor=actor, subject=proposal, office=proposal.round.office_id)
    notify(to_person(proposal.author, proposal.round.office), ProposalReturned(proposal))
    return proposal
