"""What an employee meets: a card's code, five questions, and thanks. Nobody signs in."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from fordel.pulse.forms import CodeForm, PulseForm
from fordel.pulse.models import PulseCode
from fordel.pulse.selectors.rules import rules_asked
from fordel.pulse.services.answer_pulse import answer_pulse, find_code
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


def _network(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@access(anyone)
def enter(request: PageRequest[None]) -> HttpResponse:
    """Where a code is written by hand."""
    form = CodeForm(sent(request))

    def save() -> HttpResponse:
        typed = form.cleaned_data["code"]
        find_code(typed, _network(request))
        return HttpResponseRedirect(reverse("pulse:answer", kwargs={"card": _in_address(typed)}))

    return save_or_show(request, form, save, lambda: render_or_error(request, "pulse/enter.html", {"form": form}, form))


def _in_address(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum())


@access(anyone)
def answer(request: PageRequest[None], card: str) -> HttpResponse:
    """The questions of a code; once they are answered, thanks."""
    try:
        held = find_code(card, _network(request))
    except UserError as error:
        form = CodeForm({"code": card})
        form.is_valid()
        form.refuse(error)
        page = render_or_error(request, "pulse/enter.html", {"form": form}, form)
        page.status_code = HTTPStatus.NOT_FOUND
        return page
    return _questions(request, held)


def _questions(request: PageRequest[None], held: PulseCode) -> HttpResponse:
    pulse = held.pulse
    form = PulseForm(rules_asked(pulse), sent(request))
    context = {
        "pulse": pulse,
        "measure": pulse.report,
        "form": form,
        "is_used": held.is_used,
        "is_closed": now() >= pulse.closes_at,
    }

    def save() -> HttpResponse:
        answer_pulse(held.pk, form.cleaned_data["place"], form.values())
        return render(request, "pulse/answer.html", context | {"is_used": True, "is_thanked": True})

    return save_or_show(request, form, save, lambda: render_or_error(request, "pulse/answer.html", context, form))
