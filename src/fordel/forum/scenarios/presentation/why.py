"""Why one report gets its amount in a scenario, what would change it, and what it gets in the other scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.allocation import Allocation, allocate, read_problem
from fordel.core.allocation.case_format import EXPLAINED_ANEW
from fordel.core.allocation.explain import Counterfactual, counterfactuals
from fordel.core.money import format_kroner
from fordel.forum.computing.compute import compute
from fordel.forum.computing.reasons import reasons_from_json
from fordel.forum.computing.specification import request_id
from fordel.forum.models import Scenario, ScenarioAmount
from fordel.forum.scenarios.presentation.reason_texts import counterfactual_text
from fordel.forum.scenarios.presentation.reasons import kept_reason_text, points_text, short_reason
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.voting.selectors.prioritising import points_most
from fordel.programme.models import FrameLine
from fordel.programme.where import in_round
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.reports import ReportRow

_SEARCHED: Final = ("score", "equal_shares")


@dataclass(frozen=True)
class Instead:
    """What the report would get if one thing were otherwise; kroner."""

    text: str
    amount: int
    difference: int


@dataclass(frozen=True)
class Elsewhere:
    """What the report gets in another scenario; kroner, and why in a few words."""

    number: int
    name: str
    amount: int
    why: str


def explained_from_url(
    office: str, scheme: str, year: int, scenario_id: int, number: int, **_rest: object
) -> NeedsReport:
    """The report with its `scenario_amount`, for `@access(rule, target=explained_from_url)`. Raises Http404."""
    found = (
        ScenarioAmount.objects.filter(
            scenario=scenario_id,
            **in_round("scenario__round__", office, scheme, year),
            report__number=number,
        )
        .select_related(
            "report__owner", "scenario__round__office", "scenario__round__scheme", "scenario__round__prioritising"
        )
        .first()
    )
    if found is None:
        raise Http404
    report: NeedsReport = found.report
    report.round = found.scenario.round
    report.scenario_amount = found  # type: ignore[attr-defined]  # what the page is about
    return report


def amount_of(report: NeedsReport) -> ScenarioAmount:
    """What `explained_from_url` found."""
    found: ScenarioAmount = report.scenario_amount  # type: ignore[attr-defined]
    return found


def reason_of(line: ScenarioAmount) -> str:
    """The reason in sentences, as kept with the scenario."""
    return kept_reason_text(line.reason, get_language() or "nb")


def instead_of(line: ScenarioAmount, lines: Sequence[FrameLine], rows: Sequence[ReportRow]) -> list[Instead]:
    """What would change the amount, each distributed again from the saved input; those that leave it as it is are left
    out. None where so many reports would have to be searched through that the page would wait."""
    scenario, number = line.scenario, line.report.number
    by_hand = specification_of(scenario).adjusted.get(number)
    if by_hand is not None:
        return _without_hand(line, lines, rows)
    problem = read_problem(scenario.problem)
    if problem.method in _SEARCHED and len(problem.requests) > EXPLAINED_ANEW:
        return []
    answer = allocate(problem)
    if not isinstance(answer, Allocation):
        return []
    found = counterfactuals(problem, answer, request_id(number))
    most = points_most(scenario.round.scheme) * 100
    return [
        _out_of_reach(line) if c.change == "more_points" and int(c.to) > most else _told(c, scenario)
        for c in found
        if c.difference
    ]


def _out_of_reach(line: ScenarioAmount) -> Instead:
    return Instead(_("Not even the most points from everybody would have been enough."), line.amount, 0)


def _told(change: Counterfactual, scenario: Scenario) -> Instead:
    return Instead(_text(change, scenario), change.amount, change.difference)


def _without_hand(line: ScenarioAmount, lines: Sequence[FrameLine], rows: Sequence[ReportRow]) -> list[Instead]:
    spec = specification_of(line.scenario)
    adjusted = {number: each for number, each in spec.adjusted.items() if number != line.report.number}
    computed = compute(replace(spec, adjusted=adjusted), lines, rows)
    amount = next((share.amount for share in computed.shares if share.row.id == line.report_id), line.amount)
    if amount == line.amount:
        return []
    text = _("Computed by the method it would get %(amount)s kroner.") % {"amount": format_kroner(amount)}
    return [Instead(text, amount, amount - line.amount)]


def _text(change: Counterfactual, scenario: Scenario) -> str:
    """What would have been, in the words that the method has on the page."""
    language, values = get_language() or "nb", {"amount": format_kroner(change.amount)}
    if change.change == "one_class_higher" and scenario.method == "priority":
        return _("Among those that come first it would get %(amount)s kroner.") % values
    if change.change == "more_points":
        points = points_text(int(change.to), language)
        return _("With %(points)s points on average it would get %(amount)s kroner.") % {**values, "points": points}
    return counterfactual_text(change, language)


def elsewhere(line: ScenarioAmount) -> list[Elsewhere]:
    """The report in the round's other scenarios, by number. One query."""
    others = ScenarioAmount.objects.filter(report=line.report_id, scenario__round=line.scenario.round_id)
    language = get_language() or "nb"
    return [
        Elsewhere(
            each.scenario.number,
            each.scenario.name,
            each.amount,
            short_reason(reasons_from_json(each.reason), language),
        )
        for each in others.exclude(pk=line.pk).select_related("scenario").order_by("scenario__number")
    ]
