"""Remembers which of a person's roles they act in."""

from __future__ import annotations

from fordel.parties.models import Person, RoleAssignment
from fordel.shared.clock import now


def choose_role(person: Person, assignment_id: int) -> RoleAssignment | None:
    """The chosen role, remembered for the next sign-in; None where it is not the person's own."""
    chosen = RoleAssignment.objects.filter(person=person, pk=assignment_id).first()
    if chosen is not None:
        chosen.chosen_at = now()
        chosen.save(update_fields=["chosen_at"])
    return chosen
