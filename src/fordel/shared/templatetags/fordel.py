"""Numbers, dates and icons as every page writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core import money
from fordel.shared import dates
from fordel.shared.clock import OSLO, now, today
from fordel.shared.fragments import Fragment
from fordel.shared.rich_text import page_html

register = template.Library()


class HasAddress(Protocol):
    """What pages belong to: `where` holds the keys of its addresses."""

    @property
    def where(self) -> Mapping[str, Any]: ...


@register.simple_block_tag
def one_line(content: str) -> SafeString:
    """Text on one line, however the template is laid out: `{% one_line %} … {% endone_line %}`."""
    return mark_safe(" ".join(content.split()))  # noqa: S308 -- the template has escaped it


@register.simple_block_tag
def crumbs(content: str, here: str) -> SafeString:
    """The way to the page that is called `here`: `{% crumbs _("Views") %}<li><a href="…">…</a></li>{% endcrumbs %}`."""
    where, page = escape(_("You are here")), " ".join(conditional_escape(here).split())
    return mark_safe(  # noqa: S308 -- the template has escaped the content
        f'<nav class="crumbs" aria-label="{where}"><ol>{content}<li aria-current="page">{page}</li></ol></nav>'
    )


@register.simple_tag(takes_context=True)
def fragment(context: Context, part: Fragment) -> str:
    """The HTML of a part of the page that another module has the data for."""
    return render_to_string(part.template, dict(part.context), getattr(context, "request", None))


@register.simple_tag
def round_url(name: str, round_: HasAddress, **more: object) -> str:
    """The address of a page of a round: `{% round_url 'reports:report' round number=41 %}`."""
    return reverse(name, kwargs={**round_.where, **more})


@register.filter
def kroner(amount: int | None) -> str:
    """`24 605 520`; `–` where there is no amount."""
    return "–" if amount is None else money.format_kroner(int(amount))


@register.filter
def signed_kroner(amount: int | None) -> str:
    """`+8 200`, `−35 800`, `0`."""
    return "–" if amount is None else money.format_signed_kroner(int(amount))


@register.filter
def millions(amount: int) -> str:
    """`24,6 millioner`."""
    return money.format_millions(int(amount), get_language() or "nb")


@register.simple_tag
def percent(part: int, whole: int, decimals: int = 1) -> str:
    """`{% percent part whole %}`: `93,5 %`."""
    return money.format_percent(int(part), int(whole), get_language() or "nb", decimals)


@register.filter
def long_date(value: date | datetime | None) -> str:
    return dates.long_date(value) if value else "–"


@register.filter
def short_date(value: date | datetime | None) -> str:
    return dates.short_date(value) if value else "–"


@register.filter
def month_and_year(value: date | datetime) -> str:
    return dates.month_and_year(value)


@register.filter
def weekday(value: date | datetime) -> str:
    return dates.weekday(value)


@register.filter
def full_date(value: date | datetime | None) -> str:
    return dates.full_date(value) if value else "–"


@register.filter
def without_day(title: str, day: date | datetime) -> str:
    return dates.without_day(title, day)


@register.filter
def moment(value: datetime | None) -> str:
    return dates.moment(value) if value else "–"


@register.filter
def deadline(value: datetime | None) -> str:
    return dates.deadline(value) if value else "–"


@register.filter
def weekday_deadline(value: datetime | None) -> str:
    return dates.weekday_deadline(value) if value else "–"


@register.filter
def clock_time(value: datetime | None) -> str:
    return dates.clock_time(value) if value else "–"


@register.filter
def with_notes(html: str, name: str) -> SafeString:
    """Rich text with its notes numbered and after it: `{{ chapter.text|with_notes:chapter.code }}`."""
    return page_html(html, name)


@register.filter
def time_today(value: datetime | None) -> str:
    """The time of day, with the date unless it is today."""
    return dates.time_on(value, today()) if value else "–"


@register.filter
def time_beside(value: datetime | None, beside: datetime | None) -> str:
    """The time of day, with the date unless it is the day of what it is shown with."""
    return dates.time_on(value, (beside or now()).astimezone(OSLO).date()) if value else "–"


@register.filter
def days_away(value: date | datetime) -> str:
    return dates.days_away(value)


@cache
def _icon_source(name: str) -> str:
    return (Path(settings.FORDEL_ICONS) / f"{name}.svg").read_text(encoding="utf-8").strip()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline icon that screen readers pass over; `name` is a file of the icon set, without `.svg`."""
    return mark_safe(_icon_source(name))  # noqa: S308 -- our own files, built with the assets
