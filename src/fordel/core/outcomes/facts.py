"""An outcome report as the rules see it: what was answered, with what is known of the grant already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fordel.core.form.facts import FormFacts
from fordel.core.outcomes.rules import COST, DEGREE, REACHED, SHOWS, USED, Answering, OutcomeRules


@dataclass(frozen=True)
class Assessment:
    """How far one sign was reached, as somebody sees it; `degree` is '' if it is not answered."""

    sign: str
    degree: str
    grounds: str


@dataclass(frozen=True, kw_only=True)
class OutcomeFacts(FormFacts):
    """`granted` is whole kroner, `lines` the budget lines that may pay the measure. `answered` are those (by
    organisation) who have confirmed what they say in their own part."""

    rules: OutcomeRules
    granted: int
    lines: tuple[str, ...]
    parties: tuple[Answering, ...] = ()
    answered: frozenset[int] = frozenset()
    budget: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def conditions(self) -> Mapping[str, frozenset[str]]:
        """What the grant and the accounts decide."""
        unused = self.unused
        return {
            "line": frozenset(self.lines),
            "unused": frozenset({"yes" if unused else "no"}),
            "auditor": frozenset({"yes" if self.granted >= self.rules.auditor_from else "no"}),
        }

    @property
    def used(self) -> int | None:
        """Kroner used of the grant; None if that cannot be read, or is not answered."""
        return self.number(USED)

    @property
    def unused(self) -> int:
        """Kroner left of the grant; 0 as long as it is not known."""
        used = self.used
        return max(0, self.granted - used) if used is not None else 0

    @cached_property
    def costs(self) -> dict[str, int]:
        """Kind of cost -> kroner, of those that are answered and can be read."""
        codes = [kind.code for kind in self.form.kinds_of_cost]
        found = {code: self.number(f"{COST}{code}") for code in codes}
        return {code: amount for code, amount in found.items() if amount is not None}

    @cached_property
    def reached(self) -> dict[str, int]:
        """Line -> children and pupils reached, of the lines that are asked for and answered."""
        found = {line: self.number(f"{REACHED}{line}") for line in self.lines}
        return {line: count for line, count in found.items() if count is not None}

    def assessments(self, party: Answering | None = None) -> Iterator[Assessment]:
        """Each sign as the owner assesses it, or the party."""
        for sign in self.rules.signs:
            degree, shows = f"{DEGREE}{sign}", f"{SHOWS}{sign}"
            if party is not None:
                degree, shows = party.key(degree), party.key(shows)
            yield Assessment(sign, self.text(degree), self.text(shows))

    def party(self, organisation: int | None) -> Answering | None:
        """The organisation as one of those who answer a part of their own."""
        return next((each for each in self.parties if each.organisation == organisation), None)
