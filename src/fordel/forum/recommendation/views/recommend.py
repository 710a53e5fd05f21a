"""What the secretariat does with the recommendation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.forum.models import Recommendation, Scenario
from fordel.forum.permissions import keeps_members
from fordel.forum.recommendation.selectors.recommendation import recommendation_from_url
from fordel.forum.recommendation.services.write_recommendation import (
    begin_recommendation,
    change_criteria,
    change_order,
    change_texts,
    note_dissent,
    take_scenario,
)
from fordel.forum.recommendation.views.recommendation import show_recommendation
from fordel.forum.scenarios.selectors.scenarios import scenario_choices
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error


def _back(round_: Round) -> HttpResponse:
    return redirect("recommendation:recommendation", **round_.where)


def _seen(request: HttpRequest) -> int:
    return id_from_form(request.POST.get("seen"))


def _attempt(request: HttpRequest, round_: Round, act: Callable[[], object], done: str) -> HttpResponse:
    """Does it and goes back to the page; what is wrong is said there."""
    try:
        act()
    except UserError as error:
        return show_recommendation(request, round_, error)
    messages.success(request, done)
    return _back(round_)


def _scenario(request: HttpRequest, round_: Round) -> Scenario:
    found = Scenario.objects.select_related("round__office", "round__scheme", "round__prioritising")
    scenario = found.filter(round=round_, pk=id_from_form(request.POST.get("scenario"))).first()
    if scenario is None:
        raise UserError(_("Choose a scenario."), _("The recommendation builds on it."), "scenario")
    return scenario


@require_POST
@access(keeps_members, target=round_from_url)
def begin(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    person = request.actor.person_or_refuse
    done = _("The draft is made. Look through the order and the texts.")
    return _attempt(request, round_, lambda: begin_recommendation(_scenario(request, round_), person), done)


def _form(
    request: PageRequest[Recommendation], template: str, context: dict[str, Any], act: Callable[[], object]
) -> HttpResponse:
    """A page with one form; what was typed stays when something is wrong."""
    found, error = request.target, None
    if request.method == "POST":
        try:
            act()
        except UserError as problem:
            error = problem
        else:
            messages.success(request, _("It is saved."))
            return _back(found.round)
    context |= {"round": found.round, "found": found, "error": error, "typed": request.POST if error else {}}
    return render_or_error(request, template, context, error)


@access(keeps_members, target=recommendation_from_url)
def scenario(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Builds on another scenario, or brings in the reports as they are now."""
    found, person = request.target, request.actor

    def act() -> None:
        take_scenario(found.pk, _seen(request), _scenario(request, found.round), person.person_or_refuse)

    return _form(request, "forum/recommendation/scenario.html", {"choices": scenario_choices(found.round)}, act)


@access(keeps_members, target=recommendation_from_url)
def texts(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What the forum recommends in words, and what the reserve is for."""
    found, person, sent = request.target, request.actor, request.POST

    def act() -> None:
        written = sent.get("text", ""), sent.get("reserve_text", "")
        change_texts(found.pk, _seen(request), *written, person.person_or_refuse)

    return _form(request, "forum/recommendation/texts.html", {}, act)


@access(keeps_members, target=recommendation_from_url)
def measure(request: PageRequest[Recommendation], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """How one measure meets the criteria."""
    found, person = request.target, request.actor
    one = found.measures.filter(report__number=number).select_related("report__owner").first()
    if one is None:
        raise Http404

    def act() -> None:
        change_criteria(found.pk, _seen(request), number, request.POST.get("criteria", ""), person.person_or_refuse)

    return _form(request, "forum/recommendation/measure.html", {"measure": one}, act)


@access(keeps_members, target=recommendation_from_url)
def order(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The places of all measures on one page."""
    found, person, sent = request.target, request.actor, request.POST
    measures = list(found.measures.select_related("report__owner").order_by("priority", "pk"))
    rows = [(each, sent.get(f"place-{each.report.number}", str(each.priority))) for each in measures]

    def act() -> None:
        places = {each.report.number: _place(text, each.report.number, len(rows)) for each, text in rows}
        moved = {n: to for (each, _t) in rows if (to := places[n := each.report.number]) != each.priority}
        change_order(found.pk, _seen(request), moved, person.person_or_refuse)

    return _form(request, "forum/recommendation/order.html", {"rows": rows}, act)


def _place(text: str, number: int, most: int) -> int:
    cleaned = text.strip()
    if not (cleaned.isascii() and cleaned.isdecimal() and len(cleaned) < 6 and 1 <= int(cleaned) <= most):
        raise UserError(
            _("«%(text)s» is no place for report %(number)s.") % {"text": text[:20], "number": number},
            _("Write a whole number from 1 to %(most)s.") % {"most": most},
            f"place-{number}",
        )
    return int(cleaned)


@require_POST
@access(keeps_members, target=recommendation_from_url)
def dissent(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Notes what a seat disagrees with."""
    found, person = request.target, request.actor.person_or_refuse
    seat = id_from_form(request.POST.get("seat"))
    words, about = request.POST.get("dissent", ""), id_from_form(request.POST.get("about"))
    return _attempt(
        request,
        found.round,
        lambda: note_dissent(found.pk, _seen(request), seat, words, person, number=about),
        _("The dissent is noted."),
    )
