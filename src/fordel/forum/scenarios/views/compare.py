"""Up to four saved scenarios beside each other, and the same as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Unpack

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fordel.forum.models import Scenario
from fordel.forum.permissions import reads_distribution
from fordel.forum.scenarios.presentation.alternative_charts import coverage_chart, frames_of, lorenz_chart
from fordel.forum.scenarios.presentation.alternative_files import comparison_file
from fordel.forum.scenarios.selectors.alternatives import (
    MOST,
    Alternative,
    alternatives,
    finding_of,
    report_table,
    sections_of,
)
from fordel.forum.scenarios.selectors.scenarios import is_outdated, scenarios_of
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.parties.actors import actor_in
from fordel.programme.models import Round
from fordel.programme.selectors.groups import groups_of
from fordel.programme.selectors.rounds import frame_lines, round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import ReportRow, report_rows
from fordel.shared.access import PageRequest, access
from fordel.shared.documents.extra import has_slides
from fordel.shared.paging import paged


@dataclass(frozen=True)
class _Found:
    """`chosen` are compared; `too_many`: more than MOST were asked for; `rows` are every report, also closed ones."""

    scenarios: list[Scenario]
    chosen: list[Alternative]
    too_many: bool
    rows: list[ReportRow]


def _found(request: HttpRequest, round_: Round) -> _Found:
    scenarios = list(scenarios_of(round_))
    wanted = request.GET.getlist("med")
    chosen = [scenario for scenario in scenarios if str(scenario.number) in wanted] if wanted else scenarios
    rows, lines = report_rows(round_), frame_lines(round_)
    closed = conflicted_reports(actor_in(request))
    return _Found(
        scenarios, alternatives(chosen[:MOST], rows, lines, closed), bool(wanted) and len(chosen) > MOST, rows
    )


@access(reads_distribution, target=round_from_url)
def compare(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    all_found = _found(request, round_)
    found = all_found.chosen
    chosen = [each.scenario.number for each in found]
    only = "alle" not in request.GET
    reports = [row for row in report_table(found) if row["differs"] or not only]
    context: dict[str, Any] = {
        "round": round_,
        "groups": groups_of(round_.pk).every,
        "scenarios": [(scenario, scenario.number in chosen) for scenario in all_found.scenarios],
        "found": found,
        "too_many": all_found.too_many,
        "closed": found[0].closed if found else (),
        "most": MOST,
        "outdated": [e.scenario for e in found if is_outdated(e.scenario, e.lines, all_found.rows)],
        "finding": finding_of(found),
        "sections": sections_of(found),
        "frames": [(each, frames_of(each)) for each in found] if found and found[0].rows else [],
        "coverage": coverage_chart(found) if found and found[0].rows else None,
        "lorenz": lorenz_chart(found) if found and found[0].rows else None,
        "page": paged(reports, request.GET.get("side")),
        "reports": reports,
        "only": only,
        "has_slides": has_slides(),
        "query": "&".join(f"med={number}" for number in chosen),
        "page_query": "&".join([*(f"med={number}" for number in chosen), *([] if only else ["alle=1"])]) + "&",
    }
    return render(request, "forum/scenarios/compare.html", context)


@access(reads_distribution, target=round_from_url)
def compare_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    return comparison_file(_found(request, round_).chosen, round_, kind)
