"""Papers of a meeting, for those who may have them."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fordel.meetings.forms import PaperForm
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings, reads_meetings
from fordel.meetings.plugs.hooks import may_have_paper
from fordel.meetings.selectors.meetings import item_asked_for, meeting_from_url, paper_of
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.views.pages import attempt
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, Refused, access
from fordel.shared.errors import UserError
from fordel.shared.files import stored_file_answer

NOT_YOURS = gettext_lazy("This is about a matter in which you are, or may be, not impartial, so you do not get it.")


@require_POST
@access(leads_meetings, target=meeting_from_url)
def add(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    form = PaperForm(request.POST, request.FILES)
    done = _("The paper is added.")
    return attempt(request, lambda: _keep(form, meeting, person), done, place="paper", form=form, anchor="papers")


def _keep(form: PaperForm, meeting: Meeting, person: Person) -> None:
    file = form.cleaned_data["file"]
    if file is None:
        raise UserError(_("You have not chosen a file."), _("Choose one or more files first."), "file")
    add_paper(
        meeting,
        file.name or "",
        file.read(),
        person,
        title=form.paper_title,
        item=item_asked_for(meeting, form.item_id),
        subject=form.cleaned_data["subject"],
    )


@access(reads_meetings, target=meeting_from_url)
def paper(request: PageRequest[Meeting], office: str, meeting_id: int, paper_id: int) -> HttpResponseBase:
    """The file as it came; always to be saved, never shown in our pages."""
    found = paper_of(request.target, paper_id)
    if not may_have_paper(request.actor, found):
        raise Refused(NOT_YOURS)
    return stored_file_answer(found.file)
