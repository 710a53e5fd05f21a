"""The task list: what is done in each part, and what remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding, Severity


class PartState(StrEnum):
    NOT_STARTED = "not_started"
    BEGUN = "begun"
    WRONG = "wrong"
    DONE = "done"
    OPTIONAL = "optional"  # nothing in it must be answered, and nothing is


@dataclass(frozen=True)
class PartProgress:
    """`missing` answers and `wrong` ones in the part; a part with none of either is done."""

    part: str
    state: PartState
    missing: int
    wrong: int


def progress_of(facts: FormFacts, findings: Sequence[Finding]) -> tuple[PartProgress, ...]:
    """The parts that are asked, in order."""
    found = []
    for part in facts.parts:
        own = [finding for finding in findings if finding.part == part.code]
        missing = sum(finding.severity == Severity.MISSING for finding in own)
        wrong = sum(finding.severity == Severity.WRONG for finding in own)
        begun = any(facts.is_answered(question) for question in facts.asked(part))
        state = PartState.WRONG if wrong else PartState.DONE
        if missing and not wrong:
            state = PartState.BEGUN if begun else PartState.NOT_STARTED
        elif not wrong and not begun:
            state = PartState.OPTIONAL
        found.append(PartProgress(part.code, state, missing, wrong))
    return tuple(found)
