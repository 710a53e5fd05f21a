"""The deadline an owner looks towards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from math import inf
from typing import NamedTuple

from fordel.core.form.window import Reason
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import ReportDraft
from fordel.reports.selectors.draft_facts import window_with
from fordel.shared.dates import last_day


class OwnDeadline(NamedTuple):
    """A deadline in the newest year reports are asked for: `is_open` now, `is_early` before `opens`; `last_day` is the
    last one that is in time."""

    year: int
    is_open: bool
    is_early: bool
    opens: datetime | None
    closes: datetime | None
    last_day: date | None
    is_decided: bool = False


def own_deadline(
    owner_id: int,
    rounds: Iterable[Round],
    extensions: Mapping[int, datetime],
    instant: datetime,
    is_decided: Callable[[int], bool],
) -> OwnDeadline | None:
    """The owner's own deadline in the newest year of the rounds that have a form; its extension counts. Of several
    schemes in that year the one that closes first, of those that are open if any is. Asks
    `is_decided` of each, by its id; no queries of its own."""
    asking = [each for each in rounds if not each.is_history and scheme_of(each.scheme).form is not None]
    year = max((each.year for each in asking), default=0)
    found = [
        _deadline_in(each, owner_id, extensions, instant, decided=is_decided(each.pk))
        for each in asking
        if each.year == year
    ]
    chosen = [each for each in found if each.is_open] or found
    return min(chosen, key=lambda each: each.closes.timestamp() if each.closes else inf, default=None)


def _deadline_in(
    newest: Round, owner_id: int, extensions: Mapping[int, datetime], instant: datetime, *, decided: bool
) -> OwnDeadline:
    draft = ReportDraft(round=newest, owner_id=owner_id)
    window = window_with(draft, instant, extensions.get(newest.pk), is_decided=decided)
    last = last_day(window.closes) if window.closes else None
    is_early = window.reason == Reason.NOT_OPEN_YET
    return OwnDeadline(newest.year, window.is_open, is_early, window.opens, window.closes, last, decided)
