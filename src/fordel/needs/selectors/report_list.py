"""The list of reports: filter, order, sums and choices, counted by the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value

from fordel.core.alphabet import norwegian_key
from fordel.needs.models import NeedsReport, ReportPartner
from fordel.parties.models import Municipality
from fordel.programme.models import Round
from fordel.shared.norwegian_order import norwegian_order

ONE_PAGE: Final = 60
PAGE_SIZE: Final = 50
GROUPS: Final = ("kindergarten", "school", "both")
SORT_FIELDS: Final[Mapping[str, Any]] = {
    "number": F("number"),
    "title": norwegian_order("title"),
    "owner": norwegian_order("owner__name"),
    "target_group": F("target_group"),
    "theme": norwegian_order("theme"),
    "network": norwegian_order("network__name"),
    "sami": F("sami_perspective"),
    "amount": F("amount"),
}


@dataclass(frozen=True)
class ReportFilter:
    """What the address asks for; '' is "all".

    Network and partner are ids, municipality a number, sami yes or no. `sort` is a key of SORT_FIELDS, with `-` in
    front for the other way.
    """

    q: str = ""
    target_group: str = ""
    theme: str = ""
    network: str = ""
    partner: str = ""
    sami: str = ""
    municipality: str = ""
    sort: str = "number"

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> ReportFilter:
        """The filter of a query string; what is not understood is left out."""
        values = {each.name: query.get(each.name, "").strip()[:200] for each in fields(cls)}
        if values["target_group"] not in ("kindergarten", "school", "both"):
            values["target_group"] = ""
        if values["sami"] not in ("yes", "no"):
            values["sami"] = ""
        if values["sort"].removeprefix("-") not in SORT_FIELDS:
            values["sort"] = "number"
        for name in ("partner", "network", "municipality"):
            if not re.fullmatch("[0-9]{1,15}", values[name]):
                values[name] = ""
        return cls(**values)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.as_query(sort=""))

    def as_query(self, **changes: str) -> dict[str, str]:
        """The parts of the query string that are not the default."""
        values = {each.name: getattr(self, each.name) for each in fields(self)} | changes
        return {name: value for name, value in values.items() if value and (name, value) != ("sort", "number")}


@dataclass(frozen=True)
class Totals:
    """Counts and sums (kroner) of the filtered reports, per target group and together."""

    count: int
    amount: int
    groups: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Choices:
    """What the filter offers."""

    themes: list[str] = field(default_factory=list)
    networks: list[tuple[str, str]] = field(default_factory=list)
    partners: list[tuple[str, str]] = field(default_factory=list)


def filtered_reports(round_: Round, asked: ReportFilter) -> QuerySet[NeedsReport]:
    """The round's reports that fit, in the order asked for."""
    found = NeedsReport.objects.filter(round=round_)
    if asked.target_group:
        found = found.filter(target_group=asked.target_group)
    if asked.theme:
        found = found.filter(theme=asked.theme)
    if asked.network:
        found = found.filter(network=int(asked.network))
    if asked.municipality:
        found = found.filter(municipality__number=asked.municipality)
    if asked.sami:
        found = found.filter(sami_perspective=asked.sami == "yes")
    if asked.partner:
        found = found.filter(_has_partner(organisation=int(asked.partner)))
    for word in asked.q.split()[:8]:
        found = found.filter(_mentions(word))
    key = SORT_FIELDS[asked.sort.removeprefix("-")]
    order = key.desc(nulls_last=True) if asked.sort.startswith("-") else key.asc(nulls_last=True)
    return found.order_by(order, "number")


def _has_partner(**condition: Any) -> Exists:
    return Exists(ReportPartner.objects.filter(report=OuterRef("pk"), **condition))


def _mentions(word: str) -> Q:
    condition = (
        Q(title__icontains=word)
        | Q(owner__name__icontains=word)
        | Q(theme__icontains=word)
        | Q(network__name__icontains=word)
        | Q(municipality__name__icontains=word)
        | Q(_has_partner(organisation__name__icontains=word))
    )
    return condition | Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else condition


def totals_of(reports: QuerySet[NeedsReport]) -> Totals:
    """One query."""
    rows = reports.order_by().values_list("target_group").annotate(Count("pk"), Sum("amount"))
    found = {group: (count, int(amount)) for group, count, amount in rows}
    groups = {group: found[group] for group in GROUPS if group in found}
    return Totals(sum(count for count, _a in groups.values()), sum(amount for _c, amount in groups.values()), groups)


def choices_of(round_: Round) -> Choices:
    """Themes, networks and partners that occur in the round, in Norwegian order. One query."""
    own = NeedsReport.objects.filter(round=round_)

    def listed(kind: str, name: str, key: Any, source: QuerySet[Any]) -> QuerySet[Any, Any]:
        rows: QuerySet[Any, Any] = (
            source.order_by()
            .annotate(
                what=Value(kind, output_field=CharField()),
                name=F(name),
                key=key,
            )
            .values_list("what", "name", "key")
            .distinct()
        )
        return rows

    nothing = Value(0)
    partners = ReportPartner.objects.filter(report__round=round_)
    rows = listed("theme", "theme", nothing, own.exclude(theme="")).union(
        listed("network", "network__name", F("network_id"), own.filter(network__isnull=False)),
        listed("partner", "organisation__name", F("organisation_id"), partners),
    )
    found = Choices()
    for kind, name, key in sorted(rows, key=lambda row: norwegian_key(row[1])):
        if kind == "theme":
            found.themes.append(name)
        else:
            (found.partners if kind == "partner" else found.networks).append((str(key), name))
    return found


def nearest_answer(round_: Round, text: str) -> tuple[Municipality, list[tuple[int, str, str]]] | None:
    """For a search without hits: the municipality it names and the reports it takes part in (number, title, network).

    None where the words name no municipality of the office. Two queries.
    """
    words = [word for word in text.split() if len(word) > 1]
    if not words:
        return None
    named = Q()
    for word in words:
        named |= Q(name__iexact=word)
    place = Municipality.objects.filter(named, office=round_.office_id).first()
    if place is None:
        return None
    reports = NeedsReport.objects.counted().filter(round=round_, participating=place).order_by("number")
    return place, list(reports.values_list("number", "title", "network__name"))


def page_numbers(current: int, last: int) -> list[int]:
    """The pages to offer: the first, the last and those around the current one; 0 stands for a gap."""
    wanted = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)})
    found: list[int] = []
    for number in wanted:
        if found and number - found[-1] > 1:
            found.append(0)
        found.append(number)
    return found
