"""What is missing, wrong or worth a second look in a draft of a needs report, with its parties and its budget."""

from __future__ import annotations

from collections.abc import Iterator

from fordel.core.amounts import AmountError, parse_kroner
from fordel.core.form.definition import PER_YEAR, Kind, Part, Question
from fordel.core.form.draft import DraftFacts
from fordel.core.form.findings import Finding, Severity, findings_of_answer, missing


def findings_of(facts: DraftFacts) -> tuple[Finding, ...]:
    """Everything there is to say of the draft, in the order of the form."""
    found = [*_about_owner(facts)]
    for part in facts.parts:
        for question in facts.asked(part):
            found += _about(facts, part, question)
    return tuple(found)


def _about_owner(facts: DraftFacts) -> Iterator[Finding]:
    if facts.owner_kind not in facts.form.owner_kinds:
        first = facts.form.parts[0]
        yield Finding("owner_not_eligible", Severity.WRONG, first.code, first.questions[0].code, "owner")


def _about(facts: DraftFacts, part: Part, question: Question) -> Iterator[Finding]:
    if question.required and not facts.is_answered(question):
        yield missing(facts, part, question)
    elif question.kind in PER_YEAR or question.kind == Kind.BUDGET:
        yield from _amounts(facts, part, question)
    elif question.kind == Kind.PARTNERS:
        yield from _partners(facts, part, question)
    else:
        yield from findings_of_answer(facts, part, question)


def _amounts(facts: DraftFacts, part: Part, question: Question) -> Iterator[Finding]:
    unreadable = False
    for key in facts.keys_of(question):
        for finding in _amount(facts, part, key):
            unreadable = True
            yield finding
    if unreadable:
        return
    if question.kind == Kind.NEED:
        yield from _every_year_has_a_need(facts, part, question)
    elif question.kind == Kind.BUDGET:
        yield from _budget(facts, part, question)
    elif question.kind == Kind.OWN_CONTRIBUTION:
        yield from _own_contribution(facts, part, question)


def _amount(facts: DraftFacts, part: Part, key: str) -> Iterator[Finding]:
    text = facts.text(key)
    if not text:
        return
    try:
        kroner = parse_kroner(text, allow_zero=True)
    except AmountError as error:
        params = {"text": text[:40], "problem": error.code, "most": facts.form.amount_most}
        code = "amount_too_large" if error.code == "too_large" else "not_an_amount"
        yield Finding(code, Severity.WRONG, part.code, key, params=params)
        return
    if kroner > facts.form.amount_most:
        params = {"text": text[:40], "most": facts.form.amount_most}
        yield Finding("amount_too_large", Severity.WRONG, part.code, key, params=params)


def _every_year_has_a_need(facts: DraftFacts, part: Part, question: Question) -> Iterator[Finding]:
    for year in facts.years:
        if not facts.need(year):
            key = f"{question.code}.{year}"
            yield Finding("need_missing", Severity.MISSING, part.code, key, params={"year": year})


def _budget(facts: DraftFacts, part: Part, question: Question) -> Iterator[Finding]:
    first_kind = facts.form.kinds_of_cost[0].code
    for year in facts.years:
        need, total = facts.need(year), facts.budget_sum(year)
        if need and total != need:
            key = f"{question.code}.{year}.{facts.recipients[0].slot}.{first_kind}"
            params = {"year": year, "need": need, "sum": total, "difference": abs(need - total)}
            code = "budget_short" if total < need else "budget_over"
            yield Finding(code, Severity.WRONG, part.code, key, "budget", params)
        yield from _limited_costs(facts, part, question, year, total)
    for party in facts.parties:
        if party.is_partner and not any(facts.amount(party.slot, year) for year in facts.years):
            key = f"{question.code}.{facts.year}.{party.slot}.{first_kind}"
            yield Finding("partner_without_money", Severity.WARNING, part.code, key, params={"name": party.name})


def _limited_costs(facts: DraftFacts, part: Part, question: Question, year: int, total: int) -> Iterator[Finding]:
    for kind, percent in facts.form.limited_costs.items():
        keys = [f"{question.code}.{year}.{recipient.slot}.{kind}" for recipient in facts.recipients]
        spent = sum(facts.kroner(key) or 0 for key in keys)
        if total and spent * 100 > total * percent:
            params = {"year": year, "kind": kind, "spent": spent, "total": total, "percent": percent}
            yield Finding("cost_above_share", Severity.WARNING, part.code, keys[0], "coordinator", params)


def _own_contribution(facts: DraftFacts, part: Part, question: Question) -> Iterator[Finding]:
    percent = facts.form.own_contribution_percent
    for year in facts.years:
        least = -(-facts.need(year) * percent // 100)
        own = facts.kroner(f"{question.code}.{year}") or 0
        if own < least:
            params = {"year": year, "least": least, "own": own, "percent": percent}
            key = f"{question.code}.{year}"
            yield Finding("own_contribution_short", Severity.WRONG, part.code, key, "own_contribution", params)


def _partners(facts: DraftFacts, part: Part, question: Question) -> Iterator[Finding]:
    for party in facts.parties:
        params = {"name": party.name, "slot": party.slot}
        if party.is_partner and party.kind not in facts.form.partner_kinds:
            yield Finding("no_partner", Severity.WRONG, part.code, party.slot, "partner", params)
        if party.state == "not_asked":
            yield Finding("party_not_asked", Severity.WRONG, part.code, party.slot, "partner_knows", params)
        elif party.state == "declined":
            yield Finding("party_declined", Severity.WRONG, part.code, party.slot, "partner_knows", params)
        elif party.state in ("asked", "changed"):
            severity = Severity.WRONG if facts.form.answer_required else Severity.WARNING
            code = "party_has_not_answered" if party.state == "asked" else "party_must_confirm_again"
            yield Finding(code, severity, part.code, party.slot, "partner_knows", params)
