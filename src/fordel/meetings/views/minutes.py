"""The minutes: written during the meeting and after it, sent as a draft, and approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import day_from
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings
from fordel.meetings.selectors.meetings import item_of, line_of, meeting_from_url
from fordel.meetings.services.agree_actions import add_action
from fordel.meetings.services.approve_minutes import send_draft
from fordel.meetings.services.write_minutes import OWN, remove_line, reword_line, write_line
from fordel.meetings.views.pages import attempt, show_meeting
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error

LONGEST = 5_000


@require_POST
@access(leads_meetings, target=meeting_from_url)
def add(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    item_id = id_from_form(request.POST.get("item"))
    item = item_of(meeting, item_id) if item_id else None
    text = request.POST.get("text", "")[:LONGEST]
    return attempt(request, lambda: write_line(meeting, text, item=item, by=person), form="line", anchor="minutes")


@access(leads_meetings, target=meeting_from_url)
def reword(request: PageRequest[Meeting], office: str, meeting_id: int, line_id: int) -> HttpResponse:
    """One line in other words; with `remove` an own line goes."""
    meeting, person = request.target, request.actor.person_or_refuse
    line, error = line_of(meeting, line_id), None
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                remove_line(line, person)
            else:
                reword_line(line, request.POST.get("text", "")[:LONGEST], person)
        except UserError as problem:
            error = problem
        else:
            messages.success(request, _("The minutes are changed."))
            return HttpResponseRedirect(f"{meeting_address(meeting)}#minutes")
    context = {
        "meeting": meeting,
        "office": meeting.office,
        "line": line,
        "is_own": line.kind == OWN,
        "text": request.POST.get("text", line.text),
        "error": error,
    }
    return render_or_error(request, "meetings/line.html", context, error)


@require_POST
@access(leads_meetings, target=meeting_from_url)
def agree(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """Something that is to be done."""
    meeting, person = request.target, request.actor.person_or_refuse
    return attempt(request, lambda: _agree(request, meeting, person), form="action", anchor="actions")


def _agree(request: HttpRequest, meeting: Meeting, person: Person) -> None:
    who = Person.objects.filter(pk=id_from_form(request.POST.get("responsible"))).first()
    add_action(meeting, request.POST.get("what", "")[:300], who, day_from(request.POST, "due"), person)


@require_POST
@access(leads_meetings, target=meeting_from_url)
def send(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """Tells those who were called that the draft can be read."""
    meeting, person = request.target, request.actor.person_or_refuse
    try:
        count = send_draft(meeting, person)
    except UserError as error:
        return show_meeting(request, meeting, error)
    text = ngettext("The draft is sent to %(count)d person.", "The draft is sent to %(count)d people.", count)
    return attempt(request, lambda: None, text % {"count": count})
