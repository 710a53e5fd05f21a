"""The office answers what was said, point by point, and sends the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.hearing.forms import AnswerForm
from fordel.hearing.models import Hearing, HearingFile, HearingPoint, HearingState
from fordel.hearing.permissions import reads_hearing_work, runs_hearings
from fordel.hearing.presentation.addresses import hearing_address
from fordel.hearing.presentation.hearing_page import Reader, points_shown
from fordel.hearing.presentation.steps import answer_step
from fordel.hearing.selectors.hearings import hearing_from_url, point_from_url, points_of
from fordel.hearing.services.answers import answer_point, send_answers
from fordel.shared.access import PageRequest, access
from fordel.shared.files import stored_file_answer
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first


@access(runs_hearings, target=point_from_url)
def point(request: PageRequest[HearingPoint], office: str, hearing_id: int, point_id: int) -> HttpResponse:
    """One point with its answer; saving leads to the next one that waits."""
    found = request.target
    hearing = found.input.hearing
    names = ("outcome", "answer", "chapter", "changed_chapter", "is_withheld")
    begin = {name: getattr(found, name) for name in names}
    heard = [(each["code"], each["title"]) for each in hearing.version.content["outline"]]
    now = [(each["code"], each["title"]) for each in hearing.plan.outline]
    form = AnswerForm(heard, now, sent(request), begin)

    def save() -> HttpResponse:
        answer_point(point_id, form.given(), request.actor.person_or_refuse)
        messages.success(request, _("The answer is saved."))
        after = points_of(hearing).filter(outcome="").exclude(pk=point_id).first()
        return HttpResponseRedirect(
            hearing_address("point", hearing, point_id=after.pk) if after else hearing_address("work", hearing)
        )

    context = {
        "hearing": hearing,
        "plan": hearing.plan,
        "office": hearing.office,
        "point": points_shown(hearing, [found], Reader.OFFICE)[0],
        "form": form,
        "may_answer": hearing.state == HearingState.CLOSED,
    }
    return save_or_show(request, form, save, lambda: render_or_error(request, "hearing/point.html", context, form))


@access(runs_hearings, target=hearing_from_url)
def send(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """Asks, and sends the answers to everybody who gave input."""
    hearing, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        count = send_answers(hearing.pk, person)
        text = ngettext("%(count)s gets the answers.", "%(count)s get the answers.", count) % {"count": count}
        messages.success(request, text)
        return HttpResponseRedirect(hearing_address("work", hearing))

    return ask_first(request, answer_step(hearing, person), carry_out)


@access(reads_hearing_work, target=hearing_from_url)
def file(request: PageRequest[Hearing], office: str, hearing_id: int, file_id: int) -> HttpResponseBase:
    """A file that came with input."""
    rows = HearingFile.objects.select_related("file").filter(input__hearing=hearing_id)
    found = rows.filter(pk=file_id, input__received_at__isnull=False).first()
    if found is None:
        raise Http404
    return stored_file_answer(found.file)
