"""The list of events that everybody reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fordel.events.models import Event, EventState
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.words import audience_words
from fordel.events.selectors.events import Filters
from fordel.shared.clock import OSLO, now
from fordel.shared.dates import clock_time, month_and_year


@dataclass(frozen=True)
class PublicRow:
    """An event with what its line says."""

    event: Event
    address: str
    title: str
    language: str
    hours: str
    audience: str
    is_open: bool
    free: int
    is_cancelled: bool


def rows_of(events: Iterable[Event], asked: Filters, free: Mapping[int, int]) -> list[PublicRow]:
    """Those that the reader asks for; `free` are the free places by event. No queries."""
    rows = [_row(each, free[each.pk]) for each in events if _fits(each, asked)]
    return [row for row in rows if (row.is_open and row.free) or not asked.has_free]


def _fits(event: Event, asked: Filters) -> bool:
    return (
        asked.place in ("", event.place)
        and asked.month in ("", month_of(event))
        and (not asked.audience or asked.audience in event.series.audience)
    )


def _row(event: Event, free: int) -> PublicRow:
    series = event.series
    return PublicRow(
        event=event,
        address=event_address("event", event),
        title=series.title,
        language=series.language,
        hours=f"{clock_time(event.starts_at)}–{clock_time(event.ends_at)}",
        audience=audience_words(series),
        is_open=event.registers(now()),
        free=free,
        is_cancelled=event.state == EventState.CANCELLED,
    )


def month_of(event: Event) -> str:
    """`2026-03`, in Norway."""
    return f"{event.starts_at.astimezone(OSLO):%Y-%m}"


def months_of(events: Iterable[Event]) -> list[tuple[str, str]]:
    """(`2026-03`, `mars 2026`) of every month that has an event."""
    days = {month_of(each): each.starts_at.astimezone(OSLO).date() for each in events}
    return [(code, month_and_year(day)) for code, day in sorted(days.items())]
