"""Dates and times as Norwegians read them (see also `clock`, which knows what time it is)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date, get_month_names
from django.utils.translation import get_language, gettext, ngettext

from fordel.core.money import NO_BREAK_SPACE
from fordel.shared.clock import OSLO, today


def babel_locale() -> str:
    """The locale of the active language: `nb`, `nn` or `en_GB`."""
    language = (get_language() or "nb")[:2]
    return {"nb": "nb", "nn": "nn"}.get(language, "en_GB")


def _written(value: date | datetime, words: str, years: str = "", weekday: str = "") -> str:
    """The day with its month as `words` says (`MMMM` or `MMM`), and a year as `years` does, if at all. A line never
    breaks between the two: they are joined by a no-break space."""
    locale = babel_locale()
    day = f"d{'' if locale == 'en_GB' else '.'}{NO_BREAK_SPACE}{words}"
    pattern = " ".join(filter(None, (weekday, day, years)))
    return str(format_date(_as_date(value), pattern, locale=locale))


def _as_date(value: date | datetime) -> date:
    return value.astimezone(OSLO).date() if isinstance(value, datetime) else value


def long_date(value: date | datetime) -> str:
    """`tirsdag 24. februar 2026`."""
    return _written(value, "MMMM", "y", "EEEE")


def short_date(value: date | datetime) -> str:
    """`12. mars` in the current year, else with the year: `15. januar 2027`."""
    return _written(value, "MMMM", _other_year(value))


def full_date(value: date | datetime) -> str:
    """`9. april 2026`, always with the year, for letters and logs."""
    return _written(value, "MMMM", "y")


def day_and_month(value: date | datetime) -> str:
    """`9. april`, never with the year."""
    return _written(value, "MMMM")


def _other_year(value: date | datetime) -> str:
    return "" if _as_date(value).year == today().year else "y"


def month_and_year(value: date | datetime) -> str:
    """`mars 2026`."""
    return str(format_date(_as_date(value), "LLLL y", locale=babel_locale()))


def weekday(value: date | datetime) -> str:
    """`tirsdag`."""
    return str(format_date(_as_date(value), "EEEE", locale=babel_locale()))


def narrow_date(value: date | datetime) -> str:
    """`12. mars` or `15. sep.`, with the year where it is not the current one: for narrow columns."""
    return _written(value, "MMM", _other_year(value))


def clock_time(value: datetime) -> str:
    """`23.59`, Oslo time."""
    return value.astimezone(OSLO).strftime("%H.%M")


def time_on(value: datetime, day: date) -> str:
    """`23.59` for a moment on the day, else with its date: `24. februar kl. 23.59`."""
    return clock_time(value) if _as_date(value) == day else moment(value)


def _last_minute(first_instant_too_late: datetime) -> datetime:
    return first_instant_too_late.astimezone(OSLO) - timedelta(minutes=1)


def last_day(first_instant_too_late: datetime) -> date:
    """The last day that is in time."""
    return _last_minute(first_instant_too_late).date()


def deadline(first_instant_too_late: datetime) -> str:
    """A deadline as people say it: the last minute that is in time, `1. februar kl. 23.59`."""
    last_minute = _last_minute(first_instant_too_late)
    return gettext("%(date)s at %(time)s") % {"date": short_date(last_minute), "time": clock_time(last_minute)}


def weekday_deadline(first_instant_too_late: datetime) -> str:
    """The same with the day of the week: `søndag 1. februar kl. 23.59`."""
    last_minute = _last_minute(first_instant_too_late)
    day = str(format_date(_as_date(last_minute), "EEEE", locale=babel_locale()))
    return f"{day} {deadline(first_instant_too_late)}"


def moment(value: datetime) -> str:
    """`24. februar kl. 08.10`."""
    return gettext("%(date)s at %(time)s") % {"date": short_date(value), "time": clock_time(value)}


def days_away(value: date | datetime) -> str:
    """How far a date is from today in words: `i dag`, `om 9 dager`, `1 dag for sent`."""
    days = (_as_date(value) - today()).days
    if days == 0:
        return gettext("today")
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}


def without_day(title: str, day: date | datetime) -> str:
    """The title without the day at its end, for a place where the day is shown beside it: `Samarbeidsforum` for
    `Samarbeidsforum 12. mars`. A title that is nothing else is kept."""
    on = _as_date(day)
    months = {get_month_names(locale=locale)[on.month] for locale in ("nb", "nn", "en")}
    written = {f"{on:%d.%m}", f"{on:%d.%m.%Y}", f"{on.day}.{on.month}."}
    written |= {f"{on.day}. {month}{year}" for month in months for year in ("", f" {on.year}")}
    written |= {words.replace(" ", NO_BREAK_SPACE, 1) for words in written}
    for words in sorted(written, key=len, reverse=True):
        if title.casefold().endswith(words.casefold()):
            return title[: -len(words)].rstrip(" ,–-") or title
    return title
