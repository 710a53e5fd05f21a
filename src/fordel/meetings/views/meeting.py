"""One meeting: seen, changed, called, cancelled and answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.forms import MeetingForm
from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.notices import CalledToMeeting
from fordel.meetings.permissions import answers_calls, leads_meetings, reads_meetings
from fordel.meetings.plugs.hooks import Called, people_of
from fordel.meetings.selectors.meetings import meeting_from_url
from fordel.meetings.services.lead_meeting import answer_call
from fordel.meetings.services.plan_meeting import call_meeting, change_meeting
from fordel.meetings.views.pages import attempt, show_meeting
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent


@access(reads_meetings, target=meeting_from_url)
def show(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    return show_meeting(request, request.target)


def _as_typed(meeting: Meeting) -> dict[str, str]:
    typed = {"title": meeting.title, "kind": meeting.kind, "place": meeting.place, "link": meeting.link}
    if meeting.starts_at and meeting.ends_at:
        begins, ends = meeting.starts_at.astimezone(OSLO), meeting.ends_at.astimezone(OSLO)
        typed |= {"date": f"{begins:%Y-%m-%d}", "from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}"}
    return typed


@access(leads_meetings, target=meeting_from_url)
def change(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting = request.target
    form = MeetingForm(sent(request), _as_typed(meeting))

    def save() -> HttpResponse:
        changed = change_meeting(meeting, form.plan(), request.actor.person_or_refuse)
        is_sent = changed.state == MeetingState.CALLED and changed.sequence > meeting.sequence
        text = _("The meeting is changed, and those who are called are notified.") if is_sent else _("It is saved.")
        messages.success(request, text)
        return HttpResponseRedirect(meeting_address(meeting))

    context = {"meeting": meeting, "office": meeting.office, "form": form}
    return save_or_show(request, form, save, lambda: render_or_error(request, "meetings/form.html", context, form))


def _with_secretary(people: list[Called], person: Person) -> list[Called]:
    """Those who are called, and the one who calls."""
    known = any(called.person.pk == person.pk for called in people)
    return people if known else [*people, Called(person, _("The secretariat"), is_secretary=True)]


@access(leads_meetings, target=meeting_from_url)
def call(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """Who is called and the mail as it will be; a POST sends it."""
    meeting, error, person = request.target, None, request.actor.person_or_refuse
    people = _with_secretary(people_of(meeting), person)
    if request.method == "POST":
        try:
            count = call_meeting(meeting, people, person)
        except UserError as problem:
            error = problem
        else:
            text = ngettext("%(count)d invitation is sent.", "%(count)d invitations are sent.", count)
            messages.success(request, text % {"count": count})
            return HttpResponseRedirect(meeting_address(meeting))
    notice = CalledToMeeting(meeting, person)
    known = set(meeting.attendances.values_list("person_id", flat=True))
    context = {
        "meeting": meeting,
        "office": meeting.office,
        "people": [(called, called.person.pk in known) for called in people],
        "new": sum(called.person.pk not in known for called in people),
        "subject": notice.subject(),
        "body": notice.mail_text(),
        "error": error,
    }
    return render_or_error(request, "meetings/call.html", context, error)


@require_POST
@access(answers_calls, target=meeting_from_url)
def reply(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """Whether the person comes."""
    person, answer = request.actor.person_or_refuse, pressed(request, "reply")
    return attempt(
        request,
        lambda: answer_call(request.target, answer, person),
        _("We know that you come.") if answer == "yes" else _("We know that you cannot come."),
        place="reply",
    )
