"""What the hearings of an office put on its start page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.hearing.selectors.counts import HearingAtHand, hearings_at_hand, hearings_that_ask
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import OwnVisit, Task
from fordel.programme.plugs.start_page import CalendarItem, Visit
from fordel.shared.dates import last_day


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


def own_tasks(visit: OwnVisit) -> list[Task]:
    """The hearings in which the organisation is asked and has not answered. No queries."""
    title = _("Give input to «%(title)s»")
    text = _("%(office)s asks you. If you have nothing to say, you need do nothing.")
    return [
        Task(
            title % {"title": each.title},
            text % {"office": each.office},
            reverse("hearing:hearing", kwargs={"office": each.slug, "hearing_id": each.id}),
            last_day(each.closes_at),
            urgency=40,
        )
        for each in hearings_that_ask(visit)
    ]


def days(visit: Visit) -> list[CalendarItem]:
    """The last day of every hearing that is open. No queries."""
    return [
        CalendarItem(
            last_day(each.closes_at),
            _("Deadline for input to «%(title)s»") % {"title": each.title},
        )
        for each in hearings_at_hand(visit.round)
        if each.is_open
    ]
