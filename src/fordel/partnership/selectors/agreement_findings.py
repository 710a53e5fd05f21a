"""What is missing or wrong in an agreement, besides what every form is looked at for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from fordel.core.dates import read_day
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding, Severity, findings_of_form

DAYS: Final = ("first_day", "last_day")
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


def day_in(facts: FormFacts, code: str) -> date | None:
    """The day of the answer; None if there is none, or if it cannot be read."""
    try:
        day = read_day(facts.text(code))
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def findings_of_agreement(facts: FormFacts, today: date) -> Sequence[Finding]:
    """Everything there is to say of the agreement on the day, in the order of its form."""
    own = list(_own(facts, today))
    places = [question.code for _part, question in facts.form.questions()]
    return sorted((*findings_of_form(facts), *own), key=lambda finding: places.index(finding.field))


def _own(facts: FormFacts, today: date) -> Iterator[Finding]:
    for code in DAYS:
        if facts.text(code) and day_in(facts, code) is None:
            yield _wrong(facts, "not_a_day", code, {"text": facts.text(code)[:40], "question": code})
    first, last = day_in(facts, "first_day"), day_in(facts, "last_day")
    if first and last and last < first:
        yield _wrong(facts, "ends_before_it_begins", "last_day", {})
    elif last and last < today:
        yield _wrong(facts, "has_passed", "last_day", {})


def _wrong(facts: FormFacts, code: str, field: str, params: dict[str, str]) -> Finding:
    return Finding(code, Severity.WRONG, facts.form.part_of(field), field, params=params)
