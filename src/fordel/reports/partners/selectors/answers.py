"""The requests to an organisation: what it is asked to confirm, what has changed, and what it has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from fordel.core.form.binding import changes_since
from fordel.core.form.draft import DraftFacts
from fordel.core.lifecycle import COLLABORATION
from fordel.parties.plugs.tasks import OwnVisit
from fordel.programme.models import Round
from fordel.reports.models import DeadlineExtension, DraftParty, PartyState
from fordel.reports.partners.presentation.words import (
    BoundText,
    bound_texts,
    change_lines,
    role_text,
    years_text,
)
from fordel.reports.partners.selectors.asked import AnswerTime, answer_times, binding_now, facts_of_many
from fordel.reports.partners.selectors.parties import TONES
from fordel.shared.dates import long_date
from fordel.writing.documents.differences import ChangeLine
from fordel.writing.selectors.fields import fields_of_many

WAITING: Final = (PartyState.ASKED, PartyState.CHANGED)
_ORDER: Final = {PartyState.ASKED: 0, PartyState.CHANGED: 1}
SHOWN: Final = ("all", "waiting", "changed", "answered")
_SHOWS: Final[dict[str, tuple[str, ...]]] = {
    "waiting": (PartyState.ASKED,),
    "changed": (PartyState.CHANGED,),
    "answered": (PartyState.CONFIRMED, PartyState.DECLINED),
}


@dataclass(frozen=True)
class RequestFilter:
    """What the list shows: which answers, one year (0: all), and words of title or owner."""

    shows: str = "all"
    year: int = 0
    q: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> RequestFilter:
        shows, year = query.get("vis", "all"), query.get("ar", "")
        is_year = len(year) == 4 and year.isascii() and year.isdigit()
        return cls(shows if shows in SHOWN else "all", int(year) if is_year else 0, query.get("q", "").strip()[:100])

    def as_query(self) -> dict[str, str]:
        found = {"vis": self.shows if self.shows != "all" else "", "ar": str(self.year or ""), "q": self.q}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Request:
    """One request as the asked organisation sees it: never what others get, and nothing of the rest of the budget.

    `amounts` are (year, kroner) of its own part; `seen` is the hash of what is shown, which alone can be confirmed.
    """

    id: int
    state: str
    state_word: str
    tone: str
    title: str
    owner: str
    office: str
    year: int
    years: str
    role: str
    amounts: tuple[tuple[str, int], ...]
    total: int
    texts: tuple[BoundText, ...]
    changes: tuple[ChangeLine, ...]
    seen: str
    sentence: str
    reason: str
    closes: datetime | None
    can_confirm: bool
    can_decline: bool


@dataclass(frozen=True)
class RequestList:
    """`rows` are those the filter leaves: not answered, then changed, then answered, the newest first. `years` are of
    all requests, `counts` how many of each answer the year and the words leave."""

    rows: tuple[DraftParty, ...]
    years: tuple[int, ...]
    counts: Mapping[str, int]


def _all_of(organisation_id: int) -> QuerySet[DraftParty]:
    return (
        DraftParty.objects.filter(organisation=organisation_id, draft__discarded_at__isnull=True)
        .exclude(state=PartyState.NOT_ASKED)
        .select_related("draft__owner", "draft__report", "answered_by", "organisation")
    )


def requests_to(organisation_id: int, asked: RequestFilter) -> RequestList:
    """Every request that the filter leaves, in the order they are shown. Three queries whatever the number."""
    rows = list(_all_of(organisation_id))
    drafts = {row.draft_id: row.draft for row in rows}
    rounds = Round.objects.filter(pk__in={draft.round_id for draft in drafts.values()})
    by_id = {round_.pk: round_ for round_ in rounds.select_related("office", "scheme")}
    for draft in drafts.values():
        draft.round = by_id[draft.round_id]
    titles = {each.document: each.value for each in fields_of_many(drafts, ["title"])}
    years = sorted({row.draft.round.year for row in rows}, reverse=True)
    found = [row for row in rows if not asked.year or row.draft.round.year == asked.year]
    if asked.q:
        word = asked.q.casefold()
        found = [row for row in found if word in f"{titles.get(row.draft_id) or ''} {row.draft.owner.name}".casefold()]
    counts = {name: sum(row.state in states for row in found) for name, states in _SHOWS.items()}
    counts["all"] = len(found)
    shown = [row for row in found if asked.shows == "all" or row.state in _SHOWS[asked.shows]]
    shown.sort(key=lambda row: (_ORDER.get(PartyState(row.state), 2), -row.draft.round.year, -_last(row)))
    return RequestList(tuple(shown), tuple(years), counts)


def _last(row: DraftParty) -> float:
    instant = row.answered_at or row.asked_at
    return instant.timestamp() if instant else 0.0


def requests_in_full(rows: list[DraftParty], instant: datetime) -> list[Request]:
    """The requests with everything that is asked about. Three queries whatever the number."""
    drafts = list({row.draft_id: row.draft for row in rows}.values())
    facts = facts_of_many(drafts)
    times = answer_times(drafts, instant, asks_locks=False)
    return [request_of(row, facts[row.draft_id], times[row.draft_id]) for row in rows]


def request_of(row: DraftParty, facts: DraftFacts, time: AnswerTime) -> Request:
    """One request in words."""
    binding, seen = binding_now(facts, row.pk)
    state = PartyState(row.state)
    changes = changes_since(row.confirmed or {}, binding) if state == PartyState.CHANGED else []
    amounts = tuple(binding["amounts"].items())
    return Request(
        id=row.pk,
        state=state.value,
        state_word=_word(state, time),
        tone=TONES[state],
        title=facts.text("title") or _("a measure without a title yet"),
        owner=row.draft.owner.name,
        office=row.draft.round.office.name,
        year=row.draft.round.year,
        years=years_text(binding["years"]),
        role=role_text(row.role),
        amounts=amounts,
        total=sum(amount for _year, amount in amounts),
        texts=tuple(bound_texts(facts.form, binding["texts"])),
        changes=tuple(change_lines(facts.form, changes)),
        seen=seen,
        sentence=_sentence(row),
        reason=row.answer_text if state == PartyState.DECLINED else "",
        closes=time.closes if state in WAITING else None,
        can_confirm=time.is_open and COLLABORATION.allows(state, "confirm"),
        can_decline=time.is_open and COLLABORATION.allows(state, "decline"),
    )


def _word(state: PartyState, time: AnswerTime) -> str:
    if state in WAITING and not time.is_open:
        return _("Can no longer be answered")
    return {
        PartyState.ASKED: _("Needs your answer"),
        PartyState.CHANGED: _("Changed after you confirmed"),
        PartyState.CONFIRMED: _("You have confirmed"),
        PartyState.DECLINED: _("You have declined"),
    }[state]


def _sentence(row: DraftParty) -> str:
    if row.answered_at is None:
        return _("Asked on %(day)s.") % {"day": long_date(row.asked_at)} if row.asked_at else ""
    names = {
        "name": row.answered_by.name if row.answered_by else row.organisation.name,
        "day": long_date(row.answered_at),
    }
    if row.state == PartyState.DECLINED:
        return _("%(name)s declined on %(day)s.") % names
    return _("%(name)s confirmed on %(day)s.") % names


@dataclass(frozen=True)
class RequestCounts:
    """How many requests an organisation has had, and how many wait for an answer that still counts."""

    all: int
    waiting: int


def request_counts(organisation_id: int, instant: datetime) -> RequestCounts:
    """For the menu and the start page. One query."""
    extension = DeadlineExtension.objects.filter(round=OuterRef("draft__round"), owner=OuterRef("draft__owner")).values(
        "until"
    )
    rows = (
        DraftParty.objects.filter(organisation=organisation_id, draft__discarded_at__isnull=True)
        .exclude(state=PartyState.NOT_ASKED)
        .annotate(extension=Subquery(extension))
        .values_list(
            "state",
            "draft__report__state",
            "draft__round__needs_deadline",
            "extension",
            "draft__round__scheme__definition__form__answer_days_after",
            "draft__declined_at",
            "draft__report__reply_by",
        )
    )
    listed = list(rows)
    return RequestCounts(len(listed), sum(_waits(row, instant) for row in listed))


def _waits(row: tuple[Any, ...], instant: datetime) -> bool:
    state, report, deadline, extension, days, declined_at, reply_by = row
    if state not in WAITING or report in ("withdrawn", "not_eligible"):
        return False
    if deadline is None:
        return True
    last = max(deadline, extension) if extension else deadline
    if not report:
        return bool(instant < last)
    closes = [last + timedelta(days=days or 0), declined_at, reply_by]
    return any(instant < each for each in closes if each)


def own_requests(visit: OwnVisit) -> RequestCounts:
    """What the organisation is asked to take part in."""
    return request_counts(visit.actor.organisation_id or 0, visit.instant)
