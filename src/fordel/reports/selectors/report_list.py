"""The list of reports: filter, order, sums and choices, counted by the database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final

from django.db.models import CharField, Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from fordel.core.alphabet import norwegian_key
from fordel.core.form.definition import Question
from fordel.parties.models import Municipality
from fordel.programme.models import Round
from fordel.reports.models import (
    COUNTED_STATES,
    DraftParty,
    NeedsReport,
    PartyState,
    ReportMessage,
    ReportOrigin,
    ReportPartner,
    ReportState,
)
from fordel.reports.selectors.counted_answers import PREFIX, answers_of
from fordel.shared.norwegian_order import norwegian_order
from fordel.shared.search import search_query

ONE_PAGE: Final = 60
PAGE_SIZE: Final = 50
SORT_FIELDS: Final[Mapping[str, Any]] = {
    "number": F("number"),
    "title": norwegian_order("title"),
    "owner": norwegian_order("owner__name"),
    "target_group": F("target_group__position"),
    "theme": norwegian_order("theme"),
    "network": norwegian_order("network__name"),
    "sami": F("sami_perspective"),
    "amount": F("amount"),
    "state": F("state"),
    "assigned": norwegian_order("assigned_to__name"),
    "findings": F("findings"),
    "received": Coalesce(F("received_at"), Cast(F("submitted_on"), DateTimeField())),
}
EVERY_STATE: Final = "all"
_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "sami": ("yes", "no"),
    "state": (*ReportState.values, EVERY_STATE),
    "findings": ("yes", "no"),
    "waits": ("owner", "office", "party"),
    "origin": tuple(ReportOrigin.values),
}


@dataclass(frozen=True)
class ReportFilter:
    """What the address asks for; '' is "all".

    Network and partner are ids, municipality a number, sami and findings yes or no. `state` '' is those that stand, and
    `all` every one; `assigned` is `me`, `nobody` or a person's id; `waits` says for whom: the owner's answer to a
    question, the office to read an answer, or a party to confirm. `sort` is a key of SORT_FIELDS, with `-` in front
    for the other way. `answers` are (question, answer) of counted questions.
    """

    q: str = ""
    target_group: str = ""
    theme: str = ""
    network: str = ""
    partner: str = ""
    sami: str = ""
    municipality: str = ""
    state: str = ""
    assigned: str = ""
    findings: str = ""
    waits: str = ""
    origin: str = ""
    sort: str = "number"
    answers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, str], counted: Sequence[Question] = ()) -> ReportFilter:
        """The filter of a query string; what is not understood is left out. `counted` are the questions whose answers
        can be filtered by."""
        values = {name: query.get(name, "").strip()[:200] for name in _names()}
        for name, codes in _CODES.items():
            if values[name] not in codes:
                values[name] = ""
        if values["sort"].removeprefix("-") not in SORT_FIELDS:
            values["sort"] = "number"
        for name in ("partner", "network", "municipality", "assigned"):
            is_word = name == "assigned" and values[name] in ("me", "nobody")
            if not is_word and not re.fullmatch("[0-9]{1,15}", values[name]):
                values[name] = ""
        asked = [
            (question.code, query.get(PREFIX + question.code, ""), dict(answers_of(question))) for question in counted
        ]
        return cls(**values, answers=tuple((question, code) for question, code, known in asked if code in known))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.as_query(sort=""))

    @property
    def has_more(self) -> bool:
        """Whether one of the filters behind «more filters» is in use."""
        return bool(
            self.target_group or self.theme or self.network or self.partner or self.sami or self.origin or self.answers
        )

    def as_query(self, **changes: str) -> dict[str, str]:
        """The parts of the query string that are not the default."""
        values = {name: getattr(self, name) for name in _names()} | changes
        values |= {PREFIX + code: answer for code, answer in self.answers}
        return {name: value for name, value in values.items() if value and (name, value) != ("sort", "number")}


def _names() -> list[str]:
    return [each.name for each in fields(ReportFilter) if each.name != "answers"]


@dataclass(frozen=True)
class Totals:
    """Counts and sums (kroner) of the filtered reports. `count` is all that are shown, `hidden` those that fit but are
    left out because they do not stand; `counted`, `amount` and `groups` are of those that stand only."""

    count: int
    hidden: int
    counted: int
    amount: int
    groups: dict[str, tuple[int, int]]

    @property
    def not_counted(self) -> int:
        return self.count - self.counted


@dataclass(frozen=True)
class Choices:
    """What the filter offers."""

    themes: list[str] = field(default_factory=list)
    networks: list[tuple[str, str]] = field(default_factory=list)
    partners: list[tuple[str, str]] = field(default_factory=list)


def filtered_reports(round_: Round, asked: ReportFilter, person_id: int | None = None) -> QuerySet[NeedsReport]:
    """The round's reports that fit, in the order asked for. `person_id` is who "me" is."""
    found = matching_reports(round_, asked, person_id)
    if not asked.state:
        found = found.filter(state__in=COUNTED_STATES)
    key = SORT_FIELDS[asked.sort.removeprefix("-")]
    order = key.desc(nulls_last=True) if asked.sort.startswith("-") else key.asc(nulls_last=True)
    return found.order_by(order, "number")


def matching_reports(round_: Round, asked: ReportFilter, person_id: int | None = None) -> QuerySet[NeedsReport]:
    """The same without an order, and with those that do not stand unless a state is asked for."""
    found = NeedsReport.objects.filter(round=round_)
    plain = {"target_group__code": asked.target_group, "theme": asked.theme, "origin": asked.origin}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if asked.state and asked.state != EVERY_STATE:
        found = found.filter(state=asked.state)
    if asked.network:
        found = found.filter(network=int(asked.network))
    if asked.municipality:
        found = found.filter(municipality__number=asked.municipality)
    if asked.sami:
        found = found.filter(sami_perspective=asked.sami == "yes")
    if asked.answers:
        found = found.filter(answers__contains=dict(asked.answers))
    if asked.partner:
        found = found.filter(Exists(_partners().filter(organisation=int(asked.partner))))
    if asked.findings:
        found = found.filter(findings__gt=0) if asked.findings == "yes" else found.filter(findings=0)
    if asked.waits:
        found = found.filter(_WAITS[asked.waits])
    if asked.assigned:
        found = found.filter(_assigned(asked.assigned, person_id))
    query = search_query(asked.q)
    return found if query is None else found.filter(search=query)


def _partners() -> QuerySet[ReportPartner]:
    return ReportPartner.objects.filter(report=OuterRef("pk"))


def _assigned(who: str, person_id: int | None) -> Q:
    if who == "nobody":
        return Q(assigned_to__isnull=True)
    return Q(assigned_to=person_id or 0) if who == "me" else Q(assigned_to=int(who))


def _open_messages(*, from_office: bool) -> QuerySet[ReportMessage]:
    open_ones = ReportMessage.objects.filter(report=OuterRef("pk"), from_office=from_office, answered_at__isnull=True)
    return open_ones.filter(reply_by__isnull=False) if from_office else open_ones


_UNCONFIRMED = DraftParty.objects.filter(draft__report=OuterRef("pk"), state__in=(PartyState.ASKED, PartyState.CHANGED))
_WAITS: Final[Mapping[str, Exists]] = {
    "owner": Exists(_open_messages(from_office=True)),
    "office": Exists(_open_messages(from_office=False)),
    "party": Exists(_UNCONFIRMED),
}
WAITS_FOR_OWNER: Final = _WAITS["owner"]
WAITS_FOR_OFFICE: Final = _WAITS["office"]


def totals_of(reports: QuerySet[NeedsReport], *, every_state: bool) -> Totals:
    """The totals of `matching_reports`. `every_state`: those that do not stand are shown too. One query."""
    by_group = reports.order_by().values_list("state", "target_group__code", "target_group__position")
    rows = list(by_group.annotate(Count("pk"), Sum("amount")))
    standing = [row for row in rows if row[0] in COUNTED_STATES]
    groups: dict[str, tuple[int, int]] = {}
    for _state, code, _position, count, amount in sorted(standing, key=lambda row: row[2]):
        before = groups.get(code, (0, 0))
        groups[code] = (before[0] + count, before[1] + int(amount))
    counted = sum(count for count, _amount in groups.values())
    whole = sum(count for _state, _group, _position, count, _amount in rows)
    total = sum(kroner for _count, kroner in groups.values())
    return Totals(whole if every_state else counted, 0 if every_state else whole - counted, counted, total, groups)


def choices_of(round_: Round, closed: frozenset[int] = frozenset()) -> Choices:
    """Themes, networks and partners that occur in the round, in Norwegian order. `closed` are ids of reports that are
    left out. One query."""
    own = NeedsReport.objects.filter(round=round_).exclude(pk__in=closed)

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
    partners = ReportPartner.objects.filter(report__round=round_).exclude(report__in=closed)
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
