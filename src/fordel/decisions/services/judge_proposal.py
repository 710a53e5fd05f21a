"""Approvers, who have had no hand in the proposal, approve it or return it with a comment."""

from __future__ import annotations

from django.db import transaction

from fordel.decisions.models import Approval, Proposal, ProposalState
from fordel.decisions.notices import ProposalApproved, ProposalReturned
from fordel.decisions.selectors.approvers import approvals_of, approving_verb
from fordel.decisions.services.transition import PROPOSALS, locked, void_approvals
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


@transaction.atomic
def approve_proposal(proposal_id: int, seen_hash: str, comment: str, actor: Person) -> Proposal:
    """Approve what was seen. The last approval that the scheme asks for makes the proposal approved, and its author is
    notified. Raises UserError for anybody who has prepared it or approved it already, and if something has changed.

    `seen_hash` is the content hash of the page the approver read: an approval never covers what nobody has seen.
    """
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, approving_verb(proposal), actor, seen_hash=seen_hash, by=actor.pk)
    Approval.objects.create(
        proposal=proposal, person=actor, content_hash=seen_hash, comment=comment.strip(), approved_at=now()
    )
    proposal.approval_voided_at = None
    proposal.save()
    record(
        "decisions.proposal.approved",
        actor=actor,
        subject=proposal,
        office=proposal.round.office_id,
        details={"content": proposal.content_hash},
    )
    if proposal.state == ProposalState.APPROVED:
        comments = [(each.person.name, each.comment) for each in approvals_of(proposal) if each.comment]
        notify(to_person(proposal.author, proposal.round.office), ProposalApproved(proposal, comments))
    return proposal


@transaction.atomic
def return_proposal(proposal_id: int, comment: str, actor: Person) -> Proposal:
    """Return it to the case officer; approvals that others have given no longer count. Raises UserError without a
    comment: the author must know what to change."""
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, "return", actor, comment=comment)
    void_approvals(proposal)
    proposal.returned_by, proposal.comment = actor, comment.strip()
    proposal.save()
    record("decisions.proposal.returned", actor=actor, subject=proposal, office=proposal.round.office_id)
    notify(to_person(proposal.author, proposal.round.office), ProposalReturned(proposal))
    return proposal
