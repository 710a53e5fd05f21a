"""Employees answer with a code, once and unknown; wrong codes are counted."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from django.test import Client

from fordel.core.lockout import LOOKING_UP
from fordel.parties.models import GuessCount, Person
from fordel.parties.services.sign_ins import forget_guesses
from fordel.pulse.models import PulseAnswer, PulseCode
from fordel.pulse.selectors.codes import codes_of
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.pulse.pulses import QUESTIONS, answered, closed, opened
from tests.web.test_counts import assets_of

pytestmark = pytest.mark.django_db
FOUR = dict.fromkeys(QUESTIONS, "4")


def test_a_code_gives_one_answer_that_nobody_can_trace(measure: NeedsReport, owner: Person) -> None:
    code = codes_of(opened(measure, owner))[0]
    visitor = Client()
    to = visitor.post("/puls/", {"code": f" {code.lower()} "})
    assert to.status_code == 302
    page = visitor.get(to.url).content.decode()
    assert measure.title in page and "Helt uenig" in page
    assert "Takk for svaret" in visitor.post(to.url, FOUR | {"place": "school"}).content.decode()
    answer = PulseAnswer.objects.get()
    assert (answer.values, answer.place) == (dict.fromkeys(QUESTIONS, 4), "school")
    assert {field.name for field in PulseAnswer._meta.fields} == {"id", "pulse", "place", "values"}
    assert not visitor.cookies.get("sessionid")
    again = visitor.post(to.url, FOUR)
    assert again.status_code == 409 and PulseAnswer.objects.count() == 1
    assert "Denne koden er brukt" in visitor.get(to.url).content.decode()


def test_what_is_not_answered_is_said_and_the_rest_is_kept(measure: NeedsReport, owner: Person) -> None:
    code = codes_of(opened(measure, owner))[0]
    for wrong in ("", "0", "6", "fire"):
        answer = Client().post(f"/puls/{code}/", FOUR | {"talks": wrong})
        page = answer.content.decode()
        assert answer.status_code == 422 and 'href="#talks' in page
        assert page.count(" checked") == len(QUESTIONS) - 1
    assert not PulseAnswer.objects.exists()
    assert not PulseCode.objects.filter(is_used=True).exists()


def test_a_place_that_the_scheme_does_not_have_is_not_kept(measure: NeedsReport, owner: Person) -> None:
    code = codes_of(opened(measure, owner))[0]
    Client().post(f"/puls/{code}/", FOUR | {"place": "rektor Kari"})
    assert PulseAnswer.objects.get().place == ""


def test_after_the_last_day_nothing_is_kept(measure: NeedsReport, owner: Person) -> None:
    pulse = closed(opened(measure, owner))
    code = codes_of(pulse)[0]
    assert "gått ut" in Client().get(f"/puls/{code}/").content.decode()
    assert Client().post(f"/puls/{code}/", FOUR).status_code == 409
    assert not PulseAnswer.objects.exists()


def test_guessing_is_limited_by_network_and_forgotten(measure: NeedsReport, owner: Person) -> None:
    code = codes_of(opened(measure, owner))[0]
    guesser = Client(REMOTE_ADDR="192.0.2.7")
    for number in range(LOOKING_UP.free):
        answer = guesser.get(f"/puls/AAAA-BBBB-{number:04d}/")
        assert answer.status_code == 404 and "Vi har ikke delt ut denne koden" in answer.content.decode()
    refused = guesser.get(f"/puls/{code}/")
    assert refused.status_code == 404 and "for mange feil koder" in refused.content.decode()
    assert guesser.post("/puls/", {"code": code}).status_code == 422
    assert guesser.post(f"/puls/{code}/", FOUR).status_code == 404
    assert not PulseAnswer.objects.exists()
    assert Client(REMOTE_ADDR="192.0.2.8").get(f"/puls/{code}/").status_code == 200
    assert "192.0.2.7" not in str(list(GuessCount.objects.values()))
    GuessCount.objects.update(last_at=now() - LOOKING_UP.forget, locked_until=now() - timedelta(seconds=1))
    forget_guesses()
    assert not GuessCount.objects.exists()
    assert guesser.post(f"/puls/{code}/", FOUR).status_code == 200


def test_an_empty_code_is_no_guess(measure: NeedsReport, owner: Person) -> None:
    answer = Client().post("/puls/", {"code": "  "})
    assert answer.status_code == 422 and not GuessCount.objects.exists()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_weighs_little_in_each_language(measure: NeedsReport, owner: Person, language: str) -> None:
    code = codes_of(opened(measure, owner))[0]
    visitor = Client()
    visitor.cookies["fordel_language"] = language
    answer = visitor.get(f"/puls/{code}/", headers={"accept-encoding": "gzip"})
    page = gzip.decompress(answer.content).decode()
    assert measure.round.scheme.definition["pulse"]["low"][language] in page
    assert len(answer.content) + assets_of(page) <= 40_000  # without the fonts; 60 000 is the most


def test_answers_of_a_sheet_are_of_its_own_measure(measure: NeedsReport, owner: Person) -> None:
    start = closed(opened(measure, owner))
    end = opened(measure, owner, "end")
    answered(end, [5, 5])
    assert start.answers.count() == 0 and end.answers.count() == 2
