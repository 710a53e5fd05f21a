"""As many different people approve as the scheme asks for, and none of them has prepared what they approve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.core.scheme import SchemeError, read_scheme
from fordel.decisions.models import Approval, Award, Letter, Proposal
from fordel.decisions.selectors.approvers import who_may_approve
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import (
    approve_proposal,
    create_proposal,
    discard_proposal,
    return_proposal,
    submit_proposal,
)
from fordel.parties.models import Person, RoleAssignment
from fordel.programme.models import Round, SchemeVersion
from fordel.reports.models import NeedsReport
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.decisions.conftest import know_forms
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
PersonAs = Callable[..., Any]


def ask_for(round_: Round, approvals: int) -> None:
    """Let the round's scheme ask for so many approvals."""
    definition = {**round_.scheme.definition, "approvals": approvals}
    sha256 = f"{approvals:064d}"
    SchemeVersion.objects.filter(pk=round_.scheme_id).update(definition=definition, sha256=sha256)


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def press(client: Client, proposal: Proposal, verb: str, **data: str) -> Any:
    where = {**proposal.round.where, "proposal_id": proposal.pk}
    sent = {"seen": proposal.content_hash, **data}
    return carry_out(client, reverse(f"decisions:{verb}", kwargs=where), sent, follow=True)


def state_of(proposal: Proposal) -> str:
    return Proposal.objects.values_list("state", flat=True).get(pk=proposal.pk)


@pytest.fixture
def waiting(proposal: Proposal, officer: Any) -> Proposal:
    """A proposal that waits for two approvals."""
    ask_for(proposal.round, 2)
    return submit_proposal(proposal.pk, officer)


def test_two_people_approve_and_both_sign_the_letters(waiting: Proposal, officer: Any, person_as: PersonAs) -> None:
    first, second = person_as("approver"), person_as("approver")
    page = press(client_of(first), waiting, "approve", comment="Ser riktig ut.").content.decode()
    assert state_of(waiting) == "submitted"
    assert "1 til må godkjenne det" in page and "1 av 2 godkjenninger er gitt" in page
    assert not OutboxMail.objects.filter(recipient=officer.email).exists()
    with pytest.raises(UserError):
        issue_decision(waiting.pk, officer)
    page = press(client_of(second), waiting, "approve").content.decode()
    assert state_of(waiting) == "approved"
    assert f"Godkjent av {first.name}" in page and f"Godkjent av {second.name}" in page and "Ser riktig ut." in page
    assert OutboxMail.objects.get(recipient=officer.email).body.startswith(f"{first.name}: Ser riktig ut.")
    know_forms(waiting, officer)
    _proposal, issued = issue_decision(waiting.pk, officer)
    assert issued
    assert f"{first.name} og {second.name}" in Letter.objects.all()[0].text["signature"]


def test_nobody_approves_twice(waiting: Proposal, person_as: PersonAs) -> None:
    person, other = person_as("approver"), person_as("approver")
    client = client_of(person)
    press(client, waiting, "approve")
    again = press(client, waiting, "approve")
    assert again.status_code == 409
    assert "Du har alt godkjent dette forslaget" in again.content.decode()
    page = client.get(reverse("decisions:overview", kwargs=waiting.round.where)).content.decode()
    assert "Du har godkjent det. Flere må også godkjenne det." in page
    assert (state_of(waiting), waiting.approvals.count()) == ("submitted", 1)
    assert [each.person_id for each in who_may_approve(waiting)] == [other.pk]
    start = client.get(reverse("start", kwargs=waiting.round.where)).content.decode()
    assert "Godkjenn eller returner" not in start


def test_the_page_says_so_if_there_are_too_few_people(waiting: Proposal, officer: Any, person_as: PersonAs) -> None:
    person_as("approver")
    address = reverse("decisions:overview", kwargs=waiting.round.where)
    assert "2 til må godkjenne det, men bare 1 kan" in client_of(officer).get(address).content.decode()
    person_as("approver")
    page = client_of(officer).get(address).content.decode()
    assert "men bare" not in page and "2 til må godkjenne det." in page


@pytest.mark.parametrize("verb", ["return", "change", "change the report"])
def test_what_changes_voids_every_approval(waiting: Proposal, officer: Any, person_as: PersonAs, verb: str) -> None:
    first, second = person_as("approver"), person_as("approver")
    approve_proposal(waiting.pk, waiting.content_hash, "", first)
    if verb == "return":
        return_proposal(waiting.pk, "Se på melding 12.", second)
    elif verb == "change":
        award = Award.objects.get(proposal=waiting, report__number=1)
        change_award(award.pk, {"kindergarten": 800_000}, "Kortere", officer)
    else:
        NeedsReport.objects.filter(number=1).update(content_hash="changed")
        with pytest.raises(UserError):
            approve_proposal(waiting.pk, waiting.content_hash, "", second)
        return_proposal(waiting.pk, "Meldingen er endret.", second)
    submitted = submit_proposal(waiting.pk, officer)
    assert not submitted.approvals.filter(voided_at__isnull=True).exists()
    approve_proposal(waiting.pk, submitted.content_hash, "", second)
    assert state_of(waiting) == "submitted"
    approve_proposal(waiting.pk, submitted.content_hash, "", first)
    assert state_of(waiting) == "approved"


def test_the_database_refuses_fewer_approvals_than_the_scheme_asks_for(
    waiting: Proposal, officer: Any, person_as: PersonAs
) -> None:
    approve_proposal(waiting.pk, waiting.content_hash, "", person_as("approver"))
    for approval in (
        {"person": officer, "content_hash": waiting.content_hash},
        {"person": person_as("approver"), "content_hash": "0" * 64},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.create(proposal=waiting, approved_at=waiting.submitted_at, **approval)
            Proposal.objects.filter(pk=waiting.pk).update(state="approved")


def test_a_scheme_that_asks_for_no_approval_is_refused(nordland: Round) -> None:
    for number in (0, -1, "two", 1.5):
        with pytest.raises(SchemeError, match="approvals"):
            read_scheme({**nordland.scheme.definition, "approvals": number}, "collective-2026.toml")


STEPS: Final = st.lists(
    st.tuples(st.sampled_from(["approve", "approve", "approve", "return", "change", "submit"]), st.integers(0, 4)),
    max_size=14,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(needed=st.integers(1, 4), steps=STEPS)
def test_it_is_approved_when_so_many_second_hands_have_read_what_it_is_now(
    scenario: Any, officer: Any, person_as: PersonAs, needed: int, steps: list[tuple[str, int]]
) -> None:
    """Everybody is both case officer and approver, and does anything in any order."""
    ask_for(scenario.round, needed)
    people = [officer, *(person_as("case_officer") for _ in range(4))]
    for person in people:
        RoleAssignment.objects.get_or_create(person=person, role="approver", office=scenario.round.office)
    proposal = submit_proposal(create_proposal(scenario, officer).pk, officer)
    prepared, given_by = {officer.pk}, set[int]()
    amount = 700_000
    for verb, number in steps:
        person, amount = people[number], amount - 1_000
        proposal.refresh_from_db()
        was = proposal.state
        try:
            if verb == "approve":
                approve_proposal(proposal.pk, proposal.content_hash, "", person)
                assert was == "submitted" and person.pk not in prepared | given_by
                given_by.add(person.pk)
                continue
            if verb == "return":
                return_proposal(proposal.pk, "Se igjen", person)
                assert person.pk not in prepared
            elif verb == "change":
                award = Award.objects.get(proposal=proposal, report__number=1)
                change_award(award.pk, {"kindergarten": amount}, "Kortere", person)
                prepared.add(person.pk)
            else:
                submit_proposal(proposal.pk, person)
                prepared.add(person.pk)
            given_by = set()
        except UserError:
            continue
        finally:
            assert (state_of(proposal) == "approved") == (len(given_by) >= needed)
    if state_of(proposal) in ("submitted", "approved"):
        change_award(Award.objects.get(proposal=proposal, report__number=1).pk, {}, "Avslag", officer)
    discard_proposal(proposal.pk, officer)
