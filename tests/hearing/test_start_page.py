"""What a hearing puts on the start page of its office, from the day it opens until the answers are sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fordel.hearing.models import Hearing, HearingPoint
from fordel.hearing.services.answers import PointAnswer, answer_point, send_answers
from fordel.hearing.services.hearings import close_hearing
from fordel.hearing.services.invited import invite
from fordel.parties.models import Organisation, Person
from fordel.shared.clock import today
from fordel.shared.dates import short_date
from tests.clients import client_of
from tests.hearing.hearings import later, received
from tests.support.where import HOME

pytestmark = pytest.mark.django_db


def _start(reader: Person) -> str:
    page = client_of(reader).get(HOME).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).replace("\u00a0", " ")


def test_the_deadline_is_in_the_calendar_while_it_is_open(hearing: Hearing, officer: Person) -> None:
    page = _start(officer)
    assert "Frist for innspill til «Plan på høring»" in page
    assert short_date(today() + timedelta(days=30)).replace("\u00a0", " ") in page, (
        "the last day, not the first that is too late"
    )
    assert "Svar på" not in page


def test_input_waits_for_answers_and_answers_wait_to_be_sent(hearing: Hearing, officer: Person, person_as: Any) -> None:
    received(hearing)
    received(hearing, "Noe annet.", email="ola@example.org")
    with later(days=31):
        close_hearing(hearing.pk)
        assert "Svar på 2 innspill til «Plan på høring»" in _start(officer)
        assert "Frist for innspill" not in _start(officer)
        for point in HearingPoint.objects.all():
            answer_point(point.pk, PointAnswer("taken", "", "goal"), officer)
        page = _start(officer)
        assert "Send svarene på høringen av «Plan på høring»" in page and "Svar på" not in page
        send_answers(hearing.pk, officer)
        assert "Plan på høring" not in _start(officer)


def test_a_draft_that_was_never_sent_is_nothing_to_answer(hearing: Hearing, officer: Person) -> None:
    Client().post(
        f"/nordland/horing/{hearing.pk}/nytt-innspill/",
        {"name": "Kari", "email": "kari@example.org", "text": "Et utkast.", "chapter": "goal"},
    )
    assert HearingPoint.objects.count() == 1
    with later(days=31):
        close_hearing(hearing.pk)
        assert "Svar på" not in _start(officer)


def test_only_the_case_officer_has_the_task(hearing: Hearing, officer: Person, person_as: Any) -> None:
    received(hearing)
    with later(days=31):
        close_hearing(hearing.pk)
        approver = person_as("approver")
        assert "Svar på" not in _start(approver)


def test_an_organisation_that_is_asked_has_it_to_do_until_it_has_answered(
    hearing: Hearing, officer: Person, person_as: Any
) -> None:
    hamaroy, bodo = (
        Organisation.objects.get(municipality__number=number, kind="municipality") for number in ("1875", "1804")
    )
    owners = {place: client_of(person_as("owner", organisation=place)) for place in (hamaroy, bodo)}
    task = "Gi innspill til «Plan på høring»"

    def homes() -> list[bool]:
        return [task in client.get("/").content.decode() for client in owners.values()]

    assert homes() == [False, False], "nobody is asked yet"
    invite(hearing.pk, [], [hamaroy.pk], [], officer)
    assert homes() == [True, False]
    with later(days=31):
        assert homes() == [False, False], "it has closed"
    received(hearing, organisation=hamaroy)
    assert homes() == [False, False], "it has answered"
