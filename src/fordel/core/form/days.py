"""Days that are typed in a form, and the period between two of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fordel.core.dates import read_day
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding, Severity, findings_of_form


@dataclass(frozen=True)
class Days:
    """Which questions of a form ask for a day, in which years it can be, and the two that a period begins and ends
    with."""

    codes: Collection[str]
    years: range
    begin: str
    end: str

    def day_in(self, facts: FormFacts, code: str) -> date | None:
        """The day of the answer; None if there is none, or if it cannot be read."""
        try:
            day = read_day(facts.text(code))
        except ValueError:
            return None
        return day if day.year in self.years else None

    def findings(self, facts: FormFacts) -> Iterator[Finding]:
        """What cannot be read as a day, and a period that ends before it begins."""
        for code in self.codes:
            if facts.text(code) and self.day_in(facts, code) is None:
                yield wrong(facts, "not_a_day", code, {"text": facts.text(code)[:40], "question": code})
        first, last = self.day_in(facts, self.begin), self.day_in(facts, self.end)
        if first and last and last < first:
            yield wrong(facts, "ends_before_it_begins", self.end, {})


def wrong(facts: FormFacts, code: str, field: str, params: Mapping[str, str]) -> Finding:
    """That the answer of the field is wrong."""
    return Finding(code, Severity.WRONG, facts.form.part_of(field), field, params=dict(params))


def with_own(facts: FormFacts, own: Iterable[Finding]) -> Sequence[Finding]:
    """What every form is looked at for and what a kind of document adds, in the order of the form."""
    places = [question.code for _part, question in facts.form.questions()]
    return sorted((*findings_of_form(facts), *own), key=lambda finding: places.index(finding.field))
