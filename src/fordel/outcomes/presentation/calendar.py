"""Outcome reports in the calendars: last days that are other than that of the year, because they are later or because
the report is returned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.presentation.addresses import office_address, outcome_address
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Role
from fordel.parties.plugs.calendar import OwnLook
from fordel.shared.addresses import full_address
from fordel.shared.calendars import CalendarEntry, Kind, all_day
from fordel.shared.dates import last_day

_HANDLE: Final = (Role.CASE_OFFICER, Role.APPROVER)


def of_office(actor: Actor, office: Office, since: datetime) -> list[CalendarEntry]:
    """Of the reports to the office, for those who handle them there. One query, or none."""
    works_here = actor.office_id == office.pk and actor.is_in(*_HANDLE)
    return _entries(Q(round__office=office), since, office_address) if works_here else []


def of_person(look: OwnLook) -> list[CalendarEntry]:
    """Of the reports that the person writes, answers a part of, or handles. Two queries at most."""
    offices = [each.office_id for each in look.actors if each.office_id is not None and each.is_in(*_HANDLE)]
    places = [each.organisation_id for each in look.actors if each.organisation_id is not None]
    own = Q(report__owner__in=places) | Q(parties__organisation__in=places)
    handled = _entries(Q(round__office__in=offices), look.since, office_address) if offices else []
    return [*handled, *(_entries(own, look.since, outcome_address) if places else [])]


def _entries(which: Q, since: datetime, address: Callable[[OutcomeReport], str]) -> list[CalendarEntry]:
    later = Q(state=OutcomeState.OPEN, extended_to__gt=since) | Q(state=OutcomeState.RETURNED, reply_by__gt=since)
    rows = OutcomeReport.objects.filter(which & later).select_related("report", "round__office", "round__scheme")
    return [_entry(each, address(each)) for each in rows.distinct().order_by("pk")]


def _entry(outcome: OutcomeReport, page: str) -> CalendarEntry:
    summary = _("Last day for the report on «%(title)s»") % {"title": outcome.report.title}
    day = last_day(outcome.reply_by or outcome.closes)
    office = outcome.round.office.name
    return all_day(Kind.DEADLINE, f"outcome-{outcome.pk}", day, summary, full_address(page), office)
