"""Reads what is open to everybody: what is decided and granted, never what was asked for, refused or written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from fordel.decisions.models import AwardShare, ProposalState
from fordel.parties.models import Office
from fordel.shared.clock import OSLO


class OpenGrant(NamedTuple):
    """What one recipient is granted of one measure. `amount` is kroner above zero; `note` is what the office says must
    be shown beside the numbers of the year."""

    id: int
    year: int
    scheme: str
    scheme_name: str
    measure: str
    recipient_id: int
    recipient: str
    recipient_number: str | None
    recipient_kind: str
    municipality: str | None
    municipality_number: str | None
    amount: int
    decided_at: datetime
    note: str

    @property
    def decided_on(self) -> date:
        """The day in Norway."""
        return self.decided_at.astimezone(OSLO).date()


_FIELDS = (
    "pk",
    "award__proposal__round__year",
    "award__proposal__round__scheme_slug",
    "award__proposal__round__scheme__definition__name__nb",
    "award__report__title",
    "organisation_id",
    "organisation__name",
    "organisation__organisation_number",
    "organisation__kind",
    "award__report__municipality__name",
    "award__report__municipality__number",
    "amount",
    "award__proposal__issued_at",
    "award__proposal__round__note",
)


def _decided(office: Office) -> QuerySet[AwardShare]:
    return AwardShare.objects.filter(
        award__proposal__round__office=office, award__proposal__state=ProposalState.ISSUED, amount__gt=0
    )


def open_grants(office: Office) -> list[OpenGrant]:
    """Every grant of the office that is decided and not exempt from public access, the newest year first. One query."""
    decided = _decided(office).filter(award__report__exemption__isnull=True)
    ordered: Any = decided.order_by("-award__proposal__round__year", "award__report__number", "pk")
    return [OpenGrant(*row) for row in ordered.values_list(*_FIELDS)]


def exempt_counts(office: Office) -> dict[tuple[int, str], int]:
    """(year, code of the scheme in addresses) -> how many grants are exempt from public access. One query."""
    exempt = _decided(office).filter(award__report__exemption__isnull=False).order_by()
    counted = exempt.values_list("award__proposal__round__year", "award__proposal__round__scheme_slug")
    return {(year, slug): count for year, slug, count in counted.annotate(count=Count("pk"))}
