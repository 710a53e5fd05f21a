"""The tables of the lifecycles are what runs: one way through, and nobody passes whom the table does not name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import models

from fordel.annual.models import AnnualReport
from fordel.annual.services.annual_rules import ANNUAL_REPORTS
from fordel.core.lifecycle import GUARDS, LIFECYCLES, PROPOSAL, SYSTEM, WHO, Lifecycle, Transition
from fordel.decisions.models import Proposal
from fordel.decisions.services.transition import PROPOSALS
from fordel.events.models import Event, Participant
from fordel.events.services.event_rules import EVENTS
from fordel.events.services.place_rules import PLACES
from fordel.forum.models import ConflictOfInterest, Recommendation
from fordel.forum.recommendation.services.recommendation_rules import RECOMMENDATIONS
from fordel.forum.seats.services.conflicts import CONFLICTS
from fordel.guidance.models import Article, Question
from fordel.guidance.services.article_rules import ARTICLES
from fordel.guidance.services.questions import QUESTIONS
from fordel.hearing.models import Hearing
from fordel.hearing.services.hearing_rules import HEARINGS
from fordel.meetings.models import Meeting
from fordel.meetings.services.lock_meeting import MEETINGS
from fordel.news.models import Announcement, FeedItem
from fordel.news.services.announcement_rules import ANNOUNCEMENTS
from fordel.news.services.feed_items import FEED_ITEMS
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.services.outcome_rules import OUTCOMES
from fordel.parties.models import Invitation, JoinRequest, Person
from fordel.parties.services.letting_in_rules import INVITATIONS, JOIN_REQUESTS
from fordel.partnership.models import Agreement
from fordel.partnership.services.agreement_rules import AGREEMENTS
from fordel.plan.models import Plan, PlanCorrection
from fordel.plan.services.corrections import CORRECTIONS
from fordel.plan.services.plans import PLANS
from fordel.reports.intake.services.import_rules import IMPORTS
from fordel.reports.models import DraftParty, NeedsReport, SpreadsheetImport
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Rules, advance, advance_many
from fordel.shared.models import Hand

SRC: Final = Path(__file__).resolve().parents[2] / "src" / "fordel"
RULES: Final[tuple[tuple[Rules[Any], type[models.Model]], ...]] = (
    (PROPOSALS, Proposal),
    (IMPORTS, SpreadsheetImport),
    (REPORTS, NeedsReport),
    (PARTIES, DraftParty),
    (INVITATIONS, Invitation),
    (JOIN_REQUESTS, JoinRequest),
    (MEETINGS, Meeting),
    (CONFLICTS, ConflictOfInterest),
    (RECOMMENDATIONS, Recommendation),
    (PLANS, Plan),
    (CORRECTIONS, PlanCorrection),
    (HEARINGS, Hearing),
    (EVENTS, Event),
    (PLACES, Participant),
    (ARTICLES, Article),
    (QUESTIONS, Question),
    (ANNOUNCEMENTS, Announcement),
    (FEED_ITEMS, FeedItem),
    (AGREEMENTS, Agreement),
    (OUTCOMES, OutcomeReport),
    (ANNUAL_REPORTS, AnnualReport),
)
ALLOWED: Final = {
    "shared/lifecycles.py": "advance itself",
    "core/lifecycle.py": "an error that remembers the state it was raised in",
    "parties/provider.py": "the state of an OpenID Connect request, which is no lifecycle",
    "demo/drafts.py": "partners who have nobody in the demo that could answer",
}
EACH: Final = [
    pytest.param(rules, model, transition, id=f"{rules.lifecycle.name}-{transition.source}-{transition.verb}")
    for rules, model in RULES
    for transition in rules.lifecycle.transitions
]


def _ways_past(path: Path) -> Iterator[str]:
    """What sets a state, or asks the table where a verb leads, in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = [part for target in node.targets for part in getattr(target, "elts", [target])]
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "update" and any(keyword.arg == "state" for keyword in node.keywords):
                yield f"{node.lineno}: update(state=)"
            if node.func.attr == "step" and ast.unparse(node.func.value).isupper():
                yield f"{node.lineno}: {ast.unparse(node.func)}()"
        elif isinstance(node, ast.Call) and ast.unparse(node).startswith("setattr(") and "'state'" in ast.unparse(node):
            yield f"{node.lineno}: setattr"
        yield from (
            f"{node.lineno}: {ast.unparse(target)} ="
            for target in targets
            if isinstance(target, ast.Attribute) and target.attr == "state"
        )


def test_a_state_changes_in_one_way() -> None:
    found = {str(path.relative_to(SRC)): list(_ways_past(path)) for path in SRC.rglob("*.py")}
    assert {path: ways for path, ways in found.items() if ways and path not in ALLOWED} == {}
    assert all(found[path] for path in ALLOWED), "an exception that is no longer needed"


def test_every_lifecycle_runs_by_one_set_of_rules() -> None:
    assert [rules.lifecycle for rules, _model in RULES] == list(LIFECYCLES)
    written = [path for path in SRC.rglob("*.py") if re.search(r"= Rules\[\w+\]\(", path.read_text(encoding="utf-8"))]
    assert sum(path.read_text(encoding="utf-8").count(" = Rules[") for path in written) == len(LIFECYCLES)


def test_the_words_of_the_tables_are_a_closed_list() -> None:
    used = {name for lifecycle in LIFECYCLES for name in lifecycle.guards}
    named = {code for lifecycle in LIFECYCLES for transition in lifecycle.transitions for code in transition.who}
    assert (used, named) == (GUARDS.keys(), WHO.keys())
    for wrong in ({"who": frozenset({"minister"})}, {"who": frozenset()}, {"guards": ("full_moon",)}):
        with pytest.raises(ValueError, match="submit"):
            Transition(**({"source": "a", "verb": "submit", "target": "b", "who": frozenset({"owner"})} | wrong))


def test_a_guard_without_a_function_is_refused() -> None:
    with pytest.raises(ValueError, match="as_read"):
        replace(PROPOSALS, guards={name: held for name, held in PROPOSALS.guards.items() if name != "as_read"})
    with pytest.raises(ValueError, match="own_hand"):
        replace(PROPOSALS, own_hand=None)


def _subject(model: type[models.Model], state: str) -> Any:
    if model is Recommendation:
        return Recommendation(pk=1, adopted_at=now() if state == "adopted" else None)
    return model(pk=1, state=state)


def _with_roles(rules: Rules[Any], *codes: str) -> Rules[Any]:
    """The rules for somebody who is this at the place and nothing else; every guard holds."""
    holds = dict.fromkeys(rules.guards, lambda _subject, _facts: None)
    return replace(
        rules,
        place=lambda _subject: 0,
        roles=lambda _person, _place: codes,
        own=lambda _person, _subjects: frozenset(),
        guards=holds,
    )


@pytest.fixture
def actor(db: None) -> Person:
    return Person.objects.create_user("kari@example.org", "Kari")


@pytest.mark.parametrize(("rules", "model", "transition"), EACH)
def test_only_whom_the_table_names_may_use_a_verb(
    actor: Person, rules: Rules[Any], model: type[models.Model], transition: Transition
) -> None:
    for code in WHO:
        subject, person = _subject(model, transition.source), None if code == SYSTEM else actor
        held = _with_roles(rules, code)
        if code in transition.who:
            assert advance(held, subject, transition.verb, person).target == transition.target
            assert not rules.keeps_state or subject.state == transition.target
            assert Hand.objects.filter(person=actor, verb=transition.verb).exists() == transition.hand
        else:
            with pytest.raises(UserError, match="rollen"):
                advance(held, subject, transition.verb, person)
            assert subject.state == transition.source
    with pytest.raises(UserError, match="rollen"):
        advance(_with_roles(rules), _subject(model, transition.source), transition.verb, actor)


@pytest.mark.parametrize(
    ("rules", "model", "transition"),
    [each for each in EACH if each.values[2].second_hand],
)
def test_a_second_hand_is_another_person(
    actor: Person, rules: Rules[Any], model: type[models.Model], transition: Transition
) -> None:
    def own_hand(_subject: models.Model) -> UserError:
        return UserError("your own")

    held = replace(
        _with_roles(rules, *transition.who), own=lambda _person, listed: [each.pk for each in listed], own_hand=own_hand
    )
    subject = _subject(model, transition.source)
    with pytest.raises(UserError, match="your own"):
        advance(held, subject, transition.verb, actor)
    assert subject.state == transition.source


@pytest.mark.parametrize(
    ("rules", "model", "transition"),
    [each for each in EACH if each.values[2].guards],
)
def test_every_guard_of_the_table_is_asked(
    actor: Person, rules: Rules[Any], model: type[models.Model], transition: Transition
) -> None:
    for name in transition.guards:

        def refuse(_subject: models.Model, _facts: object, name: str = name) -> None:
            raise UserError(name)

        held = _with_roles(rules, *transition.who)
        held = replace(held, guards={**held.guards, name: refuse})
        subject = _subject(model, transition.source)
        with pytest.raises(UserError, match=name):
            advance(held, subject, transition.verb, None if transition.who == {SYSTEM} else actor)
        assert subject.state == transition.source


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_what_the_table_does_not_hold_is_refused(lifecycle: Lifecycle, actor: Person) -> None:
    rules, model = next(each for each in RULES if each[0].lifecycle is lifecycle)
    held = replace(_with_roles(rules, *WHO), refusal=lambda _subject, verb: UserError(f"not {verb}"))
    verbs = {transition.verb for transition in lifecycle.transitions}
    states = {"draft", "adopted"} if model is Recommendation else lifecycle.states
    for state in states:
        for verb in (each for each in verbs if not lifecycle.allows(state, each)):
            with pytest.raises(UserError, match=f"not {verb}"):
                advance(held, _subject(model, state), verb, actor)


def test_all_of_many_are_moved_or_none_is(actor: Person, django_assert_num_queries: Any) -> None:
    held = _with_roles(REPORTS, "case_officer")
    reports = [NeedsReport(pk=number, state="submitted") for number in range(1, 4)]
    with django_assert_num_queries(0):
        advance_many(held, reports, "accept", actor)
    assert {report.state for report in reports} == {"accepted"}
    mixed = [NeedsReport(pk=1, state="submitted"), NeedsReport(pk=2, state="withdrawn")]
    with pytest.raises(UserError):
        advance_many(held, mixed, "accept", actor)
    assert [report.state for report in mixed] == ["submitted", "withdrawn"]
    assert advance_many(replace(PROPOSALS, lifecycle=PROPOSAL), [], "submit", actor) == []
