"""The measures with a grant, and how far their pulses have come."""

from __future__ import annotations

from collections.abc import Callable
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
from fordel.shared.pages.columns import ListColumn, PageList, labelled


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


def _state(words: object, pulse: Callable[[Measure], Pulse | None]) -> Callable[[Measure], SafeString]:
    return lambda row: labelled(str(words), state_words(pulse(row)))


_START: Final = gettext_lazy("At the start")
_END: Final = gettext_lazy("At the end")
_STATES: Final = (
    ListColumn[Measure]("start", _START, _state(_START, lambda row: row.start), lambda row: state_words(row.start)),
    ListColumn[Measure]("end", _END, _state(_END, lambda row: row.end), lambda row: state_words(row.end)),
)
OWN_MEASURES: Final[PageList[Measure]] = PageList(
    (
        ListColumn("title", gettext_lazy("Measure"), _title, is_heading=True),
        ListColumn("year", gettext_lazy("Year"), lambda row: labelled(_("Year"), row.report.round.year)),
        *_STATES,
    )
)
MEASURES: Final[PageList[Measure]] = PageList(
    (
        ListColumn("number", gettext_lazy("No."), lambda row: labelled(_("No."), row.report.number), is_numeric=True),
        ListColumn("title", gettext_lazy("Measure"), _title, is_heading=True),
        ListColumn("owner", gettext_lazy("Owner"), lambda row: labelled(_("Owner"), row.report.owner.name)),
        *_STATES,
    )
)
