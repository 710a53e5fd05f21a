"""The last day for the yearly report, in the calendars of those who write and sign it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport, AnnualState
from fordel.annual.selectors.layouts import layout_of
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Role
from fordel.parties.plugs.calendar import OwnLook
from fordel.programme.models import Round
from fordel.shared.addresses import full_address
from fordel.shared.calendars import CalendarEntry, Kind, all_day

_HANDLE: Final = (Role.CASE_OFFICER, Role.APPROVER)


def of_office(actor: Actor, office: Office, since: datetime) -> list[CalendarEntry]:
    """For those who write and sign there. One query, or none."""
    works_here = actor.office_id == office.pk and actor.is_in(*_HANDLE)
    return _entries(Q(office=office), since) if works_here else []


def of_person(look: OwnLook) -> list[CalendarEntry]:
    """Of the offices where the person writes or signs. One query, or none."""
    offices = [each.office_id for each in look.actors if each.office_id is not None and each.is_in(*_HANDLE)]
    return _entries(Q(office__in=offices), look.since) if offices else []


def _entries(which: Q, since: datetime) -> list[CalendarEntry]:
    """As long as no report is sent."""
    sent = AnnualReport.objects.filter(round=OuterRef("pk"), state=AnnualState.SENT)
    rounds = Round.objects.filter(which, ~Exists(sent), is_history=False, year__gte=since.year - 2)
    found = [_entry(each) for each in rounds.select_related("office", "scheme").order_by("pk")]
    return [entry for entry in found if entry is not None and entry.first_day >= since.date()]


def _entry(round_: Round) -> CalendarEntry | None:
    layout = layout_of(round_.scheme)
    if layout is None:
        return None
    page = full_address(reverse("annual_office:report", kwargs={**round_.where}))
    summary = _("Last day for the annual report to Udir")
    return all_day(Kind.DEADLINE, f"annual-{round_.pk}", layout.last_day, summary, page, round_.office.name)
