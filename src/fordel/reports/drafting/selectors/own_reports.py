"""What an owner or a partner sees in its own list."""

from __future__ import annotations

from typing import NamedTuple

from fordel.reports.models import NeedsReport, ReportPartner


class OwnLine(NamedTuple):
    """A report in an owner's or partner's list. `amount` is kroner: the whole need for an owner, its own share for a
    partner."""

    id: int
    year: int
    number: int
    title: str
    owner: str
    target_group: str
    round_id: int
    amount: int
    office: str


def own_lines(organisation_id: int, *, as_partner: bool) -> list[OwnLine]:
    """The newest year first. One query."""
    names = ("round__year", "number", "title", "owner__name", "target_group__code", "round_id")
    if as_partner:
        shares = ReportPartner.objects.filter(organisation=organisation_id, report__round__is_history=False)
        ordered = shares.order_by("-report__round__year", "report__number", "report__round__scheme_slug")
        columns = ["report_id", *(f"report__{name}" for name in names), "amount", "report__round__office__name"]
        return [OwnLine(*row) for row in ordered.values_list(*columns)]
    own = NeedsReport.objects.filter(owner=organisation_id, round__is_history=False)
    own = own.order_by("-round__year", "number", "round__scheme_slug")
    rows = own.values_list("pk", *names, "amount", "round__office__name")
    return [OwnLine(*row) for row in rows]
