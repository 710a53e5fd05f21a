"""The columns of an office's history."""

from __future__ import annotations

from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.shared.dates import moment
from fordel.shared.pages.columns import ListColumn, PageList
from fordel.web.selectors.history import HistoryRow


def _about(row: HistoryRow) -> SafeString | str:
    """What the entry is about, and the way to everything about the same."""
    if not row.kind:
        return ""
    name = format_html('<a href="{}">{}</a>', row.about.url, row.about.words) if row.about.url else row.about.words
    found = format_html('<span class="muted">{}</span><br>{}', row.kind, name)
    if not row.about_key:
        return found
    return format_html(
        '{}<br><span class="small"><a href="?om={}">{}<span class="ds-sr-only">: {} {}</span></a></span>',
        found,
        row.about_key,
        _("All about this"),
        row.kind,
        row.about.words,
    )


HISTORY: Final[PageList[HistoryRow]] = PageList(
    (
        ListColumn(
            "at",
            gettext_lazy("When"),
            lambda row: moment(row.at),
            lambda row: row.at.replace(tzinfo=None, microsecond=0),
            css="nowrap",
        ),
        ListColumn("who", gettext_lazy("Who"), lambda row: row.who, lambda row: row.who),
        ListColumn("what", gettext_lazy("What"), lambda row: row.what, lambda row: row.what, is_heading=True),
        ListColumn("kind", gettext_lazy("Kind"), value=lambda row: row.kind),
        ListColumn("about", gettext_lazy("About"), _about, lambda row: row.about.words),
        ListColumn(
            "details",
            gettext_lazy("Details"),
            lambda row: format_html_join(SafeString("<br>"), "{}: {}", row.details),
            lambda row: row.details_text,
        ),
    )
)
