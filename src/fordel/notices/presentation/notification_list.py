"""The columns of a person's notifications."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fordel.notices.models import Notification
from fordel.shared.dates import moment
from fordel.shared.pages.columns import ListColumn, PageList

_MOST: Final = 160


def _subject(row: Notification) -> SafeString:
    """The subject, and how the text begins, marked with their language if the reader has another one."""
    address = reverse("notifications:notification", kwargs={"notification_id": row.pk})
    language = "" if row.language == get_language() else format_html(' lang="{}"', row.language)
    begins = Truncator(row.first_line).chars(_MOST)
    words = '<a href="{}"{}>{}</a><br><span class="muted small"{}>{}</span>'
    return format_html(words, address, language, row.subject, language, begins)


def _state(row: Notification) -> SafeString | str:
    return _("Has been read") if row.read_at else format_html('<span class="tag info">{}</span>', _("Unread"))


NOTIFICATIONS: Final[PageList[Notification]] = PageList(
    (
        ListColumn("subject", gettext_lazy("Notification"), _subject, is_heading=True),
        ListColumn("kind", gettext_lazy("Kind"), lambda row: row.get_category_display()),
        ListColumn("at", gettext_lazy("When"), lambda row: moment(row.at), css="nowrap"),
        ListColumn("state", gettext_lazy("State"), _state),
    )
)
