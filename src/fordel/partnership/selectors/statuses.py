"""What the two sides say of the years, and what they are to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import Http404

from fordel.partnership.models import Agreement, AgreementState, Partnership, PartnershipAction, Side, YearlyStatus


def partnership_from_url(partnership_id: int, **_rest: object) -> Partnership:
    """The partnership of an address. Raises Http404. One query."""
    found = Partnership.objects.select_related("office", "owner", "provider").filter(pk=partnership_id).first()
    if found is None:
        raise Http404
    return found


def agreements_of(between: Partnership) -> list[Agreement]:
    """The newest first. One query."""
    rows = Agreement.objects.filter(partnership=between).exclude(state=AgreementState.DISCARDED)
    return list(rows.order_by("-pk"))


@dataclass(frozen=True)
class YearLine:
    """A year as the two see it; None for a side that has said nothing."""

    year: int
    owner: YearlyStatus | None = None
    provider: YearlyStatus | None = None

    @property
    def differs(self) -> bool:
        """Whether both have said something, and not the same."""
        return bool(self.owner and self.provider and self.owner.level != self.provider.level)


def year_lines(statuses: Iterable[YearlyStatus]) -> list[YearLine]:
    """The years that somebody has said something of, the newest first."""
    found: dict[int, dict[str, YearlyStatus]] = {}
    for each in statuses:
        found.setdefault(each.year, {})[each.side] = each
    return [
        YearLine(year, by_side.get(Side.OWNER), by_side.get(Side.PROVIDER))
        for year, by_side in sorted(found.items(), reverse=True)
    ]


def actions_of(between: Partnership) -> QuerySet[PartnershipAction]:
    """What is not done first, the most urgent on top."""
    rows = PartnershipAction.objects.filter(partnership=between).select_related("done_by")
    return rows.order_by(F("done_at").asc(nulls_first=True), "due", "pk")
