"""Days and choices as they are typed in the office's forms."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from fordel.core.dates import read_day
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError


def end_of_day(text: str, field: str) -> datetime | None:
    """The first instant after the day that was chosen; None where none was. Raises UserError that names the field."""
    text = text.strip()
    if not text:
        return None
    try:
        day = read_day(text)
        return datetime.combine(day + timedelta(days=1), time(), OSLO)
    except (ValueError, OverflowError) as error:
        raise UserError(_("«%(text)s» is not a date.") % {"text": text[:20]}, _("Choose a day."), field) from error
