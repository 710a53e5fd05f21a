"""A case officer at work, an owner who has sent a report, and reports that came by spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Organisation, Person
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.reports.selectors.submissions import report_of
from tests.reports.drafting.conftest import empty_draft, fill, hamaroy, january, marit, set_time, uit
from tests.support.where import WHERE

__all__ = ["empty_draft", "hamaroy", "january", "marit", "set_time", "uit"]


@pytest.fixture
def officer(person_as: Callable[..., Any]) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def client(officer: Person) -> Client:
    """Signed in as the officer."""
    made = Client()
    made.force_login(officer)
    return made


@pytest.fixture
def sent(nordland: Any, empty_draft: ReportDraft, marit: Person, uit: Organisation, january: datetime) -> NeedsReport:
    """A report that Hamarøy has sent through the form; UiT is asked and has not answered."""
    fill(empty_draft, marit, uit)
    return report_of(submit_report(empty_draft.pk, marit, january))


def report_url(name: str, report: NeedsReport) -> str:
    return reverse(f"reports:{name}", kwargs={**WHERE, "number": report.number})


def press(client: Client, name: str, report: NeedsReport, **typed: str) -> Any:
    """Fills in a form of the report's page as it is now, and sends it."""
    seen = client.get(report_url("report", report)).context["log"].token
    return client.post(report_url(name, report), {"seen": seen} | typed)


def words(client: Client, report: NeedsReport) -> str:
    """The report's page."""
    return str(client.get(report_url("report", report)).content.decode())
