"""What cannot simply be undone with a meeting: each step asks first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import CancelForm
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import approves_minutes, leads_meetings
from fordel.meetings.presentation.steps import (
    approve_step,
    cancel_step,
    end_step,
    remove_paper_step,
    start_step,
    withdraw_date_step,
)
from fordel.meetings.selectors.meetings import meeting_from_url, paper_of
from fordel.meetings.services.find_date import withdraw_date
from fordel.meetings.services.keep_papers import remove_paper
from fordel.meetings.services.lead_meeting import end_meeting, start_meeting
from fordel.meetings.services.minutes import approve_minutes
from fordel.meetings.services.plan_meeting import cancel_meeting
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import sent, sent_along
from fordel.shared.pages.steps import Step, ask_first, carrying_out


def _then(
    request: PageRequest[Meeting], act: Callable[[], object], done: str, anchor: str = ""
) -> Callable[[], HttpResponse]:
    return carrying_out(request, act, done, meeting_address(request.target) + anchor)


def _ask(
    request: PageRequest[Meeting],
    step: Callable[[Meeting, Person], Step],
    act: Callable[[Meeting, Person], object],
    done: str,
) -> HttpResponse:
    """The page of a step that takes the meeting alone."""
    meeting, person = request.target, request.actor.person_or_refuse
    return ask_first(request, step(meeting, person), _then(request, lambda: act(meeting, person), done))


@access(leads_meetings, target=meeting_from_url)
def start(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    return _ask(request, start_step, start_meeting, _("The meeting has started."))


@access(leads_meetings, target=meeting_from_url)
def end(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    done = _("The meeting has ended. Look through the minutes, and send the draft.")
    return _ask(request, end_step, end_meeting, done)


@access(approves_minutes, target=meeting_from_url)
def approve(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    return _ask(request, approve_step, approve_minutes, _("The minutes are approved."))


@access(leads_meetings, target=meeting_from_url)
def cancel(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person, form = request.target, request.actor.person_or_refuse, CancelForm(sent(request))
    carry_out = _then(
        request,
        lambda: cancel_meeting(meeting, form.cleaned_data["reason"], person),
        _("The meeting is cancelled."),
    )
    return ask_first(request, cancel_step(meeting, person), carry_out, form)


@access(leads_meetings, target=meeting_from_url)
def take_paper_away(request: PageRequest[Meeting], office: str, meeting_id: int, paper_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    found = paper_of(meeting, paper_id)
    carry_out = _then(request, lambda: remove_paper(found, person), _("The paper is removed."), "#papers")
    return ask_first(request, remove_paper_step(meeting, found), carry_out)


@access(leads_meetings, target=meeting_from_url)
def take_date_back(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """`option` names the time, in the link to the step and then in the form of its page."""
    meeting, person = request.target, request.actor.person_or_refuse
    option_id = id_from_form(sent_along(request, "option"))
    option = meeting.date_options.filter(pk=option_id).first()
    done = _("The time is taken back.")
    carry_out = _then(request, lambda: withdraw_date(meeting, option_id, person), done, "#find-date")
    return ask_first(request, withdraw_date_step(meeting, option), carry_out)
