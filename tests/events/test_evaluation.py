"""An event is evaluated by those who had a place: once each, without being known, and read from five answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from fordel.events.models import Attendance, Evaluation, EvaluationAnswer, EvaluationCode, Event, Participant, Series
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.evaluation import place_results
from fordel.events.selectors.evaluation import closed_in_series
from fordel.events.services.evaluation import ask_participants, write_lessons
from fordel.events.services.series import copy_to_next_year
from fordel.events.tasks import turn
from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry, OutboxMail
from tests.clients import client_of
from tests.events.events import later, published_event, registered
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
OVER, CLOSED = 31, 31 + 15
"""The event is held on the 30th day, people are asked on the 31st, and have 14 days."""


@pytest.fixture
def held(event: Event) -> Event:
    """Seven had a place."""
    registered(event, 7)
    with later(days=OVER):
        turn(0)
    OutboxMail.objects.all().delete()
    event.refresh_from_db()
    return event


@pytest.fixture
def asked(held: Event, officer: Person) -> Event:
    with later(days=OVER):
        ask_participants(held.pk, 14, officer)
    return held


def _links() -> list[str]:
    found = (re.search(r"http://[^/]+(/\S+/evaluering/\S+)", mail.body) for mail in OutboxMail.objects.order_by("pk"))
    return [each[1] for each in found if each]


def _answer(links: list[str], **typed: str) -> Iterator[int]:
    with later(days=OVER + 1):
        for link in links:
            yield Client().post(link, {"useful": "4", "liked": "Lunsjen", **typed}).status_code


def _results(officer: Person, event: Event, days: int = CLOSED) -> str:
    with later(days=days):
        page: str = client_of(officer).get(event_address("evaluation", event)).content.decode()
    return page


def test_those_who_had_a_place_are_asked_once_by_links_of_their_own(held: Event, officer: Person) -> None:
    Participant.objects.filter(event=held, number=7).update(state="waiting")
    with later(days=OVER):
        browser = client_of(officer)
        address = event_address("ask-evaluation", held)
        assert carry_out(browser, address, {"days": ""}).status_code == 422
        assert carry_out(browser, address, {"days": "14"}).status_code == 302
        assert browser.get(address).status_code == 409
    assert len(set(_links())) == OutboxMail.objects.count() == 6
    assert AuditEntry.objects.get(action="events.event.evaluated").details["count"] == 6


def test_an_event_that_is_not_over_is_not_evaluated(event: Event, officer: Person) -> None:
    assert client_of(officer).get(event_address("ask-evaluation", event)).status_code == 409
    with pytest.raises(UserError):
        ask_participants(event.pk, 14, officer)


def test_four_answers_are_hidden_and_the_fifth_shows_them_all_once_nobody_can_answer(
    asked: Event, officer: Person
) -> None:
    links = _links()
    assert list(_answer(links[:4])) == [200] * 4
    page = _results(officer, asked)
    assert "færre enn fem svar" in page and "Lunsjen" not in page and "snittet" not in page
    assert list(_answer(links[4:5], useful="1")) == [200]
    assert "Lunsjen" not in _results(officer, asked, days=OVER + 2), "one more answer must not be seen to change it"
    page = _results(officer, asked)
    assert "5 har svart, og snittet er 3,4 av 5." in page and page.count("Lunsjen") == 5
    assert "<svg" in page and "Svært nyttig" in page


def test_a_question_that_fewer_than_five_have_answered_is_not_shown(asked: Event, officer: Person) -> None:
    links = _links()
    list(_answer(links[:4], better="Mer kaffe"))
    list(_answer(links[4:6]))
    page = _results(officer, asked)
    assert "Mer kaffe" not in page and page.count("Lunsjen") == 6


def test_a_link_is_used_once_and_not_after_the_last_day(asked: Event) -> None:
    links = _links()
    assert list(_answer([links[0], links[0]])) == [200, 409]
    assert EvaluationAnswer.objects.count() == 1
    with later(days=OVER + 1):
        assert "Takk for svaret" in Client().get(links[0]).content.decode()
        answer = Client().post(links[1], {"liked": " "})
        assert answer.status_code == 422
        answer = Client().post(links[1], {"useful": "9", "liked": "x" * 2001})
        assert answer.status_code == 422 and 'href="#liked"' in answer.content.decode()
        assert Client().get(links[1][:-3] + "abc/").status_code == 404
    with later(days=CLOSED):
        assert Client().post(links[1], {"useful": "4"}).status_code == 409
        assert "fristen er ute" in Client().get(links[1]).content.decode()
    assert EvaluationAnswer.objects.count() == 1


def test_nothing_that_is_kept_says_who_answered_what(asked: Event) -> None:
    links = _links()
    logged = AuditEntry.objects.count()
    list(_answer(links[:3]))
    assert AuditEntry.objects.count() == logged
    for model, columns in (
        (EvaluationAnswer, {"id", "evaluation", "values", "texts"}),
        (EvaluationCode, {"id", "evaluation", "code_hash", "is_used"}),
    ):
        assert {field.name for field in model._meta.get_fields()} == columns
    assert all(each.id.version == 4 for each in EvaluationAnswer.objects.all()), "random: no order, and no time"
    hashes = list(EvaluationCode.objects.order_by("pk").values_list("code_hash", flat=True))
    assert hashes == sorted(hashes), "their order is not that of the participants"


def test_places_of_a_series_are_compared_without_the_small_ones(series: Series, asked: Event, officer: Person) -> None:
    for place, count in (("Bodø", 5), ("Mosjøen", 4)):
        other = published_event(series, officer, place=place)
        with later(days=OVER):
            evaluation = Evaluation.objects.create(
                event=other,
                questions=Evaluation.objects.get(event=asked).questions,
                asked_at=other.starts_at,
                closes_at=other.ends_at,
            )
        EvaluationAnswer.objects.bulk_create(
            EvaluationAnswer(evaluation=evaluation, values={"useful": 2}) for _ in range(count)
        )
    list(_answer(_links()[:5]))
    page = _results(officer, asked)
    assert "Bodø (" in page and "Mosjøen (" not in page
    with later(days=CLOSED):
        rows = place_results(closed_in_series(asked), "useful")
    assert [(row.count, row.mean) for row in rows] == [(5, "4,0"), (5, "2,0"), (10, "3,0")]


def test_what_was_learned_is_carried_into_the_next_years_copy(asked: Event, officer: Person) -> None:
    browser = client_of(officer)
    with later(days=OVER):
        address = event_address("lessons", asked)
        assert browser.post(address, {"lessons": "x" * 4001}).status_code == 422
        assert browser.post(address, {"lessons": "Begynn klokka ti.\nMer kaffe."}).status_code == 302
        copy = copy_to_next_year(asked.series, officer).events.get()
        assert copy.lessons_before == "Begynn klokka ti.\nMer kaffe." and copy.lessons == ""
        assert "Mer kaffe." in browser.get(event_address("work", copy)).content.decode()
        assert "Mer kaffe." not in Client().get(event_address("event", asked)).content.decode()
        write_lessons(asked.pk, "", officer)


def test_the_office_cannot_read_an_answer_with_a_code_of_another_office(asked: Event) -> None:
    link = _links()[0]
    assert Client().get(link.replace("nordland", "trondelag")).status_code == 404
    assert Client().get(reverse("events:evaluate", kwargs={"office": "nordland", "code": "abc"})).status_code == 404


def test_those_who_were_there_are_asked_if_people_were_checked_in(held: Event, officer: Person) -> None:
    for number in (2, 5):
        Attendance.objects.create(participant=Participant.objects.get(event=held, number=number), at=held.starts_at)
    with later(days=OVER):
        assert ask_participants(held.pk, 14, officer) == 2
    assert set(OutboxMail.objects.values_list("recipient", flat=True)) == {"gjest2@example.org", "gjest5@example.org"}
