"""The measures with a grant, and how far their pulses have come."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.pulse.models import Pulse
from fordel.pulse.selectors.pulses import Measure
from fordel.shared.clock import now
from fordel.shared.dates import deadline
from fordel.shared.pages.columns import ListColumn, PageList


def state_words(pulse: Pulse | None) -> str:
    """`12 of 30 have answered, until 12 March at 23:59`."""
    if pulse is None:
        return _("Not asked")
    facts = {"used": getattr(pulse, "used", 0), "codes": pulse.codes, "last": deadline(pulse.closes_at)}
    if now() < pulse.closes_at:
        return _("%(used)s of %(codes)s have answered. People can answer until %(last)s.") % facts
    return _("%(used)s of %(codes)s have answered. It is closed.") % facts


def _title(row: Measure) -> SafeString:
    address = reverse("pulse:measure", kwargs={"report_id": row.report.pk})
    return format_html('<a href="{}">{}</a>', address, row.report.title)


def _start(row: Measure) -> str:
    return state_words(row.start)


def _end(row: Measure) -> str:
    return state_words(row.end)


_STATES: Final = (
    ListColumn[Measure]("start", gettext_lazy("At the start"), _start, _start),
    ListColumn[Measure]("end", gettext_lazy("At the end"), _end, _end),
)
OWN_MEASURES: Final[PageList[Measure]] = PageList(
    (
        ListColumn("title", gettext_lazy("Measure"), _title, is_heading=True),
        ListColumn("year", gettext_lazy("Year"), lambda row: row.report.round.year),
        *_STATES,
    )
)
MEASURES: Final[PageList[Measure]] = PageList(
    (
        ListColumn("number", gettext_lazy("No."), lambda row: row.report.number, is_numeric=True),
        ListColumn("title", gettext_lazy("Measure"), _title, is_heading=True),
        ListColumn("owner", gettext_lazy("Owner"), lambda row: row.report.owner.name),
        *_STATES,
    )
)
