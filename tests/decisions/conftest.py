from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fordel.decisions.models import Proposal
from fordel.decisions.selectors.recipients import recipients_without_form
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.parties.services.organisations import set_language_forms
from tests.support.prepared import prepared


@pytest.fixture
def officer(person_as: Callable[..., Any]) -> Any:
    return person_as("case_officer")


@pytest.fixture
def approver(person_as: Callable[..., Any]) -> Any:
    return person_as("approver")


@pytest.fixture
def scenario(imported: Any, officer: Any) -> Any:
    """Everybody gets all, 3 000 000 held back."""
    held = {"kindergarten": 1_179_000, "school": 1_821_000}
    return prepared("scenario", lambda: create_scenario(imported, "Ingen kutt", Specification(reserve=held), officer))


@pytest.fixture
def proposal(scenario: Any, officer: Any) -> Proposal:
    return prepared("proposal", lambda: create_proposal(scenario, officer))


@pytest.fixture
def submitted(proposal: Proposal, officer: Any) -> Proposal:
    return prepared("submitted", lambda: submit_proposal(proposal.pk, officer))


@pytest.fixture
def approved(submitted: Proposal, approver: Any) -> Proposal:
    return prepared("approved", lambda: approve_proposal(submitted.pk, submitted.content_hash, "", approver))


def know_forms(proposal: Proposal, officer: Any, form: str = "nb") -> None:
    """Answers for every recipient which form of Norwegian it uses."""
    forms = {organisation.pk: form for organisation in recipients_without_form(proposal)}
    set_language_forms(forms, officer, proposal.round.office_id)


@pytest.fixture
def issued(approved: Proposal, officer: Any) -> Proposal:
    def build() -> Proposal:
        know_forms(approved, officer)
        decided, done = issue_decision(approved.pk, officer)
        assert done
        return decided

    return prepared("issued", build)


def decide(scenario: Any, officer: Any, approver: Any) -> Proposal:
    """The decision of what the scenario says, with its letters sent."""
    proposal = submit_proposal(create_proposal(scenario, officer).pk, officer)
    approved = approve_proposal(proposal.pk, proposal.content_hash, "", approver)
    know_forms(approved, officer)
    decided, done = issue_decision(approved.pk, officer)
    assert done
    return decided
