"""The minutes: written during the meeting and after it, sent as a draft, and approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import ActionForm, LineForm, RewordForm
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings
from fordel.meetings.selectors.meetings import item_asked_for, line_of, meeting_from_url
from fordel.meetings.services.minutes import OWN, add_action, remove_line, reword_line, send_draft, write_line
from fordel.meetings.views.pages import attempt, show_meeting
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import is_pressed, render_or_error, save_or_show, sent


@require_POST
@access(leads_meetings, target=meeting_from_url)
def add(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    form = LineForm(request.POST)

    def write() -> None:
        write_line(meeting, form.line(), item=item_asked_for(meeting, form.item_id), by=person)

    return attempt(request, write, place="line", form=form, anchor="minutes")


@access(leads_meetings, target=meeting_from_url)
def reword(request: PageRequest[Meeting], office: str, meeting_id: int, line_id: int) -> HttpResponse:
    """One line in other words; with `remove` an own line goes."""
    meeting, person = request.target, request.actor.person_or_refuse
    line = line_of(meeting, line_id)
    form = RewordForm({"text": line.text} if is_pressed(request, "remove") else sent(request), line.text)

    def save() -> HttpResponse:
        if is_pressed(request, "remove"):
            remove_line(line, person)
        else:
            reword_line(line, form.line(), person)
        messages.success(request, _("The minutes are changed."))
        return HttpResponseRedirect(f"{meeting_address(meeting)}#minutes")

    context = {"meeting": meeting, "office": meeting.office, "line": line, "is_own": line.kind == OWN, "form": form}
    return save_or_show(request, form, save, lambda: render_or_error(request, "meetings/line.html", context, form))


@require_POST
@access(leads_meetings, target=meeting_from_url)
def agree(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """Something that is to be done."""
    meeting, person = request.target, request.actor.person_or_refuse
    form = ActionForm(request.POST)

    def add_it() -> None:
        who = Person.objects.filter(pk=form.responsible_id).first()
        add_action(meeting, form.what_is_to_be_done, who, form.day, person)

    return attempt(request, add_it, place="action", form=form, anchor="actions")


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
