"""Giving input: written, confirmed by a code if nobody is signed in for an organisation, and sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.hearing.forms import CodeForm, FileForm, InputForm, PointForm
from fordel.hearing.models import Hearing, HearingInput, HearingState
from fordel.hearing.permissions import reads_hearing, writes_input
from fordel.hearing.presentation.addresses import input_address
from fordel.hearing.presentation.hearing_page import Reader, points_shown
from fordel.hearing.presentation.receipt import receipt_of
from fordel.hearing.presentation.words import who
from fordel.hearing.selectors.hearings import chapters_heard, hearing_from_url, input_from_url
from fordel.hearing.services.codes import send_code
from fordel.hearing.services.send_input import send_input
from fordel.hearing.services.write_input import add_file, add_point, begin_input, remove_file, remove_point
from fordel.parties.actors import Actor
from fordel.parties.models import Organisation, Role
from fordel.shared.access import PageRequest, Refused, access
from fordel.shared.clock import now
from fordel.shared.dates import clock_time, full_date
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm

_BEGUN: Final = "hearing_input"
_MOST_BEGUN: Final = 20
"""What a browser remembers of the input it has begun."""


def _is_own(request: HttpRequest, given: HearingInput) -> bool:
    """Whether the draft was begun in this browser, or belongs to the organisation that the rule has looked at."""
    return given.organisation_id is not None or given.secret in request.session.get(_BEGUN, [])


def _require_own(request: PageRequest[HearingInput]) -> HearingInput:
    """Raises Refused: a link to a draft that was sent on to somebody else opens nothing."""
    if not _is_own(request, request.target):
        raise Refused(_("This input is being written by somebody else. You can give your own input."))
    return request.target


def _organisation(actor: Actor) -> Organisation | None:
    """The organisation that the actor gives input for. One query if there is one."""
    if not actor.is_in(Role.OWNER, Role.PARTNER) or actor.organisation_id is None:
        return None
    return Organisation.objects.get(pk=actor.organisation_id)


def _choices(hearing: Hearing) -> list[tuple[str, str]]:
    return [(each.code, each.title) for each in chapters_heard(hearing)]


@access(reads_hearing, target=hearing_from_url)
def new(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """The first point, and who gives it. `kapittel` is the chapter that it is about."""
    hearing = request.target
    organisation = _organisation(request.actor)
    begin = {"chapter": request.GET.get("kapittel", "")[:20]}
    form = InputForm(_choices(hearing), organisation, sent(request), initial=begin)

    def save() -> HttpResponse:
        ip = request.META.get("REMOTE_ADDR", "")
        given = begin_input(hearing, form.giver(request.actor), form.said(), ip)
        request.session[_BEGUN] = [*request.session.get(_BEGUN, []), given.secret][-_MOST_BEGUN:]
        return HttpResponseRedirect(input_address("input", given))

    context = {
        "hearing": hearing,
        "plan": hearing.plan,
        "office": hearing.office,
        "form": form,
        "organisation": organisation,
        "is_late": now() >= hearing.closes_at,
        "receives": hearing.has_opened(now()) and hearing.state != HearingState.ANSWERED,
    }
    return save_or_show(request, form, save, lambda: render_or_error(request, "hearing/give.html", context, form))


@access(writes_input, target=input_from_url)
def input_page(request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str) -> HttpResponse:
    """The draft for whoever writes it; once it is sent, the input and its answers for those who have the link."""
    given = request.target
    if given.is_sent:
        return _sent_page(request, given)
    if not _is_own(request, given):
        context = {"hearing": given.hearing, "plan": given.hearing.plan, "office": given.hearing.office}
        return render(request, "hearing/forwarded.html", context, status=403)
    return _draft_page(request, given)


def _sent_page(request: HttpRequest, given: HearingInput) -> HttpResponse:
    hearing = given.hearing
    is_answered = hearing.state == HearingState.ANSWERED
    rows = list(given.points.select_related("input__organisation"))
    context = {
        "hearing": hearing,
        "plan": hearing.plan,
        "office": hearing.office,
        "given": given,
        "who": who(given, knows_name=True),
        "said": points_shown(hearing, rows, Reader.GIVER),
        "files": [each.file for each in given.files.select_related("file")],
        "is_answered": is_answered,
        "day": full_date(given.received_at or given.begun_at),
        "time": clock_time(given.received_at or given.begun_at),
        "receipt": input_address("receipt", given),
    }
    return render(request, "hearing/sent.html", context)


def _draft_page(request: HttpRequest, given: HearingInput, wrong: PageForm | None = None) -> HttpResponse:
    """The draft with its three forms, one of which may be `wrong`."""
    hearing = given.hearing
    forms = {"point": PointForm(_choices(hearing)), "file": FileForm(), "code": CodeForm()}
    kinds = {PointForm: "point", FileForm: "file", CodeForm: "code"}
    points = points_shown(hearing, given.points.select_related("input__organisation"), Reader.GIVER)
    if wrong is not None:
        forms[kinds[type(wrong)]] = wrong
    context = {
        "hearing": hearing,
        "plan": hearing.plan,
        "office": hearing.office,
        "given": given,
        "who": who(given, knows_name=True),
        "points": [(each, input_address("remove-point", given, point_id=each.pk)) for each in points],
        "files": [
            (each, input_address("remove-file", given, file_id=each.pk)) for each in given.files.select_related("file")
        ],
        "needs_code": given.organisation_id is None,
        "is_late": now() >= hearing.closes_at,
        "form": wrong,
        "point_form": forms["point"],
        "file_form": forms["file"],
        "code_form": forms["code"],
    }
    return render_or_error(request, "hearing/draft.html", context, wrong)


def _done(request: PageRequest[HearingInput], form: PageForm, act: Callable[[], str]) -> HttpResponse:
    """What a button of the draft answers: the page again, with what `act` says, or with what is wrong."""
    given = request.target

    def save() -> HttpResponse:
        messages.success(request, act())
        return HttpResponseRedirect(input_address("input", given))

    if given.is_sent:
        return HttpResponseRedirect(input_address("input", given))
    return save_or_show(request, form, save, lambda: _draft_page(request, given, form))


@require_POST
@access(writes_input, target=input_from_url)
def add(request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str) -> HttpResponse:
    """One more point."""
    given = _require_own(request)
    form = PointForm(_choices(given.hearing), sent(request))

    def act() -> str:
        add_point(given.pk, form.said())
        return _("The point is added.")

    return _done(request, form, act)


@require_POST
@access(writes_input, target=input_from_url)
def take_out(
    request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str, point_id: int
) -> HttpResponse:
    """A point less."""
    given = _require_own(request)

    def act() -> str:
        remove_point(given.pk, point_id)
        return _("The point is taken out.")

    return _done(request, PointForm(_choices(given.hearing), sent(request)), act)


@require_POST
@access(writes_input, target=input_from_url)
def attach(request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str) -> HttpResponse:
    """A file that goes with the input."""
    given = _require_own(request)
    form = FileForm(sent(request), request.FILES)

    def act() -> str:
        file = form.cleaned_data["file"]
        if file is None:
            raise UserError(_("You have not chosen a file."), _("Choose one or more files first."), "file")
        add_file(given, file.name or "", file.read())
        return _("«%(name)s» is added.") % {"name": file.name}

    return _done(request, form, act)


@require_POST
@access(writes_input, target=input_from_url)
def detach(request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str, file_id: int) -> HttpResponse:
    """A file less."""
    given = _require_own(request)

    def act() -> str:
        remove_file(given.pk, file_id)
        return _("The attachment is taken out.")

    return _done(request, FileForm(sent(request)), act)


@require_POST
@access(writes_input, target=input_from_url)
def new_code(request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str) -> HttpResponse:
    """Another code to the same address."""
    given = _require_own(request)

    def act() -> str:
        send_code(given, request.META.get("REMOTE_ADDR", ""))
        return _("We have sent a new code to %(email)s.") % {"email": given.email}

    return _done(request, CodeForm(sent(request)), act)


@require_POST
@access(writes_input, target=input_from_url)
def send(request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str) -> HttpResponse:
    """Receives the input, once."""
    given = _require_own(request)
    form = CodeForm(sent(request))

    def save() -> HttpResponse:
        received = send_input(given, form.cleaned_data["code"], request.received_at)
        is_same = received.pk != given.pk
        messages.success(
            request,
            _("We have received the same input from you before. Nothing was added.")
            if is_same
            else _("Your input is received."),
        )
        return HttpResponseRedirect(input_address("input", received))

    return save_or_show(request, form, save, lambda: _draft_page(request, given, form))


@access(writes_input, target=input_from_url)
def receipt(request: PageRequest[HearingInput], office: str, hearing_id: int, secret: str) -> HttpResponse:
    """The receipt as PDF."""
    given = request.target
    if not given.is_sent:
        raise Http404
    answer = HttpResponse(receipt_of(given), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="kvittering-{given.number}.pdf"'
    return answer
