"""Papers of a meeting, for those who may have them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings, reads_meetings
from fordel.meetings.plugs.hooks import may_have_paper
from fordel.meetings.selectors.meetings import item_of, meeting_from_url, paper_of
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.views.pages import attempt
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, Refused, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.files import stored_file_answer

NOT_YOURS = gettext_lazy("This is about a matter in which you are, or may be, not impartial, so you do not get it.")


@require_POST
@access(leads_meetings, target=meeting_from_url)
def add(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    return attempt(
        request, lambda: _keep(request, meeting, person), _("The paper is added."), form="paper", anchor="papers"
    )


def _keep(request: HttpRequest, meeting: Meeting, person: Person) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise UserError(_("You have not chosen a file."), _("Choose one or more files first."), "file")
    item_id = id_from_form(request.POST.get("item"))
    add_paper(
        meeting,
        file.name or "",
        file.read(),
        person,
        title=request.POST.get("paper-title", "")[:160],
        item=item_of(meeting, item_id) if item_id else None,
        subject=request.POST.get("subject", "")[:40],
    )


@access(reads_meetings, target=meeting_from_url)
def paper(request: PageRequest[Meeting], office: str, meeting_id: int, paper_id: int) -> HttpResponseBase:
    """The file as it came; always to be saved, never shown in our pages."""
    found = paper_of(request.target, paper_id)
    if not may_have_paper(request.actor, found):
        raise Refused(NOT_YOURS)
    return stored_file_answer(found.file)
