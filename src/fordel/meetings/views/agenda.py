"""The agenda: cases are added, changed, moved and removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import case_from
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings
from fordel.meetings.plugs.hooks import subjects_of
from fordel.meetings.selectors.meetings import item_of, meeting_from_url
from fordel.meetings.services.change_agenda import add_item, change_item, move_item, remove_item
from fordel.meetings.views.pages import attempt
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error


@require_POST
@access(leads_meetings, target=meeting_from_url)
def add(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    return attempt(request, lambda: add_item(meeting, case_from(request.POST), person), form="item", anchor="agenda")


@access(leads_meetings, target=meeting_from_url)
def change(request: PageRequest[Meeting], office: str, meeting_id: int, item_id: int) -> HttpResponse:
    """The case in words; with `remove` it goes."""
    meeting, person = request.target, request.actor.person_or_refuse
    item, error = item_of(meeting, item_id), None
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                remove_item(item, person)
            else:
                change_item(item, case_from(request.POST), person)
        except UserError as problem:
            error = problem
        else:
            messages.success(request, _("The agenda is changed."))
            return HttpResponseRedirect(f"{meeting_address(meeting)}#agenda")
    as_it_is = {"title": item.title, "text": item.text, "minutes": str(item.minutes), "subject": item.subject}
    context: dict[str, Any] = {
        "meeting": meeting,
        "office": meeting.office,
        "item": item,
        "typed": request.POST or as_it_is,
        "subjects": subjects_of(meeting.office_id),
        "error": error,
    }
    return render_or_error(request, "meetings/item.html", context, error)


@require_POST
@access(leads_meetings, target=meeting_from_url)
def move(request: PageRequest[Meeting], office: str, meeting_id: int, item_id: int) -> HttpResponse:
    item, person = item_of(request.target, item_id), request.actor.person_or_refuse
    places = -1 if request.POST.get("to") == "up" else 1
    return attempt(request, lambda: move_item(item, places, person), anchor="agenda")
