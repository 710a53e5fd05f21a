"""What the forum's meetings and questions of impartiality put on the start page of an office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.forum.seats.selectors.year_work import forum_work
from fordel.meetings.models import MeetingState, Reply
from fordel.meetings.selectors.at_hand import MeetingAtHand, meetings_at_hand
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.plugs.start_page import CalendarItem, Step, Visit
from fordel.reports.plugs.member_view import member_view
from fordel.shared.clock import today
from fordel.shared.dates import clock_time, without_day

_SOON: Final = timedelta(days=30)
"""So long before the day it is time to call people to a meeting."""


def _meetings(visit: Visit) -> list[MeetingAtHand]:
    return meetings_at_hand(visit.round.office_id, visit.actor.person_id or 0)


def _reads_meetings(visit: Visit) -> bool:
    """A member does while a seat of theirs runs."""
    return visit.actor.role != Role.FORUM_MEMBER or member_view(visit.actor).has_seat


def days(visit: Visit) -> list[CalendarItem]:
    """The meetings that are set, with the time of day. One query, once a page."""
    if not _reads_meetings(visit):
        return []
    text = _("%(title)s at %(time)s")
    return [
        CalendarItem(each.day, text % {"title": without_day(each.title, each.day), "time": clock_time(each.starts_at)})
        for each in visit.asked(_meetings)
        if each.is_ahead and each.day and each.starts_at
    ]


def tasks(visit: Visit) -> list[Task]:
    """The next step of every meeting, conflicts of interest to decide, and what the reader has agreed to do. One
    query, once a page."""
    if not _reads_meetings(visit) or not visit.actor.is_in(Role.CASE_OFFICER, Role.APPROVER, Role.FORUM_MEMBER):
        return []
    steps = {Role.CASE_OFFICER: _step_to_lead, Role.APPROVER: _step_to_approve, Role.FORUM_MEMBER: _step_of_member}
    step = steps[Role(visit.actor.role)]
    at_hand = visit.asked(_meetings)
    found = [task for each in at_hand if (task := step(each, _page(visit, each)))]
    if visit.actor.role == Role.CASE_OFFICER:
        found += _conflicts(visit, at_hand)
    return [*found, *_promised(visit, at_hand)]


def _page(visit: Visit, meeting: MeetingAtHand) -> str:
    return reverse("meetings:meeting", kwargs={"office": visit.round.office.slug, "meeting_id": meeting.pk})


def _happening(meeting: MeetingAtHand, page: str) -> Task | None:
    """To go to it, if it is in progress or called for today."""
    title = _("Go to «%(title)s»") % {"title": meeting.title}
    if meeting.state == MeetingState.ONGOING:
        return Task(title, _("The meeting is going on now."), page, meeting.day, urgency=0)
    if meeting.state == MeetingState.CALLED and meeting.starts_at and meeting.day == today():
        text = _("The meeting is set for %(time)s.") % {"time": clock_time(meeting.starts_at)}
        return Task(title, text, page, meeting.day, urgency=0)
    return None


def _step_to_lead(meeting: MeetingAtHand, page: str) -> Task | None:
    if meeting.state == MeetingState.HELD:
        return _step_of_minutes(meeting, page)
    return _happening(meeting, page) or _step_before(meeting, page)


def _step_before(meeting: MeetingAtHand, page: str) -> Task | None:
    name, day = {"title": meeting.title}, meeting.day
    if day is None:
        text = _("No day is set for the meeting.")
        return Task(_("Find a day for «%(title)s»") % name, text, page, None, urgency=60)
    if day < today():
        text = _("The day has passed, and the meeting was never started.")
        return Task(_("Start, move or cancel «%(title)s»") % name, text, page, day, urgency=20)
    if meeting.state == MeetingState.PLANNED:
        if day > today() + _SOON:
            return None
        text = _("Nobody has been called yet.")
        return Task(_("Call people to «%(title)s»") % name, text, page, day, urgency=35)
    if not meeting.unanswered:
        return None
    text = ngettext("%(count)s person has not answered.", "%(count)s people have not answered.", meeting.unanswered)
    words = text % {"count": meeting.unanswered}
    return Task(_("See who comes to «%(title)s»") % name, words, page, day, urgency=60)


def _step_of_minutes(meeting: MeetingAtHand, page: str) -> Task | None:
    name = {"title": meeting.title}
    if meeting.draft_sent_at is None:
        text = _("The meeting is held, and the members have not seen the minutes.")
        return Task(_("Send the draft of the minutes of «%(title)s»") % name, text, page, None, urgency=20)
    return _step_to_approve(meeting, page)


def _step_to_approve(meeting: MeetingAtHand, page: str) -> Task | None:
    if meeting.state != MeetingState.HELD or meeting.draft_sent_at is None or meeting.is_own_hand:
        return None
    text = _("The members have had the draft. Somebody who did not write it approves it.")
    return Task(_("Approve the minutes of «%(title)s»") % {"title": meeting.title}, text, page, None, urgency=20)


def _step_of_member(meeting: MeetingAtHand, page: str) -> Task | None:
    happening = _happening(meeting, page)
    if happening:
        return happening
    name, day = {"title": meeting.title}, meeting.day
    if meeting.state == MeetingState.CALLED and meeting.own_reply == Reply.NONE and day and day >= today():
        return Task(_("Say whether you come to «%(title)s»") % name, _("You are called."), page, day, urgency=10)
    if meeting.state == MeetingState.PLANNED and day is None and meeting.unasked:
        text = ngettext("%(count)s time is proposed.", "%(count)s times are proposed.", meeting.unasked)
        words = text % {"count": meeting.unasked}
        return Task(_("Say when «%(title)s» suits you") % name, words, page, None, urgency=10)
    return None


def _conflicts(visit: Visit, meetings: Iterable[MeetingAtHand]) -> list[Task]:
    """Until the forum has recommended: those that nobody has decided, before the next meeting."""
    count = forum_work(visit.round).open_conflicts if visit.step < Step.RECOMMENDED else 0
    if not count:
        return []
    title = ngettext("Decide %(count)s conflict of interest", "Decide %(count)s conflicts of interest", count)
    text = _("Until you do, the members are treated as not impartial.")
    ahead = (each.day for each in meetings if each.is_ahead and each.day and each.day >= today())
    due: date | None = next(ahead, visit.round.recommendation_due)
    page = reverse("forum_work:conflicts", kwargs={**visit.round.where})
    return [Task(title % {"count": count}, text, page, due, urgency=25)]


def _promised(visit: Visit, meetings: Iterable[MeetingAtHand]) -> list[Task]:
    page = reverse("meetings:actions", kwargs={"office": visit.round.office.slug})
    text = _("Agreed in «%(meeting)s».")
    return [
        Task(promise.text, text % {"meeting": each.title}, page, promise.due, urgency=30)
        for each in meetings
        for promise in each.promised
    ]
