"""What a recommendation says, as one value: read from the draft, kept with its hash when it is adopted.

Kroner throughout. It can be read without the rest of the database: names are in it, those of people are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fordel.core.allocation import largest_remainder
from fordel.forum.models import Recommendation, ScenarioAmount
from fordel.forum.scenarios.selectors.hold_back import purposes_of
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.parties.models import Municipality
from fordel.programme.models import FrameLine
from fordel.programme.selectors.groups import groups_of
from fordel.programme.selectors.rounds import frame_lines
from fordel.reports.selectors.reports import ReportRow, report_rows

Content = dict[str, Any]


def shares_of(amount: int, asked: int, owner_id: int, partners: Mapping[int, int]) -> dict[int, int]:
    """Organisation id -> whole kroner: the amount divided as the report divides its need; sums to `amount`. The owner's
    part of the need is what the partners do not get. Largest remainder, so no krone is lost or made."""
    parts = {pk: part for pk, part in partners.items() if part > 0}
    weights = {str(owner_id): asked - sum(parts.values())} | {str(pk): part for pk, part in parts.items()}
    divided = largest_remainder(amount, weights) if amount else dict.fromkeys(weights, 0)
    return {int(pk): part for pk, part in divided.items()}


@dataclass(frozen=True)
class DraftState:
    """A draft as it is now, with the reports and frames it was read from."""

    content: Content
    rows: Sequence[ReportRow]
    lines: Sequence[FrameLine]


def state_of_draft(recommendation: Recommendation) -> DraftState:
    """A fixed number of queries."""
    rows, lines = report_rows(recommendation.round), frame_lines(recommendation.round)
    return DraftState(_content(recommendation, rows, lines), rows, lines)


def _content(recommendation: Recommendation, listed: Sequence[ReportRow], lines: Sequence[FrameLine]) -> Content:
    scenario, round_ = recommendation.scenario, recommendation.round
    rows = {row.id: row for row in listed}
    amounts = {each.report_id: each for each in ScenarioAmount.objects.filter(scenario=scenario)}
    names = dict(Municipality.objects.filter(number__in=_places(rows.values())).values_list("number", "name"))
    measures = [
        _measure(rows[each.report_id], amounts.get(each.report_id), names)
        | {"priority": each.priority, "criteria": each.criteria_text}
        for each in recommendation.measures.order_by("priority", "pk")
        if each.report_id in rows
    ]
    return {
        "office": round_.office.name,
        "year": round_.year,
        "scenario": {
            "number": scenario.number,
            "name": scenario.name,
            "input_sha256": scenario.input_hash,
            "unit": scenario.unit,
        },
        "text": recommendation.text,
        "reserve_text": recommendation.reserve_text,
        "purposes": [
            {"name": purpose.name, "amount": purpose.amount}
            for purpose in purposes_of(round_, specification_of(scenario))
            if purpose.amount
        ],
        "lines": [
            {
                "code": line.code,
                "name": {language: line.name(language) for language in ("nb", "nn", "en")},
                "frame": line.amount,
                "reserve": scenario.reserve.get(line.code, 0),
            }
            for line in lines
        ],
        "target_groups": {group.code: group.names for group in groups_of(round_.pk).every},
        "measures": measures,
        "dissents": [
            {
                "id": each.pk,
                "seat": each.member.label,
                "text": each.text,
                "report_id": each.report_id,
                "report": each.report.number if each.report else None,
            }
            for each in recommendation.dissents.select_related("member", "report").order_by("pk")
        ],
    }


def _places(rows: Any) -> set[str]:
    return {number for row in rows for number in row.participating}


def _measure(row: ReportRow, given: ScenarioAmount | None, names: Mapping[str, str]) -> Content:
    amount = given.amount if given is not None else 0
    divided = shares_of(amount, row.amount, row.owner_id, {p.organisation_id: p.amount for p in row.partners})
    return {
        "report_id": row.id,
        "report": row.number,
        "title": row.title,
        "owner": row.owner_name,
        "owner_amount": divided[row.owner_id],
        "network": row.network_name,
        "places": [names[number] for number in row.participating if number in names],
        "employees": row.employees,
        "children": row.children,
        "years": row.duration_years,
        "target_group": row.target_group,
        "theme": row.theme,
        "sami": row.sami_perspective,
        "partners": [{"name": p.name, "amount": divided.get(p.organisation_id, 0)} for p in row.partners],
        "asked": row.amount,
        "amount": amount,
        "by_line": given.by_line if given is not None else {},
    }


def sums_by_line(content: Content, measures: Sequence[Content]) -> list[Content]:
    """Each frame with what these measures take of it (`given`) and what is `left` of it then."""
    given: dict[str, int] = {}
    for measure in measures:
        for code, kroner in measure["by_line"].items():
            given[code] = given.get(code, 0) + kroner
    return [
        line | {"given": (taken := given.get(line["code"], 0)), "left": line["frame"] - line["reserve"] - taken}
        for line in content["lines"]
    ]
