"""What the hearings of an office put on its start page."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.hearing.selectors.counts import HearingAtHand, hearings_at_hand
from fordel.parties.models import Role
from fordel.programme.plugs.start_page import CalendarItem, Task, Visit
from fordel.shared.clock import OSLO


def tasks(visit: Visit) -> list[Task]:
    """The input that waits for answers once a hearing has closed, and then the answers that wait to be sent. No
    queries."""
    if visit.actor.role != Role.CASE_OFFICER:
        return []
    return [_task(visit, each) for each in hearings_at_hand(visit.round) if not each.is_open]


def _task(visit: Visit, hearing: HearingAtHand) -> Task:
    address = reverse("hearing:work", kwargs={"office": visit.round.office.slug, "hearing_id": hearing.id})
    values = {"count": hearing.waits, "title": hearing.title}
    if not hearing.waits:
        why = _("Every point has an answer. Whoever gave input gets it when you send them.")
        return Task(_("Send the answers of the hearing of «%(title)s»") % values, why, address, None, urgency=45)
    title = ngettext(
        "Answer %(count)s point in the hearing of «%(title)s»",
        "Answer %(count)s points in the hearing of «%(title)s»",
        hearing.waits,
    )
    return Task(title % values, _("The hearing has closed."), address, None, urgency=45)


def days(visit: Visit) -> list[CalendarItem]:
    """The last day of every hearing that is open. No queries."""
    return [
        CalendarItem(
            (each.closes_at - timedelta(microseconds=1)).astimezone(OSLO).date(),
            _("Deadline for input to «%(title)s»") % {"title": each.title},
        )
        for each in hearings_at_hand(visit.round)
        if each.is_open
    ]
