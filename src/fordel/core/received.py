"""What is missing in a report that did not come through the form: its columns are all there is to look at.

The same kind of finding as for a draft, with the demand of the scheme behind it. Whether private kindergartens were
involved cannot be seen from a spreadsheet, so nothing is said about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fordel.core.form.definition import FormDefinition, Kind
from fordel.core.form.findings import Finding, Severity


@dataclass(frozen=True)
class ReceivedFacts:
    """The columns of a report. `partners` are (name, kind); None is "not given"."""

    owner_kind: str
    partners: tuple[tuple[str, str], ...]
    duration_years: int | None
    employees: int | None
    children: int | None
    employees_took_part: bool | None


def findings_of_received(form: FormDefinition, facts: ReceivedFacts) -> tuple[Finding, ...]:
    """Everything that is missing or wrong, in the order of the form; questions that the scheme does not ask are left
    out."""
    by_question: dict[str, Finding] = {}
    for question, finding in _all(form, facts):
        by_question.setdefault(question, finding)
    order = [question.code for _part, question in form.questions()]
    owner = [by_question["owner"]] if "owner" in by_question else []
    return (*owner, *(by_question[code] for code in order if code in by_question))


def _all(form: FormDefinition, facts: ReceivedFacts) -> Iterator[tuple[str, Finding]]:
    first = form.parts[0]
    if facts.owner_kind not in form.owner_kinds:
        yield "owner", Finding("owner_not_eligible", Severity.WRONG, first.code, first.questions[0].code, "owner")
    given: dict[str, bool] = {
        "duration_years": facts.duration_years is not None,
        "employees": bool(facts.employees),
        "children": bool(facts.children),
        "employees_took_part": facts.employees_took_part is not None,
        "why_not_took_part": facts.employees_took_part is not False,
        "partners": bool(facts.partners) or not form.partner_required,
        "provider_reason": not _needs_reason(form, facts),
    }
    for part, question in form.questions():
        if not given.get(question.code, True):
            params: dict[str, Any] = {"question": question.code}
            yield question.code, Finding("missing", Severity.MISSING, part.code, question.code, question.rule, params)
        elif question.kind == Kind.PARTNERS:
            for name, kind in facts.partners:
                if kind not in form.partner_kinds:
                    params = {"name": name, "slot": ""}
                    yield (
                        question.code,
                        Finding("no_partner", Severity.WRONG, part.code, question.code, question.rule, params),
                    )


def _needs_reason(form: FormDefinition, facts: ReceivedFacts) -> bool:
    kinds = {kind for _name, kind in facts.partners}
    return bool((kinds & set(form.partner_kinds)) - set(form.reason_not_needed_for))
