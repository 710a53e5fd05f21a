"""The themes of a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.lifecycle import PLAN
from fordel.plan.forms import ThemeForm, values_of_theme
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.permissions import writes_plans
from fordel.plan.presentation.plan_page import plan_address, themes_shown
from fordel.plan.presentation.steps import theme_step
from fordel.plan.selectors.plans import group_names, plan_from_url, scheme_choices, schemes_of
from fordel.plan.selectors.themes import earlier_themes
from fordel.plan.services.themes import add_theme, change_theme, move_theme, remove_theme
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first


def _form(request: PageRequest[Plan], theme: PlanTheme | None = None) -> ThemeForm:
    plan, language = request.target, get_language() or "nb"
    earlier = [(str(each.pk), f"{each.name(language)} ({each.plan.years})") for each in earlier_themes(plan)]
    begin = values_of_theme(theme) if theme else {"first_year": plan.first_year}
    groups = list(group_names(schemes_of(plan, scheme_choices()), language).items())
    return ThemeForm(groups, earlier, sent(request), begin)


def _theme(plan: Plan, code: str) -> PlanTheme:
    """The theme of the address. Raises Http404."""
    found = plan.themes.select_related("plan__office").filter(code=code).first()
    if found is None:
        raise Http404
    return found


@access(writes_plans, target=plan_from_url)
def themes(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """The themes in order."""
    plan = request.target
    writes = PLAN.allows(plan.state, "change")
    shown = themes_shown(plan, schemes_of(plan, scheme_choices()))
    context = {"themes": shown, "plan": plan, "office": plan.office, "writes": writes}
    return render(request, "plan/themes.html", context)


@access(writes_plans, target=plan_from_url)
def new(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    plan = request.target
    form = _form(request)

    def save() -> HttpResponse:
        theme = add_theme(plan, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("The theme is added."))
        return HttpResponseRedirect(f"{plan_address('themes', plan)}#theme-{theme.code}")

    words = {"title": _("New theme"), "crumb": _("Theme"), "button": _("Save")}
    context = {"plan": plan, "office": plan.office, "form": form} | words
    return save_or_show(request, form, save, lambda: render_or_error(request, "plan/form.html", context, form))


@access(writes_plans, target=plan_from_url)
def change(request: PageRequest[Plan], office: str, plan_id: int, theme: str) -> HttpResponse:
    plan = request.target
    found = _theme(plan, theme)
    form = _form(request, found)

    def save() -> HttpResponse:
        changed = change_theme(found, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(f"{plan_address('themes', plan)}#theme-{changed.code}")

    words = {"title": _("Change the theme"), "crumb": _("Theme"), "button": _("Save")}
    context = {"plan": plan, "office": plan.office, "form": form} | words
    return save_or_show(request, form, save, lambda: render_or_error(request, "plan/form.html", context, form))


@require_POST
@access(writes_plans, target=plan_from_url)
def move(request: PageRequest[Plan], office: str, plan_id: int, theme: str) -> HttpResponse:
    """Moves a theme up or down."""
    found = _theme(request.target, theme)
    move_theme(found, -1 if pressed(request, "way") == "up" else 1, request.actor.person_or_refuse)
    return HttpResponseRedirect(f"{plan_address('themes', request.target)}#theme-{theme}")


@access(writes_plans, target=plan_from_url)
def remove(request: PageRequest[Plan], office: str, plan_id: int, theme: str) -> HttpResponse:
    """Asks, and takes a theme out."""
    plan, person = request.target, request.actor.person_or_refuse
    found = _theme(plan, theme)

    def carry_out() -> HttpResponse:
        remove_theme(found, person)
        messages.success(request, _("The theme is taken out."))
        return HttpResponseRedirect(plan_address("themes", plan))

    return ask_first(request, theme_step(found, person), carry_out)
