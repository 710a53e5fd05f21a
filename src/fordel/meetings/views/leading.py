"""What the secretary does while the meeting is in progress."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from fordel.meetings.forms import ScreenForm
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings
from fordel.meetings.selectors.meetings import item_of, meeting_from_url
from fordel.meetings.services.lead_meeting import close_item, note_arrival, note_departure, open_item, show_on_screen
from fordel.meetings.views.pages import attempt
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import is_pressed, ticked


@require_POST
@access(leads_meetings, target=meeting_from_url)
def open_case(request: PageRequest[Meeting], office: str, meeting_id: int, item_id: int) -> HttpResponse:
    item, person = item_of(request.target, item_id), request.actor.person_or_refuse
    return attempt(request, lambda: open_item(item, person))


@require_POST
@access(leads_meetings, target=meeting_from_url)
def close_case(request: PageRequest[Meeting], office: str, meeting_id: int, item_id: int) -> HttpResponse:
    item, person = item_of(request.target, item_id), request.actor.person_or_refuse
    return attempt(request, lambda: close_item(item, person))


@require_POST
@access(leads_meetings, target=meeting_from_url)
def attendance(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """`arrived` and `left` name people; `everybody` notes all who said that they come."""
    meeting, person = request.target, request.actor.person_or_refuse
    arrived = set(ticked(request, "arrived"))
    left = set(ticked(request, "left"))
    if is_pressed(request, "everybody"):
        arrived |= set(meeting.attendances.filter(reply="yes", arrived_at=None).values_list("person_id", flat=True))

    def note() -> None:
        note_arrival(meeting, arrived, person)
        note_departure(meeting, left, person)

    return attempt(request, note, anchor="people")


@require_POST
@access(leads_meetings, target=meeting_from_url)
def show_text(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """Puts a heading and a text on the screen; empty fields clear it."""
    meeting, person = request.target, request.actor.person_or_refuse
    form = ScreenForm(request.POST)
    return attempt(
        request, lambda: show_on_screen(meeting, form.shown(), person), place="screen", form=form, anchor="screen"
    )
