"""Finds meetings: one by its address, those of an office, and what a page that follows one must know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, F, Q
from django.http import Http404
from django.utils.translation import gettext as _

from fordel.meetings.models import ActionPoint, AgendaItem, Meeting, MeetingState, MinuteLine, Paper
from fordel.meetings.permissions import reads_meetings
from fordel.parties.models import Office
from fordel.parties.plugs.calendar import OwnLook
from fordel.shared.clock import OSLO, today
from fordel.shared.errors import UserError

T = TypeVar("T")
GONE = (MeetingState.HELD, MeetingState.APPROVED, MeetingState.CANCELLED)


@dataclass(frozen=True)
class Following:
    """What a page that follows a meeting is checked against: cheap to fetch, asked for every second and a half."""

    pk: int
    office_id: int
    revision: int


def _here(office: str, meeting_id: int) -> Q:
    return Q(pk=meeting_id, office__slug=office)


def meeting_from_url(office: str, meeting_id: int, **_rest: object) -> Meeting:
    """The meeting, for `@access(rule, target=meeting_from_url)`. Raises Http404."""
    found = Meeting.objects.select_related("office").filter(_here(office, meeting_id)).first()
    if found is None:
        raise Http404
    return found


def following_from_url(office: str, meeting_id: int, **_rest: object) -> Following:
    """One query. Raises Http404."""
    rows = Meeting.objects.filter(_here(office, meeting_id)).values_list("pk", "office_id", "revision")
    row = rows.first()
    if row is None:
        raise Http404
    return Following(*row)


def item_of(meeting: Meeting, item_id: int) -> AgendaItem:
    """A case of the meeting. Raises Http404."""
    return _one(AgendaItem.objects.filter(meeting=meeting, pk=item_id).select_related("meeting").first())


def item_asked_for(meeting: Meeting, item_id: int) -> AgendaItem | None:
    """The case of the meeting; None for 0. Raises UserError (field `item`) if somebody has removed it."""
    if not item_id:
        return None
    found = AgendaItem.objects.filter(meeting=meeting, pk=item_id).select_related("meeting").first()
    if found is None:
        raise UserError(_("That case is not on the agenda any more."), _("Choose another one."), "item")
    return found


def paper_of(meeting: Meeting, paper_id: int) -> Paper:
    """A paper of the meeting. Raises Http404."""
    return _one(Paper.objects.filter(meeting=meeting, pk=paper_id).select_related("file", "item").first())


def line_of(meeting: Meeting, line_id: int) -> MinuteLine:
    """A line of the minutes. Raises Http404."""
    return _one(MinuteLine.objects.filter(meeting=meeting, pk=line_id).first())


def action_of(office: Office, action_id: int) -> ActionPoint:
    """Something to be done at the office. Raises Http404."""
    return _one(ActionPoint.objects.filter(meeting__office=office, pk=action_id).first())


def _one(found: T | None) -> T:
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class MeetingList:
    """Those ahead (the next first, then those whose time is to be set) and those behind (the latest first)."""

    ahead: Sequence[Meeting]
    behind: Sequence[Meeting]
    open_actions: int


def meetings_of(office: Office) -> MeetingList:
    """The meeting plan of the office. One query."""
    to_be_done = Count("actions", filter=Q(actions__done_at__isnull=True), distinct=True)
    meetings = (
        Meeting.objects.filter(office=office)
        .annotate(cases=Count("items", distinct=True), to_be_done=to_be_done)
        .order_by(F("starts_at").asc(nulls_last=True), "pk")
    )
    found = list(meetings)
    ahead = [each for each in found if each.state not in GONE]
    ahead.sort(key=lambda each: each.state != MeetingState.ONGOING)
    behind = [each for each in reversed(found) if each.state in GONE]
    return MeetingList(ahead, behind, sum(each.to_be_done for each in found))


def actions_of(office: Office) -> list[ActionPoint]:
    """What is agreed to be done over the office's meetings: first what is open, by day."""
    actions = ActionPoint.objects.filter(meeting__office=office).select_related("meeting", "responsible", "item")
    return list(actions.order_by(F("done_at").desc(nulls_first=True), "due", "pk"))


def day_of(meeting: Meeting) -> date:
    """The day, in Norway, whose seats are called to the meeting and vote in it; today while a date is being found."""
    return meeting.starts_at.astimezone(OSLO).date() if meeting.starts_at else today()


def calendar_of(look: OwnLook) -> list[Meeting]:
    """The meetings that the person is called to and may read today in one of their roles. One query, and one for each
    forum that the person is a member of."""
    called = Meeting.objects.filter(attendances__person=look.person, starts_at__gte=look.since)
    found = called.select_related("office").order_by("starts_at")
    return [each for each in found if any(reads_meetings(role, each).allowed for role in look.actors)]
