"""What the secretariat does with the recommendation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Unpack

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.forum.models import Recommendation, Scenario
from fordel.forum.permissions import keeps_members
from fordel.forum.recommendation.forms import CriteriaForm, DissentForm, OrderForm, ScenarioForm, TextsForm
from fordel.forum.recommendation.presentation.order_list import OrderRow, order_table
from fordel.forum.recommendation.selectors.recommendation import recommendation_from_url
from fordel.forum.recommendation.services.write_recommendation import (
    begin_recommendation,
    change_criteria,
    change_order,
    change_texts,
    note_dissent,
    take_scenario,
)
from fordel.forum.recommendation.views.recommendation import seats_to_dissent, show_recommendation
from fordel.forum.scenarios.selectors.scenarios import scenario_choices
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.columns import ListTable
from fordel.shared.pages.forms import PageForm


def _back(round_: Round) -> HttpResponse:
    return redirect("recommendation:recommendation", **round_.where)


def _seen(request: HttpRequest) -> int:
    return id_from_form(pressed(request, "seen"))


def _chosen(form: ScenarioForm, round_: Round) -> Scenario:
    found = Scenario.objects.select_related("round__office", "round__scheme", "round__prioritising")
    scenario = found.filter(round=round_, pk=form.cleaned_data["scenario"]).first()
    if scenario is None:
        raise UserError(_("Choose a scenario."), _("The recommendation builds on it."), "scenario")
    return scenario


@require_POST
@access(keeps_members, target=round_from_url)
def begin(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_, person = request.target, request.actor.person_or_refuse
    form = ScenarioForm(request.POST, scenario_choices(round_))

    def save() -> HttpResponse:
        begin_recommendation(_chosen(form, round_), person)
        messages.success(request, _("The draft is made. Look through the order and the texts."))
        return _back(round_)

    return save_or_show(request, form, save, lambda: show_recommendation(request, round_, form))


def _form(
    request: PageRequest[Recommendation],
    name: str,
    form: PageForm,
    act: Callable[[], object],
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """A page with one form; what was typed stays when something is wrong."""
    found = request.target

    def save() -> HttpResponse:
        act()
        messages.success(request, _("It is saved."))
        return _back(found.round)

    def show() -> HttpResponse:
        shown = {**(context or {}), "round": found.round, "found": found, "form": form}
        return render_or_error(request, f"forum/recommendation/{name}.html", shown, form)

    return save_or_show(request, form, save, show)


@access(keeps_members, target=recommendation_from_url)
def scenario(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Builds on another scenario, or brings in the reports as they are now."""
    found, person = request.target, request.actor
    form = ScenarioForm(sent(request), scenario_choices(found.round), found.scenario_id)

    def act() -> None:
        take_scenario(found.pk, _seen(request), _chosen(form, found.round), person.person_or_refuse)

    return _form(request, "scenario", form, act)


@access(keeps_members, target=recommendation_from_url)
def texts(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What the forum recommends in words, and what the reserve is for."""
    found, person = request.target, request.actor
    form = TextsForm(sent(request), initial={"text": found.text, "reserve_text": found.reserve_text})

    def act() -> None:
        written = form.cleaned_data["text"], form.cleaned_data["reserve_text"]
        change_texts(found.pk, _seen(request), *written, person.person_or_refuse)

    return _form(request, "texts", form, act)


@access(keeps_members, target=recommendation_from_url)
def measure(request: PageRequest[Recommendation], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """How one measure meets the criteria."""
    found, person = request.target, request.actor
    one = found.measures.filter(report__number=number).select_related("report__owner").first()
    if one is None:
        raise Http404
    form = CriteriaForm(sent(request), initial={"criteria": one.criteria_text})

    def act() -> None:
        change_criteria(found.pk, _seen(request), number, form.cleaned_data["criteria"], person.person_or_refuse)

    return _form(request, "measure", form, act, {"measure": one})


@access(keeps_members, target=recommendation_from_url)
def order(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The places of all measures on one page."""
    found, person = request.target, request.actor
    measures = list(found.measures.select_related("report__owner").order_by("priority", "pk"))
    form = OrderForm(sent(request), measures)

    def act() -> None:
        change_order(found.pk, _seen(request), form.moved(), person.person_or_refuse)

    def table() -> ListTable:
        """Drawn when the page is, so that what was refused is in it."""
        return order_table(OrderRow(each, form[f"place-{each.report.number}"]) for each in measures)

    return _form(request, "order", form, act, {"table": table})


@require_POST
@access(keeps_members, target=recommendation_from_url)
def dissent(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Notes what a seat disagrees with."""
    found, person = request.target, request.actor.person_or_refuse
    form = DissentForm(request.POST, seats_to_dissent(found.round))

    def save() -> HttpResponse:
        typed = form.cleaned_data
        about = id_from_form(typed["about"])
        note_dissent(found.pk, _seen(request), typed["seat"], typed["dissent"], person, number=about)
        messages.success(request, _("The dissent is noted."))
        return _back(found.round)

    return save_or_show(request, form, save, lambda: show_recommendation(request, found.round, form))
