"""The case officer throws a proposal away, to begin from another scenario."""

from __future__ import annotations

from django.db import transaction

from fordel.decisions.models import Proposal
from fordel.decisions.services.transition import PROPOSALS, locked
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.lifecycles import advance


@transaction.atomic
def discard_proposal(proposal_id: int, actor: Person) -> Proposal:
    """Discards a draft or returned proposal; it stays in the history. Raises UserError in any other state."""
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, "discard", actor)
    proposal.save(update_fields=["state"])
    record("decisions.proposal.discarded", actor=actor, subject=proposal, office=proposal.round.office_id)
    return proposal
