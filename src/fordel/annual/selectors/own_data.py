"""What yearly reports hold of a person, for the person."""

from __future__ import annotations

from typing import Any

from fordel.annual.models import AnnualComment, AnnualSignature
from fordel.parties.models import Person

_ROUND = ("report__round__office__name", "report__round__year", "report__version")


def signatures_by(person: Person) -> list[dict[str, Any]]:
    """What they have signed for an office."""
    rows = AnnualSignature.objects.filter(person=person).order_by("pk")
    return [dict(row) for row in rows.values(*_ROUND, "role", "signed_at", "voided_at")]


def comments_by(person: Person) -> list[dict[str, Any]]:
    """The comments that they changed last."""
    rows = AnnualComment.objects.filter(written_by=person).order_by("pk")
    return [dict(row) for row in rows.values(*_ROUND, "section", "text", "written_at")]
