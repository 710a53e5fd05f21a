"""The years of a partnership as both sides see them, and what is to be done."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.partnership.models import Level, Partnership, PartnershipAction, YearlyStatus
from fordel.partnership.selectors.statuses import YearLine
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList
from fordel.shared.pages.row_actions import RowActions

_TAGS: Final = {Level.GREEN.value: "success", Level.YELLOW.value: "warning", Level.RED.value: "danger"}


def level_mark(level: str) -> SafeString:
    """The level as a word on its colour."""
    return format_html('<span class="tag {}">{}</span>', _TAGS[level], Level(level).label)


def _said(status: YearlyStatus | None) -> SafeString | str:
    if status is None:
        return _("Not said yet")
    return format_html("{} {}", level_mark(status.level), status.sentence)


def _compared(line: YearLine) -> str:
    if line.owner is None or line.provider is None:
        return "–"
    return _("They see it differently") if line.differs else _("They see it alike")


def years(between: Partnership) -> PageList[YearLine]:
    """The columns, with a column for each side."""
    return PageList(
        (
            ListColumn("year", gettext_lazy("Year"), lambda line: line.year, is_heading=True),
            ListColumn("owner", between.owner.name, lambda line: _said(line.owner)),
            ListColumn("provider", between.provider.name, lambda line: _said(line.provider)),
            ListColumn("compared", gettext_lazy("Compared"), _compared),
        )
    )


def actions(between: Partnership, buttons: RowActions | None) -> PageList[PartnershipAction]:
    """The columns of what is to be done; with `buttons`, a button that says that it is done."""

    def state(row: PartnershipAction) -> SafeString | str:
        if row.done_at is not None:
            return _("Done %(when)s") % {"when": short_date(row.done_at)}
        if buttons is None:
            return _("Not done")
        address = reverse("pairs:done", kwargs={"partnership_id": between.pk, "step_id": row.pk})
        return buttons.button(address, _("Mark as done"), row.text)

    def due(row: PartnershipAction) -> SafeString:
        late = format_html(' <span class="tag danger">{}</span>', _("Late")) if row.is_late else ""
        return format_html("{}{}", short_date(row.due), late)

    return PageList(
        (
            ListColumn("what", gettext_lazy("What is to be done"), lambda row: row.text, is_heading=True),
            ListColumn("who", gettext_lazy("Who"), lambda row: between.organisation(row.side).name),
            ListColumn("due", gettext_lazy("Last day"), due),
            ListColumn("state", gettext_lazy("State"), state),
        )
    )
