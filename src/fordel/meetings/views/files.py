"""A meeting as files: the agenda and the minutes as PDF, and the invitation for a calendar."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from fordel.meetings.documents.agenda_and_minutes import agenda_pdf, minutes_pdf
from fordel.meetings.documents.invitations import invitation_ics
from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.permissions import reads_meetings
from fordel.meetings.plugs.hooks import may_have
from fordel.meetings.selectors.meetings import meeting_from_url
from fordel.parties.actors import Actor
from fordel.shared.access import PageRequest, access


def _file(content: bytes, name: str, content_type: str = "application/pdf") -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@access(reads_meetings, target=meeting_from_url)
def agenda(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    content = agenda_pdf(request.target, request.actor)
    return _file(content, f"saksliste-{office}-{meeting_id}.pdf")


@access(reads_meetings, target=meeting_from_url)
def minutes(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """The approved minutes as they were kept; a draft until then, and for those to whom some of it is closed."""
    meeting = request.target
    if meeting.started_at is None:
        raise Http404
    kept = meeting.minutes_pdf if _may_have_all(meeting, request.actor) else None
    content = kept.read() if kept else minutes_pdf(meeting, request.actor)
    return _file(content, f"referat-{office}-{meeting_id}.pdf")


def _may_have_all(meeting: Meeting, actor: Actor) -> bool:
    about = {*meeting.items.values_list("subject", flat=True), *meeting.minute_lines.values_list("subject", flat=True)}
    return all(may_have(actor, subject) for subject in about)


@access(reads_meetings, target=meeting_from_url)
def invitation(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """For the person's own calendar; a cancelled meeting takes itself out again."""
    meeting = request.target
    if meeting.starts_at is None:
        raise Http404
    method = "CANCEL" if meeting.state == MeetingState.CANCELLED else "REQUEST"
    content = invitation_ics(meeting, request.actor.person_or_refuse, method)
    return _file(content.encode(), f"mote-{meeting_id}.ics", f"text/calendar; charset=utf-8; method={method}")
