"""What is wrong in a form of the decisions is said at its field, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.models import Proposal
from tests.support.refused import refused_at
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db


def test_the_scenario_of_a_proposal_must_be_chosen(scenario: Any, officer: Any, client_of: Any) -> None:
    client: Client = client_of(officer)
    answer = client.post(reverse("decisions:create", kwargs=WHERE), {"scenario": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#scenario"' in page and 'id="scenario"' in page
    assert not Proposal.objects.exists()


def test_a_file_with_forms_must_be_chosen(approved: Proposal, officer: Any, client_of: Any) -> None:
    address = reverse("decisions:load-forms", kwargs={**WHERE, "proposal_id": approved.pk})
    refused_at(client_of(officer).post(address), "forms-file", {})
