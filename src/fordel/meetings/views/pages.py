"""The page of one meeting, as every form on it comes back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import (
    ActionForm,
    CaseForm,
    ChosenDateForm,
    DateForm,
    LineForm,
    OnMeetingPage,
    PaperForm,
    ScreenForm,
)
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
        forms |= {"screen", "tool", "panel"}
    if meeting.state in WRITTEN:
        forms |= {"line", "action", "paper"}
    if meeting.state == MeetingState.PLANNED and (finds_date or meeting.kind == MeetingKind.TO_BE_SET):
        forms |= {"date", "dates", "choose"} if finds_date else {"date"}
    return forms


def _offered(form: OnMeetingPage | None, place: str, context: dict[str, Any]) -> dict[str, OnMeetingPage]:
    """The forms of the page with its choices; `form`, which was sent, is in its place."""
    forms: dict[str, OnMeetingPage] = {
        "item": CaseForm(),
        "paper": PaperForm(),
        "screen": ScreenForm(),
        "line": LineForm(),
        "action": ActionForm(),
        "date": DateForm(),
        "choose": ChosenDateForm(),
    }
    if form is not None:
        forms[place] = form
    for each in forms.values():
        each.offer_from(context["page"], context["subjects"])
    return forms


def show_meeting(
    request: HttpRequest,
    meeting: Meeting,
    error: UserError | None = None,
    place: str = "",
    form: OnMeetingPage | None = None,
) -> HttpResponse:
    """The page. `error` is what a service refused, `form` what was sent, with its mistakes, and `place` where it is on
    the page: if the page has no such form any more, what is wrong is said without a link."""
    context = page_context(request, meeting)
    is_here = place in _forms_on(meeting, context)
    if form is not None and form.errors and not is_here:
        first = next(form.mistakes)
        error = error or UserError(first.message, first.fix)
    if error is not None and not is_here:
        error, form = UserError(error.message, error.fix), None
    elif error is not None and form is not None:
        form.refuse(error)
    if error is not None and place == "panel":
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
        "subjects": subjects_of(meeting.office_id) if context["leads"] else [],
        "tools": tools_of(meeting, actor_in(request), mistake) if context["leads"] and during else [],
        "may_start": may_start(meeting),
    }
    context["forms"] = _offered(form, place, context) if context["leads"] else {}
    template = "before" if meeting.state in AHEAD else "during" if during else "after"
    return render_or_error(request, f"meetings/{template}.html", context, form if form and form.errors else error)


def attempt(
    request: PageRequest[Meeting],
    act: Callable[[], object],
    done: str = "",
    *,
    place: str = "",
    form: OnMeetingPage | None = None,
    anchor: str = "",
) -> HttpResponse:
    """Does it and goes back to the meeting; what goes wrong is said there, in the form at its place on the page, or on
    a page without the meeting if the actor may not read it."""
    meeting = request.target
    if form is not None and not form.is_valid():
        return show_meeting(request, meeting, None, place, form)
    try:
        act()
    except UserError as error:
        if not reads_meetings(request.actor, meeting).allowed:
            raise
        return show_meeting(request, meeting, error, place, form)
    if done:
        messages.success(request, done)
    return HttpResponseRedirect(meeting_address(meeting) + (f"#{anchor}" if anchor else ""))
