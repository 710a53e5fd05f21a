"""What is missing or wrong in an agreement, besides what every form is looked at for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from fordel.core.form.days import Days, with_own, wrong
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding

DAYS: Final = Days(("first_day", "last_day"), range(2000, 2101), "first_day", "last_day")


def findings_of_agreement(facts: FormFacts, today: date) -> Sequence[Finding]:
    """Everything there is to say of the agreement on the day, in the order of its form."""
    return with_own(facts, _own(facts, today))


def _own(facts: FormFacts, today: date) -> Iterator[Finding]:
    yield from DAYS.findings(facts)
    first, last = DAYS.day_in(facts, "first_day"), DAYS.day_in(facts, "last_day")
    if last and last < today and not (first and last < first):
        yield wrong(facts, "has_passed", "last_day", {})
