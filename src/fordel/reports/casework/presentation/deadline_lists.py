"""The columns of what happens before the deadline: drafts in progress, and the owners that are reminded."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.reports.casework.selectors.drafts import DraftLine
from fordel.reports.casework.selectors.reminders import Recipient
from fordel.shared.clock import OSLO
from fordel.shared.dates import moment, short_date
from fordel.shared.pages.columns import ListColumn, PageList


def drafts_list(*, opens: bool) -> PageList[DraftLine]:
    """The drafts; if it `opens`, the name of one that the office writes leads to it."""
    return PageList(
        (
            ListColumn(
                "owner", _("Owner"), _linked if opens else lambda row: row.owner, lambda row: row.owner, is_heading=True
            ),
            ListColumn("written_by", _("Written by"), _writer, _writer),
            ListColumn("begun_at", _("Begun"), lambda row: moment(row.begun_at), lambda row: _in_oslo(row.begun_at)),
            ListColumn(
                "changed_at",
                _("Last changed"),
                lambda row: moment(row.changed_at),
                lambda row: _in_oslo(row.changed_at),
            ),
        )
    )


def _linked(row: DraftLine) -> str:
    if not row.by_office:
        return row.owner
    return format_html('<a href="{}">{}</a>', reverse("own_needs:draft", kwargs={"draft_id": row.id}), row.owner)


def _writer(row: DraftLine) -> str:
    return _("The office") if row.by_office else _("The owner")


def _why(row: Recipient) -> str:
    return _("Draft that is not sent") if row.why == "draft" else _("Reported last year")


def _last(row: Recipient) -> datetime | None:
    return row.sent[-1][1] if row.sent else None


def _in_oslo(at: datetime | None) -> datetime | None:
    return at.astimezone(OSLO).replace(tzinfo=None) if at else None


REMINDERS: Final[PageList[Recipient]] = PageList(
    (
        ListColumn("owner", gettext_lazy("Owner"), lambda row: row.name, lambda row: row.name, is_heading=True),
        ListColumn("why", gettext_lazy("Why"), _why, _why),
        ListColumn(
            "last_day", gettext_lazy("Last day"), lambda row: short_date(row.last_day), lambda row: row.last_day
        ),
        ListColumn(
            "people",
            gettext_lazy("People who get mail"),
            lambda row: row.people,
            lambda row: row.people,
            is_numeric=True,
        ),
        ListColumn(
            "last_reminded_at",
            gettext_lazy("Last reminded"),
            lambda row: moment(at) if (at := _last(row)) else "–",
            lambda row: _in_oslo(_last(row)),
        ),
    )
)
