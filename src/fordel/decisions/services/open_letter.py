"""A recipient opens its letter: the first time counts, since the appeal deadline runs from it."""

from __future__ import annotations

from django.db import transaction

from fordel.decisions.models import Letter
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now


@transaction.atomic
def open_letter(letter_id: int, person: Person) -> Letter:
    """Notes the first opening by the recipient; later ones change nothing."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.opened_at is None:
        letter.opened_at, letter.opened_by = now(), person
        letter.save(update_fields=["opened_at", "opened_by"])
        record("decisions.letter.opened", actor=person, subject=letter, office=letter.office_id)
    return letter
