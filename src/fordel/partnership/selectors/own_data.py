"""What partnerships hold of a person, for the person."""

from __future__ import annotations

from typing import Any

from fordel.parties.models import Person
from fordel.partnership.models import Signature, YearlyStatus


def signatures_by(person: Person) -> list[dict[str, Any]]:
    """What they have signed for an organisation."""
    rows = Signature.objects.filter(person=person).order_by("pk")
    pair = ("agreement__partnership__owner__name", "agreement__partnership__provider__name")
    return [dict(row) for row in rows.values(*pair, "side", "signed_at", "voided_at")]


def statuses_by(person: Person) -> list[dict[str, Any]]:
    """What they have said of how a partnership goes."""
    rows = YearlyStatus.objects.filter(given_by=person).order_by("pk")
    pair = ("partnership__owner__name", "partnership__provider__name")
    return [dict(row) for row in rows.values(*pair, "year", "side", "level", "sentence", "given_at")]
