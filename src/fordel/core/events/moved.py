"""When a change of an event is so large that those who have registered must say once more that they come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

REMINDED_BEFORE: Final = timedelta(days=2)


def must_answer_again(day: date, town: str, new_day: date, new_town: str) -> bool:
    """Whether the event is on another day or in another town. A new hour of the same day, or another building in the
    same town, is a change that people are notified of, and keep their places."""
    return day != new_day or _same(town) != _same(new_town)


def _same(town: str) -> str:
    return " ".join(town.split()).casefold()


def remind_at(asked_at: datetime, answer_by: datetime) -> datetime:
    """When those who have not answered are reminded: two days before it is too late, or halfway if there are fewer
    than four."""
    return answer_by - min(REMINDED_BEFORE, (answer_by - asked_at) / 2)
