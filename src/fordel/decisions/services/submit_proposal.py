"""The case officer hands a proposal to the approvers."""

from __future__ import annotations

from django.db import transaction

from fordel.decisions.models import Proposal
from fordel.decisions.notices import ProposalSubmitted
from fordel.decisions.selectors.approvers import who_may_approve
from fordel.decisions.selectors.content import content_hash
from fordel.decisions.services.transition import PROPOSALS, locked
from fordel.notices.recipient import to_people
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


@transaction.atomic
def submit_proposal(proposal_id: int, actor: Person) -> Proposal:
    """Submit it and notify the approvers who have had no hand in it. Raises UserError when a frame is short or grounds
    are missing."""
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, "submit", actor)
    proposal.submitted_at = now()
    proposal.comment, proposal.returned_by = "", None
    proposal.content_hash = content_hash(proposal)
    proposal.save()
    round_ = proposal.round
    record("decisions.proposal.submitted", actor=actor, subject=proposal, office=round_.office_id)
    approvers = [approver.person_id for approver in who_may_approve(proposal)]
    notify(to_people(approvers, round_.office), ProposalSubmitted(proposal, actor.name))
    return proposal
