"""Pages that follow a meeting: asked every second and a half, answered by its revision alone while all is as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.permissions import reads_meetings
from fordel.meetings.plugs.hooks import may_have, screen_of
from fordel.meetings.selectors.meeting_page import fill, without_secretariat
from fordel.meetings.selectors.meetings import Following, following_from_url, meeting_from_url
from fordel.meetings.views.pages import etag_of, page_context
from fordel.parties.actors import actor_in
from fordel.shared.access import PageRequest, access

_PARTS: Final = {
    "live-head": "meetings/_head.html",
    "live-agenda": "meetings/_live_agenda.html",
    "live-screen": "meetings/_screen.html",
    "live-minutes": "meetings/_lines.html",
    "live-people": "meetings/_present.html",
    "live-panels": "meetings/_panels.html",
}


def _unchanged(request: PageRequest[Following], page: str) -> HttpResponse | None:
    """304 where the page has what there is."""
    following = request.target
    etag = etag_of(following.revision, request.actor, request.LANGUAGE_CODE or "", page)
    if etag not in request.headers.get("If-None-Match", ""):
        return None
    return HttpResponse(status=304, headers={"ETag": etag})


def _answer(state: str, parts: Mapping[str, str], etag: str) -> HttpResponse:
    return JsonResponse({"state": state, "parts": dict(parts)}, headers={"ETag": etag})


@access(reads_meetings, target=following_from_url)
def follow(request: PageRequest[Following], office: str, meeting_id: int) -> HttpResponse:
    """`{state, parts: {element id: its HTML}}`, or 304 where the page has it already."""
    unchanged = _unchanged(request, "m")
    if unchanged is not None:
        return unchanged
    meeting = meeting_from_url(office, meeting_id)
    context = page_context(request, meeting)
    wanted = _PARTS if meeting.state == MeetingState.ONGOING else {}
    parts = {name: render_to_string(template, context, request) for name, template in wanted.items()}
    return _answer(meeting.state, parts, str(context["etag"]))


def _screen_context(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What is on the wall: no names, and nothing about a matter that is closed to whoever opened it."""
    fill(meeting)
    actor, items = actor_in(request), list(meeting.items.all())
    called = without_secretariat(meeting.attendances.all())
    current = next((each for each in items if each.opened_at and not each.closed_at), None)
    shown = meeting.shown if may_have(actor, str(meeting.shown.get("subject", ""))) else {}
    return {
        "meeting": meeting,
        "office": meeting.office,
        "current": current,
        "current_is_closed": current is not None and not may_have(actor, current.subject),
        "items": items,
        "present": sum(each.is_here for each in called),
        "called": len(called),
        "shown": shown,
        "screen": screen_of(meeting, actor) if meeting.state == MeetingState.ONGOING else [],
        "etag": etag_of(meeting.revision, actor, request.LANGUAGE_CODE or "", "s"),
    }


@access(reads_meetings, target=meeting_from_url)
def big_screen(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """For the wall of the meeting room."""
    return render(request, "meetings/big_screen.html", _screen_context(request, request.target))


@access(reads_meetings, target=following_from_url)
def follow_screen(request: PageRequest[Following], office: str, meeting_id: int) -> HttpResponse:
    """The same for the big screen."""
    unchanged = _unchanged(request, "s")
    if unchanged is not None:
        return unchanged
    meeting = meeting_from_url(office, meeting_id)
    context = _screen_context(request, meeting)
    parts = {"live-wall": render_to_string("meetings/_wall.html", context, request)}
    return _answer("wall", parts, str(context["etag"]))
