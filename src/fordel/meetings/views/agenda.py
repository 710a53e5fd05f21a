"""The agenda: cases are added, changed, moved and removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import CaseForm
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings
from fordel.meetings.plugs.hooks import subjects_of
from fordel.meetings.selectors.meetings import item_of, meeting_from_url
from fordel.meetings.services.change_agenda import add_item, change_item, move_item, remove_item
from fordel.meetings.views.pages import attempt
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import is_pressed, pressed, render_or_error, save_or_show, sent


@require_POST
@access(leads_meetings, target=meeting_from_url)
def add(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    form = CaseForm(request.POST)
    return attempt(request, lambda: add_item(meeting, form.case(), person), place="item", form=form, anchor="agenda")


@access(leads_meetings, target=meeting_from_url)
def change(request: PageRequest[Meeting], office: str, meeting_id: int, item_id: int) -> HttpResponse:
    """The case in words; with `remove` it goes."""
    meeting, person = request.target, request.actor.person_or_refuse
    item = item_of(meeting, item_id)
    as_it_is = {"title": item.title, "text": item.text, "minutes": str(item.minutes), "subject": item.subject}
    form = CaseForm(as_it_is if is_pressed(request, "remove") else sent(request), as_it_is)

    def save() -> HttpResponse:
        if is_pressed(request, "remove"):
            remove_item(item, person)
        else:
            change_item(item, form.case(), person)
        messages.success(request, _("The agenda is changed."))
        return HttpResponseRedirect(f"{meeting_address(meeting)}#agenda")

    def show() -> HttpResponse:
        form.offer_subjects(subjects_of(meeting.office_id))
        context = {"meeting": meeting, "office": meeting.office, "item": item, "form": form}
        return render_or_error(request, "meetings/item.html", context, form)

    return save_or_show(request, form, save, show)


@require_POST
@access(leads_meetings, target=meeting_from_url)
def move(request: PageRequest[Meeting], office: str, meeting_id: int, item_id: int) -> HttpResponse:
    item, person = item_of(request.target, item_id), request.actor.person_or_refuse
    places = -1 if pressed(request, "to") == "up" else 1
    return attempt(request, lambda: move_item(item, places, person), anchor="agenda")
