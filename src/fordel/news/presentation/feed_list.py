"""The columns of the office's feeds, and of what was in them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.news.models import Feed, FeedItem, FeedProblem, ItemState
from fordel.shared.clock import OSLO
from fordel.shared.dates import moment, short_date
from fordel.shared.pages.columns import ListColumn, PageList
from fordel.shared.pages.row_actions import RowActions, side_by_side

_TAGS: Final = {ItemState.SHOWN.value: "success", ItemState.WAITING.value: "info"}


def _moment(instant: datetime | None) -> str:
    return moment(instant.astimezone(OSLO)) if instant else "–"


def _name(feed: Feed) -> SafeString:
    where = {"office": feed.office.slug, "feed_id": feed.pk}
    return format_html('<a href="{}">{}</a>', reverse("news:feed", kwargs=where), feed.name)


def feed_state(feed: Feed) -> str:
    """Whether it could be read the last time, and why not."""
    if not feed.is_followed:
        return _("Stopped")
    if feed.problem:
        words = {"problem": FeedProblem(feed.problem).label, "next": _moment(feed.next_read_at)}
        return _("Not read: %(problem)s. Next try %(next)s.") % words
    return _("Works") if feed.worked_at else _("Not read yet")


def _state(feed: Feed) -> SafeString:
    tag = "danger" if feed.problem else "success" if feed.worked_at and feed.is_followed else ""
    return format_html('<span class="tag {}">{}</span>', tag, feed_state(feed))


def _counted(feed: Feed, state: str) -> int:
    count: int = getattr(feed, state)  # annotated (`selectors.feeds.feeds_of`)
    return count


FEEDS: Final[PageList[Feed]] = PageList(
    (
        ListColumn("name", gettext_lazy("Feed"), _name, is_heading=True),
        ListColumn("state", gettext_lazy("State"), _state),
        ListColumn("worked", gettext_lazy("Read last"), lambda row: _moment(row.worked_at)),
        ListColumn("waiting", gettext_lazy("Waiting"), lambda row: _counted(row, ItemState.WAITING), is_numeric=True),
        ListColumn("shown", gettext_lazy("Shown"), lambda row: _counted(row, ItemState.SHOWN), is_numeric=True),
    ),
    first="name",
)


def _title(item: FeedItem) -> SafeString:
    return format_html('<a href="{}" rel="noopener nofollow">{}</a>', item.link, item.title)


def _item_state(item: FeedItem) -> SafeString:
    label = ItemState(item.state).label
    return format_html('<span class="tag {}">{}</span>', _TAGS.get(item.state, ""), label)


def item_list(actions: RowActions | None) -> PageList[FeedItem]:
    """The list, with what the reader can do with each row."""
    columns = ITEMS.columns
    if actions is not None:
        columns = (*columns, ListColumn("do", gettext_lazy("Do"), partial(_buttons, actions)))
    return PageList(columns, first="-day")


def _buttons(actions: RowActions, item: FeedItem) -> SafeString:
    where = {"office": item.office.slug, "feed_item_id": item.pk}
    show = actions.button(reverse("news:show-item", kwargs=where), _("Show"), item.title)
    hide = actions.button(reverse("news:hide-item", kwargs=where), _("Hide"), item.title)
    offered = {ItemState.WAITING.value: (show, hide), ItemState.SHOWN.value: (hide,)}
    return side_by_side(*offered.get(item.state, (show,)))


ITEMS: Final[PageList[FeedItem]] = PageList(
    (
        ListColumn("title", gettext_lazy("Title"), _title, is_heading=True),
        ListColumn("feed", gettext_lazy("Feed"), lambda row: row.feed.name),
        ListColumn("day", gettext_lazy("Published"), lambda row: short_date(row.published_at.astimezone(OSLO))),
        ListColumn("state", gettext_lazy("State"), _item_state),
    ),
    first="-day",
)
