"""A draft of a needs report read out: amounts for each year, and who gets what."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fordel.core.form.definition import PER_YEAR, Question
from fordel.core.form.draft import DraftFacts
from fordel.core.money import format_kroner
from fordel.reports.models import PartyState
from fordel.writing.documents.answers import AnsweredPart, answer_text, answered_parts


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


def parts_of_report(facts: DraftFacts) -> list[AnsweredPart]:
    """Everything that is asked, with the answers read out. Not the budget, the partners and the attachments, which
    have tables and lists of their own."""
    return answered_parts(facts, _say)


def _say(facts: DraftFacts, question: Question) -> str:
    if question.kind in PER_YEAR:
        return "\n".join(f"{year}: {_amount_text(facts, f'{question.code}.{year}')}" for year in facts.years)
    return answer_text(facts, question)


def _amount_text(facts: DraftFacts, key: str) -> str:
    kroner = facts.kroner(key)
    if kroner is None:
        return facts.text(key)
    return _("%(amount)s kroner") % {"amount": format_kroner(kroner)} if facts.text(key) else _("not given")
