"""A draft read out: every answer in words, and who gets what."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fordel.core.form.definition import Kind, Part, Question
from fordel.core.form.draft import DraftFacts
from fordel.core.money import format_kroner
from fordel.reports.drafting.presentation.words import choices_of, field_id, in_language
from fordel.reports.models import PartyState


@dataclass(frozen=True)
class MoneyLine:
    """A recipient with its answer in words ('' for the owner) and kroner for each year."""

    name: str
    state: str
    amounts: list[int]
    total: int


def money_lines(facts: DraftFacts) -> list[MoneyLine]:
    """The owner and the parties with what the budget gives them."""
    states = {party.slot: str(PartyState(party.state).label) for party in facts.parties}
    found = []
    for recipient in facts.recipients:
        amounts = [facts.amount(recipient.slot, year) for year in facts.years]
        found.append(MoneyLine(recipient.name, states.get(recipient.slot, ""), amounts, sum(amounts)))
    return found


@dataclass(frozen=True)
class Answer:
    """A question with its answer in words."""

    label: str
    text: str
    field: str


@dataclass(frozen=True)
class AnsweredPart:
    code: str
    title: str
    answers: list[Answer]


def answered_parts(facts: DraftFacts) -> list[AnsweredPart]:
    """Everything that is asked, with the answers read out; «not given» where there is none. Not the budget, the
    partners and the attachments, which have tables and lists of their own."""
    return [
        AnsweredPart(part.code, in_language(part.title), [_answer(facts, question) for question in _told(facts, part)])
        for part in facts.parts
    ]


def _told(facts: DraftFacts, part: Part) -> list[Question]:
    apart = (Kind.BUDGET, Kind.PARTNERS, Kind.ATTACHMENTS)
    return [question for question in facts.asked(part) if question.kind not in apart]


def _answer(facts: DraftFacts, question: Question) -> Answer:
    keys = facts.keys_of(question)
    return Answer(in_language(question.label), _answer_text(facts, question) or _("not given"), field_id(keys[0]))


def _answer_text(facts: DraftFacts, question: Question) -> str:
    if question.kind in (Kind.NEED, Kind.OWN_CONTRIBUTION):
        return "\n".join(f"{year}: {_amount_text(facts, f'{question.code}.{year}')}" for year in facts.years)
    names = dict(choices_of(question))
    if question.kind == Kind.CHOICES:
        return ", ".join(names.get(code, code) for code in facts.codes(question.code))
    text = facts.text(question.code)
    if question.kind in (Kind.CHOICE, Kind.YES_NO):
        return names.get(text, text)
    number = facts.number(question.code) if question.kind == Kind.NUMBER else None
    return format_kroner(number) if number is not None else text


def _amount_text(facts: DraftFacts, key: str) -> str:
    kroner = facts.kroner(key)
    if kroner is None:
        return facts.text(key)
    return _("%(amount)s kroner") % {"amount": format_kroner(kroner)} if facts.text(key) else _("not given")
