"""The approver, who has had no hand in the proposal, approves it or returns it with a comment."""

from __future__ import annotations

from django.db import transaction

from fordel.decisions.models import Proposal
from fordel.decisions.notices import ProposalApproved, ProposalReturned
from fordel.decisions.services.transition import PROPOSALS, locked
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


@transaction.atomic
def approve_proposal(proposal_id: int, seen_hash: str, comment: str, actor: Person) -> Proposal:
    """Approves what was seen. Raises UserError for anybody who has prepared it, a second
    approval, or when something has changed.

    `seen_hash` is the content hash of the page the approver read: an approval never covers what nobody has seen.
    """
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, "approve", actor, seen_hash=seen_hash)
    proposal.approver, proposal.decided_at = actor, now()
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
    advance(PROPOSALS, proposal, "return", actor, comment=comment)
    proposal.approver, proposal.decided_at = actor, now()
    proposal.comment = comment.strip()
    proposal.save()
    record("decisions.proposal.returned", actor=actor, subject=proposal, office=proposal.round.office_id)
    notify(to_person(proposal.author, proposal.round.office), ProposalReturned(proposal))
    return proposal
