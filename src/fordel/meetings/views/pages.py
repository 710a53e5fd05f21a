"""The page of one meeting, as every form on it comes back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.models import Meeting, MeetingKind, MeetingState
from fordel.meetings.permissions import answers_calls, approves_minutes, leads_meetings, reads_meetings
from fordel.meetings.plugs.hooks import Mistake, may_have, panels_of, screen_of, subjects_of, tools_of
from fordel.meetings.selectors.approvers import who_may_approve
from fordel.meetings.selectors.meeting_page import page_of
from fordel.meetings.services.lock_meeting import OPEN, WRITTEN, may_start
from fordel.parties.actors import Actor, actor_in
from fordel.shared.access import PageRequest
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.file_check import ACCEPTED
from fordel.shared.pages.answers import render_or_error

AHEAD = (MeetingState.PLANNED, MeetingState.CALLED)


def etag_of(revision: int, actor: Actor, language: str, page: str) -> str:
    """The same until somebody changes the meeting, for one reader in one language on one day: seats begin and end with
    the day, and with them what the reader may see."""
    return f'"{page}-{revision}-{actor.assignment_id or 0}-{language}-{today()}"'


def page_context(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What the page and the parts of it that follow the meeting are made from."""
    actor = actor_in(request)
    shown = meeting.shown if may_have(actor, str(meeting.shown.get("subject", ""))) else {}
    return {
        "meeting": meeting,
        "office": meeting.office,
        "page": page_of(meeting, actor),
        "leads": leads_meetings(actor, meeting).allowed,
        "answers": answers_calls(actor, meeting).allowed,
        "shown": shown,
        "screen": screen_of(meeting, actor) if meeting.state == MeetingState.ONGOING else [],
        "panels": panels_of(meeting, actor),
        "etag": etag_of(meeting.revision, actor, request.LANGUAGE_CODE or "", "m"),
    }


def _forms_on(meeting: Meeting, context: dict[str, Any]) -> set[str]:
    """The forms that the page shows now: what is wrong in another one cannot be pointed at."""
    forms, finds_date = set(), bool(context["page"].dates)
    if meeting.state in OPEN:
        forms |= {"item", "paper"}
    if meeting.state == MeetingState.ONGOING:
        forms |= {"screen", "panel"}
    if meeting.state in WRITTEN:
        forms |= {"line", "action", "paper"}
    if meeting.state == MeetingState.PLANNED and (finds_date or meeting.kind == MeetingKind.TO_BE_SET):
        forms |= {"date", "dates", "choose"} if finds_date else {"date"}
    return forms


def show_meeting(
    request: HttpRequest, meeting: Meeting, error: UserError | None = None, form: str = ""
) -> HttpResponse:
    """The page; with an error, what was typed in the form it belongs to stays."""
    context = page_context(request, meeting)
    if error is not None and form not in _forms_on(meeting, context):
        error = UserError(error.message, error.fix)
    elif error is not None and form == "line":
        error = UserError(error.message, error.fix, "text-line")
    if error is not None and form == "panel":
        context["panels"] = panels_of(meeting, actor_in(request), Mistake(error, request.POST))
    during = meeting.state == MeetingState.ONGOING
    if meeting.state == MeetingState.HELD and approves_minutes(actor_in(request), meeting).allowed:
        approvers = who_may_approve(meeting)
        may_approve = actor_in(request).person_id in {each.id for each in approvers}
        context |= {"sees_approvers": True, "approvers": approvers, "may_approve": may_approve}
    mistake = Mistake(error, request.POST) if error else None
    context |= {
        "error": error,
        "form": form,
        "typed": request.POST if error else {},
        "subjects": subjects_of(meeting.office_id) if context["leads"] else [],
        "tools": tools_of(meeting, actor_in(request), mistake) if context["leads"] and during else [],
        "may_start": may_start(meeting),
        "kinds": [kind for kind in MeetingKind.choices if kind[0] != MeetingKind.TO_BE_SET],
        "accepted": ACCEPTED,
    }
    template = "before" if meeting.state in AHEAD else "during" if during else "after"
    return render_or_error(request, f"meetings/{template}.html", context, error)


def attempt(
    request: PageRequest[Meeting], act: Callable[[], object], done: str = "", *, form: str = "", anchor: str = ""
) -> HttpResponse:
    """Does it and goes back to the meeting; what goes wrong is said there, beside the form it belongs to, or on a page
    without the meeting if the actor may not read it."""
    meeting = request.target
    try:
        act()
    except UserError as error:
        if not reads_meetings(request.actor, meeting).allowed:
            raise
        return show_meeting(request, meeting, error, form)
    if done:
        messages.success(request, done)
    return HttpResponseRedirect(meeting_address(meeting) + (f"#{anchor}" if anchor else ""))
