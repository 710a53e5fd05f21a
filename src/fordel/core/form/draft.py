"""A draft of a needs report as the rules see it: a form with an owner, parties and a budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from fordel.core.amounts import AmountError, parse_kroner
from fordel.core.form.definition import OUTSIDE, PER_YEAR, FormDefinition, Kind, Question
from fordel.core.form.facts import FormFacts

OWNER_SLOT: Final = "owner"


@dataclass(frozen=True)
class Party:
    """A partner or an owner in the network. `slot` is how the budget's fields name it; `state` as in COLLABORATION."""

    slot: str
    organisation_id: int
    name: str
    kind: str
    role: str
    state: str

    @property
    def is_partner(self) -> bool:
        return self.role == "partner"


@dataclass(frozen=True)
class Recipient:
    """Somebody who may receive money in the budget."""

    slot: str
    organisation_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class DraftFacts(FormFacts):
    """What the rules look at in a needs report. `year` is the round's."""

    year: int
    owner_id: int
    owner_name: str
    owner_kind: str
    parties: tuple[Party, ...] = ()

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years the measure lasts: the round's alone until a valid duration is chosen."""
        text = self.text("duration_years")
        count = int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= self.form.years_most else 1
        return tuple(range(self.year, self.year + count))

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        """The owner and then the parties, in order."""
        owner = Recipient(OWNER_SLOT, self.owner_id, self.owner_name)
        return (owner, *(Recipient(party.slot, party.organisation_id, party.name) for party in self.parties))

    @cached_property
    def conditions(self) -> Mapping[str, frozenset[str]]:
        """What the owner, the partners and the scheme decide."""
        partners = {party.kind for party in self.parties if party.is_partner}
        reasons = partners - set(self.form.reason_not_needed_for)
        return {
            "owner_kind": frozenset({self.owner_kind}),
            "partner_kind": frozenset(partners),
            "partner_needs_reason": frozenset({"yes" if reasons else "no"}),
            "own_contribution": frozenset({"yes" if self.form.own_contribution_percent else "no"}),
        }

    def keys_of(self, question: Question) -> tuple[str, ...]:
        """The keys of the fields that answer the question."""
        if question.kind in PER_YEAR:
            return tuple(f"{question.code}.{year}" for year in self.years)
        if question.kind == Kind.BUDGET:
            return tuple(
                f"{question.code}.{year}.{recipient.slot}.{kind.code}"
                for recipient in self.recipients
                for kind in self.form.kinds_of_cost
                for year in self.years
            )
        return super().keys_of(question)

    def is_answered(self, question: Question) -> bool:
        """Whether anything at all is there."""
        if question.kind == Kind.PARTNERS:
            return any(party.is_partner for party in self.parties)
        return super().is_answered(question)

    def kroner(self, key: str) -> int | None:
        """The amount in a field in whole kroner; 0 where it is empty, None where it cannot be read."""
        text = self.text(key)
        if not text:
            return 0
        try:
            return parse_kroner(text, allow_zero=True)
        except AmountError:
            return None

    def amount(self, slot: str, year: int) -> int:
        """What the budget gives a recipient in a year, in kroner; fields that cannot be read count as nothing."""
        kinds = self.form.kinds_of_cost
        return sum(self.kroner(f"budget.{year}.{slot}.{kind.code}") or 0 for kind in kinds)

    def budget_sum(self, year: int) -> int:
        """The budget of a year, kroner."""
        return sum(self.amount(recipient.slot, year) for recipient in self.recipients)

    def need(self, year: int) -> int:
        """The whole need of a year, kroner (0 where it is not readable yet)."""
        return self.kroner(f"need.{year}") or 0


def is_known_key(form: FormDefinition, key: str) -> bool:
    """Whether a field with this key can exist in the form at all."""
    code, *rest = key.split(".")
    try:
        question = form.question(code)
    except KeyError:
        return False
    if question.kind in PER_YEAR:
        return len(rest) == 1 and _is_year(rest[0])
    if question.kind == Kind.BUDGET:
        kinds = {kind.code for kind in form.kinds_of_cost}
        return len(rest) == 3 and _is_year(rest[0]) and _is_slot(rest[1]) and rest[2] in kinds
    return not rest and question.kind not in OUTSIDE


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()


def _is_slot(text: str) -> bool:
    number = text.removeprefix("p")
    return text == OWNER_SLOT or (text.startswith("p") and number.isascii() and number.isdigit() and len(number) < 19)
