"""What is missing, wrong or worth a look in an outcome report, for whoever writes and whoever receives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from fordel.core.form.definition import Kind
from fordel.core.form.findings import Finding, Severity, findings_of_form
from fordel.core.outcomes.facts import OutcomeFacts
from fordel.core.outcomes.rules import COST, DEGREE, REACHED, SHOWS, USED, Answering

CHANGED: Final = frozenset({"changed", "stopped"})


def findings_of_outcome(facts: OutcomeFacts) -> Sequence[Finding]:
    """Everything there is to say of the owner's parts, in the order of the form. What the others have not answered
    warns, and stops nothing: the owner cannot answer for them."""
    own = [finding for finding in findings_of_form(facts) if not _is_of_party(facts, finding)]
    return _in_order(facts, (*own, *_accounts(facts), *_warnings(facts)))


def findings_of_party(facts: OutcomeFacts, party: Answering) -> Sequence[Finding]:
    """What is missing or wrong in the part of one of the others."""
    own = [finding for finding in findings_of_form(facts) if finding.part == party.part]
    return _in_order(facts, (*own, *_without_grounds(facts, party)))


def _is_of_party(facts: OutcomeFacts, finding: Finding) -> bool:
    return any(finding.part == party.part for party in facts.parties)


def _in_order(facts: OutcomeFacts, found: Sequence[Finding]) -> Sequence[Finding]:
    places = {question.code: place for place, (_part, question) in enumerate(facts.form.questions())}
    return sorted(found, key=lambda finding: places.get(finding.field, len(places)))


def _finding(facts: OutcomeFacts, code: str, severity: Severity, field: str, **params: object) -> Finding:
    return Finding(code, severity, facts.form.part_of(field), field, params=params)


def _accounts(facts: OutcomeFacts) -> Iterator[Finding]:
    """The kinds of cost sum to what was used, which is at most the grant; and the auditor's statement is there."""
    used = facts.used
    if used is not None and used > facts.granted:
        yield _finding(facts, "used_above_granted", Severity.WRONG, USED, used=used, granted=facts.granted)
    costs = facts.costs
    asked = [kind.code for kind in facts.form.kinds_of_cost]
    if used is not None and len(costs) == len(asked) and sum(costs.values()) != used:
        params = {"sum": sum(costs.values()), "used": used}
        yield _finding(facts, "accounts_do_not_sum", Severity.WRONG, f"{COST}{asked[0]}", **params)
    files = facts.form.part_with(Kind.ATTACHMENTS)
    if files and "yes" in facts.conditions["auditor"] and not facts.attachments:
        code = next(q.code for part, q in facts.form.questions() if q.kind == Kind.ATTACHMENTS)
        yield _finding(facts, "auditor_missing", Severity.MISSING, code, most=facts.rules.auditor_from)


def _warnings(facts: OutcomeFacts) -> Iterator[Finding]:
    yield from _without_grounds(facts, None)
    for line, count in facts.reached.items():
        if not count and len(facts.lines) > 1:
            yield _finding(facts, "group_got_nothing", Severity.WARNING, f"{REACHED}{line}", line=line)
    if facts.text("carried_out") in CHANGED:
        yield _finding(facts, "other_measure", Severity.WARNING, "carried_out")
    for party in facts.parties:
        if party.organisation not in facts.answered:
            first = party.key(f"{DEGREE}{facts.rules.signs[0]}")
            yield _finding(facts, "party_has_not_answered", Severity.WARNING, first, name=party.name)


def _without_grounds(facts: OutcomeFacts, party: Answering | None) -> Iterator[Finding]:
    """A sign that somebody assesses without saying what shows it."""
    for each in facts.assessments(party):
        if each.degree and each.degree != facts.rules.not_assessed and not each.grounds:
            key = f"{SHOWS}{each.sign}" if party is None else party.key(f"{SHOWS}{each.sign}")
            yield _finding(facts, "sign_without_grounds", Severity.WARNING, key, sign=each.sign)
