"""Remembers who has prepared something that another person must approve, and refuses their approval.

The rows are never removed while the subject lives, so a later approval knows every earlier hand, in whatever role and
however often it was returned or changed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import models

from fordel.core.two_hands import second_hand
from fordel.shared.access import Reason
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import Hand


def note_hand(subject: models.Model, person: models.Model | None, verb: str) -> None:
    """Remember that the person made, changed or submitted the subject; None (the system) leaves no hand. One query."""
    if person is not None:
        key = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk, "person_id": person.pk}
        Hand.objects.bulk_create([Hand(**key, verb=verb, at=now())], ignore_conflicts=True)


def hands_on(subject: models.Model) -> frozenset[int]:
    """Ids of the people who have prepared the subject. One query."""
    rows = Hand.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return frozenset(rows.values_list("person_id", flat=True))


def prepared_by(person_id: int, kind: type[models.Model]) -> frozenset[int]:
    """Ids of the subjects of one kind that the person has prepared. One query."""
    rows = Hand.objects.filter(subject_type=kind._meta.label_lower, person=person_id)
    return frozenset(rows.values_list("subject_id", flat=True))


def prepared_of(person_id: int, subjects: Sequence[models.Model]) -> frozenset[int]:
    """Ids of those among the subjects, all of one kind, that the person has prepared. At most one query."""
    if not subjects:
        return frozenset()
    rows = Hand.objects.filter(
        subject_type=subjects[0]._meta.label_lower, subject_id__in=[each.pk for each in subjects], person=person_id
    )
    return frozenset(rows.values_list("subject_id", flat=True))


def require_second_hand(
    person: models.Model, earlier_hands: Collection[int | None], reason: Reason, fix: Reason
) -> None:
    """Raise UserError with the words if the person is one of the earlier hands (None: somebody no longer known)."""
    if not second_hand(person.pk, {hand for hand in earlier_hands if hand is not None}):
        raise UserError(str(reason), str(fix))
