"""The deadlines of a round, for the calendar of the start page."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.dates import last_day


def days_of(round_: Round) -> list[tuple[date | None, str]]:
    """The round's deadlines, in the order of the year. No queries."""
    closes = last_day(round_.needs_deadline) if round_.needs_deadline else None
    return [
        (closes, _("Last day for needs reports")),
        (round_.recommendation_due, _("The forum's recommendation is due")),
        (scheme_of(round_.scheme).dates.decision_due, _("Answers to the owners")),
        (round_.report_due, _("Reports on goal attainment are due")),
    ]
