"""The columns of the office's list of announcements."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.guidance.models import Audience
from fordel.news.models import Announcement, AnnouncementState
from fordel.news.presentation.announcement_text import AnnouncementText, announcement_address
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList

_TAGS: Final = {AnnouncementState.PUBLISHED.value: "success", AnnouncementState.DRAFT.value: "info"}


def state_word(announcement: Announcement) -> str:
    """The state in a word: what is published may be over, or for later."""
    if announcement.state == AnnouncementState.PUBLISHED and announcement.is_over:
        return _("Over")
    if announcement.state == AnnouncementState.PUBLISHED and announcement.is_early:
        return _("For later")
    return str(AnnouncementState(announcement.state).label)


def _title(announcement: Announcement) -> SafeString:
    title = AnnouncementText(announcement).title
    return format_html('<a href="{}">{}</a>', announcement_address(announcement, "announcement"), title)


def _state(announcement: Announcement) -> SafeString:
    tag = "warning" if announcement.is_over else _TAGS.get(announcement.state, "")
    return format_html('<span class="tag {}">{}</span>', tag, state_word(announcement))


def _day(day: date | None) -> str:
    return short_date(day) if day else "–"


def audience_words(announcement: Announcement) -> str:
    """Whom it is for."""
    return ", ".join(str(label) for code, label in Audience.choices if code in announcement.audience) or "–"


ANNOUNCEMENTS: Final[PageList[Announcement]] = PageList(
    (
        ListColumn("title", gettext_lazy("Heading"), _title, is_heading=True),
        ListColumn("state", gettext_lazy("State"), _state),
        ListColumn("audience", gettext_lazy("For"), audience_words),
        ListColumn(
            "from", gettext_lazy("First day"), lambda row: short_date(row.shown_from) if row.shown_from else "–"
        ),
        ListColumn("to", gettext_lazy("Last day"), lambda row: _day(row.shown_to)),
        ListColumn("changed", gettext_lazy("Changed"), lambda row: short_date(row.changed_at)),
    ),
    first="-changed",
)
