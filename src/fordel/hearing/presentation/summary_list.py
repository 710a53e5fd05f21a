"""Who said what, and what became of it: the columns of the page and of its files."""

from __future__ import annotations

from typing import Final

from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.hearing.presentation.hearing_page import PointShown
from fordel.shared.pages.columns import ListColumn, PageList


def who_of(point: PointShown) -> str:
    """Who said it, and that it came late."""
    return f"{point.who} ({_('received late')})" if point.is_late else point.who


def text_of(point: PointShown) -> str:
    """What was said, or that it is kept from the reader."""
    return point.text or _("The text is not shown.")


SUMMARY: Final[PageList[PointShown]] = PageList(
    (
        ListColumn("number", gettext_lazy("No."), lambda row: row.number, lambda row: row.number, is_numeric=True),
        ListColumn("from", gettext_lazy("From"), who_of, who_of, is_heading=True),
        ListColumn("chapter", gettext_lazy("About"), lambda row: row.chapter, lambda row: row.chapter),
        ListColumn("text", gettext_lazy("Input"), lambda row: _lines(text_of(row)), text_of),
        ListColumn("outcome", gettext_lazy("What became of it"), lambda row: row.outcome, lambda row: row.outcome),
        ListColumn("answer", gettext_lazy("Answer"), lambda row: _lines(row.answer), lambda row: row.answer),
        ListColumn("changed", gettext_lazy("Changed chapter"), lambda row: row.changed, lambda row: row.changed),
    )
)


def _lines(text: str) -> object:
    return mark_safe(linebreaks(text, autoescape=True)) if text else ""  # noqa: S308 -- escaped in this line
