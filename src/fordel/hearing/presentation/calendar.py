"""Hearings in the calendars: the last day for input."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing
from fordel.hearing.presentation.addresses import hearing_address
from fordel.parties.actors import Actor
from fordel.parties.models import Office
from fordel.parties.plugs.calendar import OwnLook
from fordel.shared.addresses import full_address
from fordel.shared.calendars import CalendarEntry, Kind, all_day
from fordel.shared.clock import now
from fordel.shared.dates import last_day


def of_office(actor: Actor, office: Office, since: datetime) -> list[CalendarEntry]:
    """The office's hearings that have opened, and for those who work there also those that will. One query."""
    works_here = actor.office_id == office.pk
    return _entries(Q(office=office) if works_here else Q(office=office, opens_at__lte=now()), since)


def of_person(look: OwnLook) -> list[CalendarEntry]:
    """The hearings of the offices where the person works, and those in which an organisation they act for is asked.
    One query."""
    offices = [each.office_id for each in look.actors if each.office_id is not None]
    organisations = [each.organisation_id for each in look.actors if each.organisation_id is not None]
    asked = Q(invited__organisation__in=organisations, opens_at__lte=now())
    return _entries(Q(office__in=offices) | asked, look.since)


def _entries(which: Q, since: datetime) -> list[CalendarEntry]:
    rows = Hearing.objects.filter(which, closes_at__gt=since).select_related("plan", "office").distinct()
    return [_entry(each) for each in rows]


def _entry(hearing: Hearing) -> CalendarEntry:
    summary = _("Deadline for input to «%(title)s»") % {"title": hearing.plan.title}
    page = full_address(hearing_address("hearing", hearing))
    return all_day(
        Kind.HEARING, f"hearing-{hearing.pk}", last_day(hearing.closes_at), summary, page, hearing.office.name
    )
