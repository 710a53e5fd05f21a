"""Reads of scenarios, and whether what they were computed from still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import Http404
from django.utils.translation import gettext as _

from fordel.core.prioritising import Assessed
from fordel.forum.computing.specification import (
    BY_ASSESSMENT,
    Adjustment,
    Specification,
    build_case,
    case_hash,
)
from fordel.forum.models import Prioritising, Scenario, ScenarioAmount
from fordel.forum.voting.selectors.prioritising import assessments_for, prioritising_in
from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.rounds import frame_lines
from fordel.programme.where import in_round
from fordel.reports.selectors.reports import ReportRow, bare_rows
from fordel.shared.errors import UserError


class ScenarioChoice(NamedTuple):
    """A saved scenario in one line; kroner."""

    pk: int
    number: int
    name: str
    method: str
    reserve: int
    total: int
    full: int
    refused: int
    outdated: bool


def specification_of(scenario: Scenario) -> Specification:
    """What the scenario was asked for, with the forum's assessments as they are now."""
    params: dict[str, Any] = scenario.params
    return Specification(
        method=scenario.method,
        reserve=scenario.reserve,
        unit=scenario.unit,
        first=tuple(params.get("first", ("network", "sami"))),
        floor_percent=int(params.get("floor_percent", 50)),
        line_rule=str(params.get("line_rule", "same_share")),
        both_on_first=params.get("both_on_first"),
        purposes=params.get("purposes", {}),
        least=params.get("least", {}),
        wishes=params.get("wishes", {}),
        assessed=_assessed(scenario),
        adjusted={int(number): Adjustment(**each) for number, each in scenario.adjusted.items()},
    )


def _assessed(scenario: Scenario) -> dict[int, Assessed]:
    if scenario.method not in BY_ASSESSMENT:
        return {}
    return assessments_for(prioritising_in(scenario.round), scenario.method)


def with_assessments(spec: Specification, prioritising: Prioritising | None) -> Specification:
    """With what the forum has given the reports, for the methods that distribute by it. Raises UserError where the
    forum has not finished, or gave the other kind."""
    assessed = assessments_for(prioritising, spec.method)
    if spec.method in BY_ASSESSMENT and not assessed:
        raise UserError(
            _("The forum has no finished prioritising that this method can use."),
            _("Close the prioritising first, or choose another method."),
            "method",
        )
    return replace(spec, assessed=assessed)


def is_outdated(scenario: Scenario, lines: Sequence[FrameLine], rows: Sequence[ReportRow]) -> bool:
    """Whether reports or frames have changed since the scenario was computed."""
    return case_hash(build_case(specification_of(scenario), lines, rows)) != scenario.input_hash


def changed_reports(scenario: Scenario, lines: Sequence[FrameLine], rows: Sequence[ReportRow]) -> int:
    """How many reports are new, gone or have another content that matters to the scenario than when it was computed."""
    before = {request["id"]: request for request in scenario.problem.get("requests", [])}
    case = build_case(specification_of(scenario), lines, rows)
    now = {request["id"]: request for request in case["requests"]}
    return sum(before.get(key) != now.get(key) for key in before.keys() | now.keys())


def outdated_count(scenario: Scenario) -> int:
    """1 when the scenario is outdated, else 0: what a proposal asks before it builds on it."""
    return int(is_outdated(scenario, frame_lines(scenario.round), bare_rows(scenario.round)))


class ScenarioCounts(NamedTuple):
    """How many scenarios a round has, and how many of them are outdated."""

    scenarios: int
    outdated: int


def scenario_counts(round_: Round, lines: Sequence[FrameLine]) -> ScenarioCounts:
    """With the frame lines of the round. Two queries at most."""
    scenarios = list(scenarios_of(round_))
    if not scenarios:
        return ScenarioCounts(0, 0)
    rows = bare_rows(round_)
    return ScenarioCounts(len(scenarios), sum(is_outdated(scenario, lines, rows) for scenario in scenarios))


def scenarios_of(round_: Round) -> QuerySet[Scenario]:
    """The round's scenarios in order."""
    found = Scenario.objects.filter(round=round_).order_by("number")
    return found.select_related("round__office", "round__prioritising")


def scenarios_of_office(office_id: int) -> QuerySet[Scenario]:
    """The scenarios of the office's running rounds: the newest round first, then in order."""
    found = Scenario.objects.filter(round__office=office_id, round__is_history=False)
    ordered = found.order_by("-round__year", "round__scheme__code", "round", "number")
    return ordered.select_related("round__office", "round__prioritising", "round__scheme").defer(
        "round__scheme__definition"
    )


def scenario_choices(round_: Round) -> list[ScenarioChoice]:
    """The saved scenarios with their sums and whether they are outdated. Four queries, whatever the numbers."""
    amounts = ScenarioAmount.objects.filter(scenario__round=round_).values("scenario").order_by()
    sums = {
        row["scenario"]: row
        for row in amounts.annotate(
            total=Sum("amount"),
            full=Count("pk", filter=Q(amount__gt=0) & Q(amount__gt=F("asked") - F("scenario__unit"))),
            refused=Count("pk", filter=Q(amount=0)),
        )
    }
    scenarios = list(scenarios_of(round_))
    if not scenarios:
        return []
    lines, rows = frame_lines(round_), bare_rows(round_)
    nothing: dict[str, Any] = {"total": 0, "full": 0, "refused": 0}
    return [
        ScenarioChoice(
            scenario.pk,
            scenario.number,
            scenario.name,
            scenario.method,
            sum(scenario.reserve.values()),
            sums.get(scenario.pk, nothing)["total"],
            sums.get(scenario.pk, nothing)["full"],
            sums.get(scenario.pk, nothing)["refused"],
            is_outdated(scenario, lines, rows),
        )
        for scenario in scenarios
    ]


def scenario_from_url(office: str, scheme: str, year: int, scenario_id: int, **_rest: object) -> Scenario:
    """The scenario, for `@access(rule, target=scenario_from_url)`. Raises Http404 when it is not of that round."""
    found = (
        Scenario.objects.filter(pk=scenario_id, **in_round("round__", office, scheme, year))
        .select_related("round__office", "round__scheme", "round__prioritising")
        .first()
    )
    if found is None:
        raise Http404
    return found
