"""The deadlines of a round, for the start page: in the calendar and in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.programme.plugs.start_page import CalendarItem, Sentence, Step, Visit
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.clock import now
from fordel.shared.dates import deadline, last_day


def days_of(visit: Visit) -> list[CalendarItem]:
    """The round's deadlines, in the order of the year, each until what it is for is done. No queries."""
    round_ = visit.round
    closes = last_day(round_.needs_deadline) if round_.needs_deadline else None
    days = [
        (closes, _("Last day for needs reports"), Step.DECIDED),
        (round_.recommendation_due, _("The forum's recommendation is due"), Step.RECOMMENDED),
        (scheme_of(round_.scheme).dates.decision_due, _("Answers to the owners"), Step.DECIDED),
        (round_.report_due, _("Reports on goal attainment are due"), None),
    ]
    return [CalendarItem(day, what, until) for day, what, until in days if day]


def lead(visit: Visit) -> list[Sentence]:
    """When owners can report their needs, until they no longer can. No queries."""
    round_ = visit.round
    if visit.step >= Step.DECIDED or not round_.needs_deadline or now() >= round_.needs_deadline:
        return []
    text = _("Owners can report their needs until %(when)s.") % {"when": deadline(round_.needs_deadline)}
    return [Sentence(15, text)]
