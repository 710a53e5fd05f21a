"""What the national overview says is due from each office, at any time of the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.clock import OSLO
from tests.reports.drafting.conftest import set_time

__all__ = ["set_time"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks_on(
    nordland: Round, client_of: Any, person_as: Any, set_time: Callable[[datetime], None]
) -> Callable[..., list[tuple[str, date, str]]]:
    reader: Client = client_of(person_as("national_reader"))

    def asked(month: int, day: int, year: int = 2026) -> list[tuple[str, date, str]]:
        set_time(datetime(year, month, day, 9, tzinfo=OSLO))
        return [(each.title, each.due, each.url) for each in reader.get("/").context["tasks"]]

    return asked


def test_nothing_is_late_on_the_last_day(tasks_on: Callable[..., Any]) -> None:
    assert tasks_on(1, 20) == []
    assert tasks_on(3, 15) == []


def test_a_recommendation_that_is_late_is_asked_about(nordland: Round, tasks_on: Callable[..., Any]) -> None:
    ((title, due, url),) = tasks_on(3, 16)
    assert title == "Spør Statsforvalteren i Nordland om innstillingen for 2026"
    assert (due, url) == (date(2026, 3, 15), "/nordland/kollektiv/2026/status/")


def test_an_office_without_a_day_for_its_recommendation_is_asked_about_its_decision(
    nordland: Round, tasks_on: Callable[..., Any]
) -> None:
    Round.objects.filter(pk=nordland.pk).update(recommendation_due=None)
    assert tasks_on(4, 30) == []
    assert [each[:2] for each in tasks_on(5, 1)] == [
        ("Spør Statsforvalteren i Nordland om vedtaket for 2026", date(2026, 4, 30))
    ]


def test_a_year_that_is_late_is_not_hidden_by_the_next(nordland: Round, tasks_on: Callable[..., Any]) -> None:
    next_year = Round.objects.get(pk=nordland.pk)
    next_year.pk, next_year.year, next_year.recommendation_due = None, 2027, date(2027, 3, 15)
    next_year.needs_deadline = datetime(2027, 2, 2, tzinfo=OSLO)
    next_year.save()
    assert [each[0] for each in tasks_on(1, 5, 2027)] == ["Spør Statsforvalteren i Nordland om innstillingen for 2026"]


def test_an_auditor_gets_no_tasks_of_others(
    nordland: Round, client_of: Any, person_as: Callable[..., Person], set_time: Callable[[datetime], None]
) -> None:
    set_time(datetime(2026, 6, 1, 9, tzinfo=OSLO))
    page = client_of(person_as("auditor")).get("/", follow=True)
    assert "Spør Statsforvalteren" not in page.content.decode()
