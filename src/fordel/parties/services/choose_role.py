"""Remembers which of a person's roles they act in."""

from __future__ import annotations

from django.db import transaction

from fordel.parties.models import Person, RoleAssignment
from fordel.shared.audit import record
from fordel.shared.clock import now


def choose_role(person: Person, assignment_id: int, left_id: int | None) -> RoleAssignment | None:
    """The chosen role, remembered for the next sign-in; None if it is not the person's own.

    The log gets both sides: the role that is left (`left_id`), at its office, and the one that is taken up, at its own.
    They may be two offices, which each have a chain, so they are two transactions.
    """
    mine = RoleAssignment.objects.filter(person=person).in_bulk([assignment_id, left_id or assignment_id])
    chosen = mine.get(assignment_id)
    if chosen is None:
        return None
    if left_id != assignment_id and left_id in mine:
        _record("parties.role.left", mine[left_id])
    with transaction.atomic():
        chosen.chosen_at = now()
        chosen.save(update_fields=["chosen_at"])
        if left_id != assignment_id:
            _record("parties.role.taken_up", chosen)
    return chosen


def _record(action: str, assignment: RoleAssignment) -> None:
    details = {"role": assignment.role, "organisation": assignment.organisation_id}
    record(action, actor=assignment.person, subject=assignment.person, office=assignment.office_id, details=details)
