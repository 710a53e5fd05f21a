"""Days and choices as they are typed in the office's forms."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fordel.shared.clock import OSLO
from fordel.shared.fields import day_from_form


def end_of_day(text: str, field: str) -> datetime | None:
    """The first instant after the day that was chosen; None where none was. Raises UserError that names the field."""
    day = day_from_form(text, field)
    return datetime.combine(day + timedelta(days=1), time(), OSLO) if day else None
