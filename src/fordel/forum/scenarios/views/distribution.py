"""The distribution page: try, compare, keep."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.forum.computing.specification import Specification
from fordel.forum.models import Scenario
from fordel.forum.permissions import may_make_scenarios, reads_distribution
from fordel.forum.scenarios.forms import read_specification, without_field
from fordel.forum.scenarios.presentation.choices import choices_of, demands_of, sort_of, sorted_page, sorts_of
from fordel.forum.scenarios.presentation.distribution import Distribution, distribution, tabs_of
from fordel.forum.scenarios.presentation.exports import distribution_file
from fordel.forum.scenarios.presentation.steps import delete_step
from fordel.forum.scenarios.selectors.demands import unmet_text, wishes_of
from fordel.forum.scenarios.selectors.scenarios import (
    scenario_from_url,
    scenarios_of,
    specification_of,
    with_assessments,
)
from fordel.forum.scenarios.services.save_scenario import change_scenario, create_scenario, delete_scenario
from fordel.forum.scenarios.views.as_member import download_for_member, show_to_member
from fordel.forum.voting.selectors.prioritising import prioritising_in, prioritising_of
from fordel.parties.actors import actor_in
from fordel.parties.models import Role
from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.rounds import frame_lines, round_from_url
from fordel.programme.selectors.schemes import offered_methods
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import ReportRow, report_rows
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import is_pressed, render_or_error
from fordel.shared.pages.steps import ask_first


def _chosen(scenarios: list[Scenario], text: str) -> Scenario | None:
    return next((scenario for scenario in scenarios if str(scenario.number) == text), None)


class _Page:
    """What the views of this page share: the saved scenarios, the reports, and what the address asks for."""

    def __init__(self, request: PageRequest[Round], query: QueryDict) -> None:
        self.round = request.target
        self.query = query
        self.scenarios = list(scenarios_of(self.round))
        self.lines: list[FrameLine] = frame_lines(self.round)
        self.rows: list[ReportRow] = report_rows(self.round)
        first = self.scenarios[0] if self.scenarios and query.get("scenario") != "new" else None
        self.current = _chosen(self.scenarios, query.get("scenario", "")) or first
        self.offered = offered_methods(self.round)
        self.saved = specification_of(self.current) if self.current else Specification(method=self.offered[0])
        self.other = _chosen(self.scenarios, query.get("against", ""))
        saved = self.scenarios[0] if self.scenarios else None
        self.prioritising = prioritising_in(saved.round) if saved else prioritising_of(self.round)
        self.error: UserError | None = None
        self.spec = self._read(query)

    def _read(self, query: QueryDict) -> Specification:
        """What is asked for; the first thing that cannot be read is kept as the error, and the rest still counts."""
        try:
            return with_assessments(read_specification(query, self.saved, self.lines, self.offered), self.prioritising)
        except UserError as error:
            self.error = self.error or error
            rest = without_field(query, error.field)
            if len(rest) < len(query):
                return self._read(rest)
            return replace(self.saved, method=self.offered[0]) if error.field == "method" else self.saved

    def compute(self) -> Distribution:
        return distribution(self.spec, self.lines, self.rows, self.other)

    @property
    def is_changed(self) -> bool:
        return self.current is None or self.spec != self.saved


@access(reads_distribution, target=round_from_url)
def show(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The page itself; with htmx the same page is fetched and its middle swapped."""
    if request.actor.is_in(Role.FORUM_MEMBER):
        return show_to_member(request)
    page = _Page(request, request.GET)
    return _render(request, page, page.error)


def _render(request: HttpRequest, page: _Page, error: UserError | None) -> HttpResponse:
    result = page.compute()
    sort = sort_of(page.query, page.other is not None)
    actor = actor_in(request)
    context: dict[str, Any] = {
        "round": page.round,
        "current": page.current,
        "tabs": tabs_of(page.scenarios, page.current, page.lines, page.rows, result.computed),
        "result": result,
        "page": sorted_page(result.rows, request.GET.get("side"), sort),
        "choices": choices_of(
            page.spec,
            page.lines,
            page.query,
            error,
            result.computed.both_on_first,
            page.prioritising,
            page.offered,
        ),
        "demands": demands_of(page.spec, page.lines, page.rows, page.query, error),
        "wishes": wishes_of(page.round.pk, result.computed),
        "unmet": unmet_text(page.round.pk, result.computed.unmet) if result.computed.unmet else "",
        "is_changed": page.is_changed,
        "error": error,
        "nothing_saved": request.method == "POST",
        "others": [scenario for scenario in page.scenarios if scenario != page.current],
        "other": page.other,
        "may_make": may_make_scenarios(actor, page.round).allowed,
        "name": page.query.get("name", page.current.name if page.current else ""),
        "sorts": sorts_of(page.query, sort, page.other is not None),
        "page_query": f"{_without_side(page.query)}&",
        "download_url": _download_url(page),
    }
    return render_or_error(request, "forum/scenarios/distribution.html", context, error)


def _without_side(query: QueryDict) -> str:
    copy = query.copy()
    copy.pop("side", None)
    return copy.urlencode()


def _download_url(page: _Page) -> str:
    where = {**page.round.where, "kind": "xlsx"}
    return f"{reverse('forum:download', kwargs=where)}?{_without_side(page.query)}"


@require_POST
@access(may_make_scenarios, target=round_from_url)
def save(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Keeps what is on the page: as a new scenario, or over the one that is open."""
    page = _Page(request, request.POST)
    if page.error:
        return _render(request, page, page.error)
    person, name = request.actor.person_or_refuse, request.POST.get("name", "")
    try:
        if page.current is None or is_pressed(request, "as_new"):
            scenario = create_scenario(page.round, name, page.spec, person)
        else:
            scenario = change_scenario(page.current.pk, name, page.spec, person)
    except UserError as error:
        return _render(request, page, error)
    messages.success(request, _("Scenario %(number)s is saved.") % {"number": scenario.number})
    return redirect(_address(page.round, scenario.number))


def _address(round_: Round, number: int | None = None) -> str:
    base = reverse("forum:distribution", kwargs={**round_.where})
    return f"{base}?scenario={number}" if number else base


@require_POST
@access(may_make_scenarios, target=scenario_from_url)
def compute_again(request: PageRequest[Scenario], scenario_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Brings an outdated scenario up to date with the same method and reserve."""
    scenario = request.target
    person = request.actor.person_or_refuse
    try:
        change_scenario(scenario.pk, scenario.name, specification_of(scenario), person)
        messages.success(request, _("Scenario %(number)s is computed again.") % {"number": scenario.number})
    except UserError as error:
        messages.error(request, str(error))
    return redirect(_address(scenario.round, scenario.number))


@access(may_make_scenarios, target=scenario_from_url)
def remove(request: PageRequest[Scenario], scenario_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    scenario, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        delete_scenario(scenario.pk, person)
        messages.success(request, _("Scenario %(number)s is deleted.") % {"number": scenario.number})
        return redirect(_address(scenario.round))

    return ask_first(request, delete_step(scenario, _address(scenario.round, scenario.number)), carry_out)


@access(reads_distribution, target=round_from_url)
def download(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The table as shown, as a spreadsheet or CSV."""
    if request.actor.is_in(Role.FORUM_MEMBER):
        return download_for_member(request, kind)
    page = _Page(request, request.GET)
    return distribution_file(page.compute(), page.round, kind)
