"""What yearly reports put on start pages and in calendars."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualState
from fordel.annual.selectors.layouts import layout_of, role_to_sign
from fordel.annual.selectors.office_state import state_of
from fordel.annual.selectors.offices import late_reports
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.plugs.start_page import CalendarItem, Visit
from fordel.shared.clock import today


def tasks(visit: Visit) -> list[Task]:
    """For whoever writes: the report, from the day it opens. For whoever signs next: the signature. No queries."""
    layout = layout_of(visit.round.scheme)
    if layout is None or today() < layout.opens or visit.actor.role not in (Role.CASE_OFFICER, Role.APPROVER):
        return []
    state, address = state_of(visit.round), reverse("annual_office:report", kwargs={**visit.round.where})
    year = {"year": visit.round.year}
    if state in ("", AnnualState.DRAFT) and visit.actor.role == Role.CASE_OFFICER:
        title = _("Write the annual report to Udir for %(year)s") % year
        text = _("The figures are filled in. You write the comments, and two of you sign.")
        return [Task(title, text, address, layout.last_day, urgency=45)]
    if visit.actor.role == role_to_sign(state, layout):
        title = _("Sign the annual report to Udir for %(year)s") % year
        return [Task(title, _("It is ready, and waits for you."), address, layout.last_day, urgency=30)]
    return []


def days_of(visit: Visit) -> list[CalendarItem]:
    """The last day, for those who write and sign, as long as the report is not sent. No queries."""
    layout = layout_of(visit.round.scheme)
    is_theirs = visit.actor.role in (Role.CASE_OFFICER, Role.APPROVER)
    if layout is None or not is_theirs or state_of(visit.round) == AnnualState.SENT:
        return []
    return [CalendarItem(layout.last_day, _("Last day for the annual report to Udir"))]


def national_tasks(actor: Actor) -> list[Task]:
    """The offices whose report is late, for whoever reads for Udir. One query."""
    found = []
    for row in late_reports(actor.office_id):
        words = {"office": row.round.office.name, "year": row.round.year}
        title = _("Ask %(office)s about the annual report for %(year)s") % words
        address = f"{reverse('annual:list')}?year={row.round.year}"
        found.append(Task(title, _("The deadline has passed."), address, row.layout.last_day))
    return found
