"""Reads who is in the reports of a year and who is not: municipalities, and the private owners that are registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from fordel.core.alphabet import norwegian_key
from fordel.core.status import Place
from fordel.core.who_reports import Standing, standing_of
from fordel.insight.selectors.years import YearsView
from fordel.parties.models import Municipality, Organisation, OrganisationKind
from fordel.reports.models import COUNTED_STATES, NeedsReport


@dataclass(frozen=True)
class Absence:
    """A municipality or a private owner, and how it is in the reports. `place` is where it is; `amount` is what it has
    reported this year of what the reader may see (kroner)."""

    name: str
    is_municipality: bool
    place: Place
    standing: Standing
    amount: int = 0


def who_reports(view: YearsView) -> tuple[Absence, ...]:
    """Every municipality of the office and every private owner registered in one, in Norwegian order. A report that is
    closed to the reader counts as one, but its amount does not. An owner that has reported to other schemes alone is
    left out. Three queries."""
    through = NeedsReport.participating.through.objects.filter(
        municipality=OuterRef("pk"), needsreport__round=view.round.pk, needsreport__state__in=COUNTED_STATES
    )
    read = Municipality.objects.filter(office=view.round.office_id).annotate(takes_part=Exists(through))
    listed = list(read.values_list("number", "name", "latitude", "longitude", "takes_part"))
    places = {row[0]: Place(*row[:4]) for row in listed}
    rounds = [each.round.pk for each in view.years]
    rows = list(
        NeedsReport.objects.counted()
        .filter(round__in=rounds)
        .values_list("pk", "round__year", "owner", "owner__kind", "owner__municipality__number", "amount")
    )
    found = []
    municipal = [row for row in rows if row[3] == OrganisationKind.MUNICIPALITY]
    for number, _name, _latitude, _longitude, takes_part in listed:
        place = places[number]
        own = [row for row in municipal if row[4] == place.number]
        found.append(_absence(view, place.name, place, own, is_municipality=True, through=takes_part))
    elsewhere = NeedsReport.objects.counted().exclude(round__in=rounds).values("owner")
    here = Q(pk__in={row[2] for row in rows}) | ~Q(pk__in=elsewhere)
    private = Organisation.objects.filter(here, kind=OrganisationKind.PRIVATE_OWNER, municipality__number__in=places)
    for pk, name, number in private.values_list("pk", "name", "municipality__number"):
        own = [row for row in rows if row[2] == pk]
        found.append(_absence(view, name, places[number], own, is_municipality=False, through=False))
    return tuple(sorted(found, key=lambda each: (not each.is_municipality, norwegian_key(each.name))))


def _absence(
    view: YearsView, name: str, place: Place, own: Iterable[tuple[object, ...]], *, is_municipality: bool, through: bool
) -> Absence:
    rows = list(own)
    standing = standing_of({int(str(row[1])) for row in rows}, view.round.year, through_others=through)
    seen = [int(str(row[5])) for row in rows if row[1] == view.round.year and row[0] not in view.closed]
    return Absence(name, is_municipality, place, standing, sum(seen))
