"""What a pulse shows, to whom, and when: never of fewer than five, and never before it is closed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fordel.parties.models import Person
from fordel.pulse.models import PulseAnswer
from fordel.reports.models import NeedsReport
from tests.clients import client_of
from tests.pulse.pulses import QUESTIONS, answered, closed, opened

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def _text(person: Person, address: str) -> str:
    return re.sub(r"\s+", " ", client_of(person).get(address).content.decode())


def _address(measure: NeedsReport, rest: str = "") -> str:
    return f"/puls/tiltak/{measure.pk}/{rest}"


def _figures(person: Person, measure: NeedsReport, place: str = "") -> list[dict[str, Any]]:
    answer = client_of(person).get(_address(measure, "puls.json"), {"sted": place})
    rows: list[dict[str, Any]] = json.loads(answer.content)["rows"]
    return rows


def test_four_answers_are_hidden_and_six_are_shown_once_it_is_closed(measure: NeedsReport, owner: Person) -> None:
    pulse = opened(measure, owner)
    answered(pulse, [3, 3, 4, 4])
    closed(pulse)
    assert "færre enn fem svar" in _text(owner, _address(measure)) and not _figures(owner, measure)
    end = opened(measure, owner, "end")
    answered(end, [4, 4, 5, 5, 3, 3])
    assert not _figures(owner, measure), "somebody can still answer"
    closed(end)
    page = _text(owner, _address(measure))
    assert "6 svar" in page and "Snittet er 4,0 av 5" in page
    assert [(row["end_count"], row["end_mean"], row["start_count"]) for row in _figures(owner, measure)] == [
        (6, 4, None)
    ] * len(QUESTIONS)


def test_a_small_place_is_in_no_figure(measure: NeedsReport, owner: Person) -> None:
    pulse = opened(measure, owner)
    answered(pulse, [4] * 6, "school")
    answered(pulse, [1] * 4, "ppt")
    closed(pulse)
    for place in ("", "school", "ppt", "tull"):
        assert {(row["start_count"], row["start_mean"]) for row in _figures(owner, measure, place)} == {(6, 4)}
    page = _text(owner, _address(measure))
    assert '<option value="school"' in page and '<option value="ppt"' not in page


def test_a_change_is_said_with_its_uncertainty(measure: NeedsReport, owner: Person) -> None:
    start = opened(measure, owner)
    answered(start, [2, 3] * 5)
    closed(start)
    end = opened(measure, owner, "end")
    answered(end, [4, 5] * 5)
    closed(end)
    page = _text(owner, _address(measure))
    assert "Snittet har gått opp fra 2,5 til 4,5. Det er mer enn tilfeldigheter kan forklare." in page
    assert "De ansatte er mer enige enn ved starten i 5 av 5 påstander" in page
    assert "+2,0 ± 0,5" in page
    PulseAnswer.objects.filter(pulse=end).update(values=dict.fromkeys(QUESTIONS, 3))
    PulseAnswer.objects.filter(pulse=start).update(values=dict.fromkeys(QUESTIONS, 3))
    assert "Vi kan ikke se noen endring" in _text(owner, _address(measure))


def test_the_office_reads_it_and_others_do_not(measure: NeedsReport, owner: Person, person_as: Make) -> None:
    pulse = opened(measure, owner)
    answered(pulse, [5] * 5)
    closed(pulse)
    listed = f"/nordland/kollektiv/{measure.round.year}/puls/"
    for role in ("case_officer", "approver", "auditor"):
        reader = person_as(role)
        assert measure.title in _text(reader, listed)
        assert "5 svar" in _text(reader, _address(measure))
    for other in (
        person_as("case_officer", office="trondelag"),
        person_as("forum_member"),
        person_as("national_reader"),
    ):
        assert client_of(other).get(_address(measure)).status_code == 403
        assert client_of(other).get(listed).status_code == 403


@pytest.mark.parametrize("many", [1, 200])
def test_pages_cost_the_same_for_one_answer_and_many(measure: NeedsReport, owner: Person, many: int) -> None:
    pulse = opened(measure, owner, codes=5)
    PulseAnswer.objects.bulk_create(
        PulseAnswer(pulse=pulse, values=dict.fromkeys(QUESTIONS, 1 + number % 5)) for number in range(many)
    )
    closed(pulse)
    client, found = client_of(owner), {}
    for address in ("/mine/puls/", _address(measure)):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found[address] = len(asked)
    assert found == {"/mine/puls/": 7, _address(measure): 9}
