"""The columns of the office's list of events."""

from __future__ import annotations

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fordel.events.models import Event, EventState
from fordel.events.presentation.addresses import event_address, series_address
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList

_TAGS: Final = {
    EventState.PUBLISHED.value: "success",
    EventState.CLOSED.value: "info",
    EventState.DRAFT.value: "info",
    EventState.CANCELLED.value: "danger",
}


def state_tag(event: Event) -> SafeString:
    """The state as a mark with words."""
    return format_html('<span class="tag {}">{}</span>', _TAGS.get(event.state, ""), event.get_state_display())


def _place(event: Event) -> SafeString:
    return format_html('<a href="{}">{}</a>', event_address("work", event), event.place)


def _series(event: Event) -> SafeString:
    return format_html('<a href="{}">{}</a>', series_address("series", event.series), event.series.title)


EVENTS: Final[PageList[Event]] = PageList(
    (
        ListColumn("place", _("Place"), _place, is_heading=True),
        ListColumn("day", _("Day"), lambda row: short_date(row.starts_at)),
        ListColumn("series", _("Series"), _series),
        ListColumn("state", _("State"), state_tag),
        ListColumn("capacity", _("Places"), lambda row: row.capacity, is_numeric=True),
    )
)
