"""The meeting plan of an office, and what was agreed to be done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import MeetingForm
from fordel.meetings.models import MeetingKind
from fordel.meetings.permissions import leads_meetings, reads_meetings
from fordel.meetings.plugs.hooks import deadlines_of
from fordel.meetings.presentation.action_list import action_table
from fordel.meetings.selectors.meetings import action_of, actions_of, meetings_of
from fordel.meetings.services.minutes import finish_action
from fordel.meetings.services.plan_meeting import plan_meeting
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(reads_meetings, target=office_from_url)
def show_plan(request: PageRequest[Office], office: str) -> HttpResponse:
    """The next meeting on top, then the others ahead, then those that were held."""
    here = request.target
    context = {
        "office": here,
        "meetings": meetings_of(here),
        "deadlines": deadlines_of(here.pk),
        "leads": leads_meetings(request.actor, here).allowed,
    }
    return render(request, "meetings/plan.html", context)


@access(leads_meetings, target=office_from_url)
def new(request: PageRequest[Office], office: str) -> HttpResponse:
    here = request.target
    form = MeetingForm(sent(request), {"kind": MeetingKind.TEAMS})

    def save() -> HttpResponse:
        meeting = plan_meeting(here, form.plan(), request.actor.person_or_refuse)
        messages.success(request, _("The meeting is planned."))
        return HttpResponseRedirect(meeting_address(meeting))

    context = {"office": here, "form": form}
    return save_or_show(request, form, save, lambda: render_or_error(request, "meetings/form.html", context, form))


@access(reads_meetings, target=office_from_url)
def actions(request: PageRequest[Office], office: str) -> HttpResponse:
    """What is to be done after the meetings, by whom and by when."""
    here = request.target
    found, leads = actions_of(here), leads_meetings(request.actor, here).allowed
    context = {
        "office": here,
        "actions": found,
        "table": action_table(found, office, get_token(request), leads=leads),
    }
    return render(request, "meetings/actions.html", context)


@require_POST
@access(leads_meetings, target=office_from_url)
def finish(request: PageRequest[Office], office: str, action_id: int) -> HttpResponse:
    action = action_of(request.target, action_id)
    finish_action(action, request.actor.person_or_refuse)
    messages.success(request, _("It is marked as done."))
    return redirect("meetings:actions", office=office)
