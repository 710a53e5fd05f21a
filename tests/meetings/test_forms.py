"""What is wrong in a form about a meeting is said at its field, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fordel.meetings.models import AgendaItem, Meeting, MinuteLine, Paper
from fordel.meetings.services.find_date import offer_date
from fordel.meetings.services.lead_meeting import end_meeting
from fordel.meetings.services.minutes import write_line
from fordel.meetings.services.plan_meeting import plan_meeting
from fordel.parties.models import Person
from tests.meetings.conftest import plan_for, start
from tests.support.refused import refused_at

pytestmark = pytest.mark.django_db
HERE = "/nordland/moter/"
ClientOf = Callable[[Person], Client]
CASE = {"title": "Fordeling", "text": "Tre alternativer.", "minutes": "20"}
TIMES = {"date": "2099-01-01", "from": "10.00", "to": "12.00"}


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        (CASE | {"title": " "}, "f-title"),
        (CASE | {"title": "x" * 161}, "f-title"),
        (CASE | {"minutes": "lenge"}, "f-minutes"),
        (CASE | {"text": "x" * 10_001}, "f-text"),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_a_case(
    planned: Meeting, officer: Person, client_of: ClientOf, typed: dict[str, str], anchor: str, is_new: bool
) -> None:
    page = f"{HERE}{planned.pk}/saker/" + ("" if is_new else f"{planned.items.all()[0].pk}/")
    answer = client_of(officer).post(page, typed)
    refused_at(answer, anchor, {name: text.strip() for name, text in typed.items()})
    assert not AgendaItem.objects.filter(title=typed["title"]).exists()


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        (TIMES | {"date": ""}, "f-date"),
        (TIMES | {"date": "i morgen"}, "f-date"),
        (TIMES | {"from": "tidlig"}, "f-from"),
        (TIMES | {"to": "09.00"}, "f-to"),
    ],
)
def test_a_time_that_is_offered(
    nordland: Any, officer: Person, client_of: ClientOf, typed: dict[str, str], anchor: str
) -> None:
    meeting = plan_meeting(nordland.office, plan_for(kind="to_be_set", starts_at=None, ends_at=None), officer)
    refused_at(client_of(officer).post(f"{HERE}{meeting.pk}/datoer/", typed), anchor, typed)
    assert not meeting.date_options.exists()


@pytest.mark.parametrize(
    ("wrong", "anchor", "status"),
    [({"place": ""}, "f-place", 422), ({"kind": "fax"}, "f-kind", 422), ({"option": "0"}, "", 409)],
)
def test_the_time_that_is_chosen(
    nordland: Any, officer: Person, client_of: ClientOf, wrong: dict[str, str], anchor: str, status: int
) -> None:
    meeting = plan_meeting(nordland.office, plan_for(kind="to_be_set", starts_at=None, ends_at=None), officer)
    plan = plan_for()
    assert plan.starts_at and plan.ends_at
    option = offer_date(meeting, plan.starts_at, plan.ends_at, officer)
    typed = {"option": str(option.pk), "kind": "in_person", "place": "Bodø"} | wrong
    kept = {name: text for name, text in typed.items() if name not in wrong}
    refused_at(client_of(officer).post(f"{HERE}{meeting.pk}/datoer/velg/", typed), anchor, kept, status=status)


def test_a_line_of_the_minutes(called: Meeting, officer: Person, client_of: ClientOf) -> None:
    office, page = client_of(officer), f"{HERE}{called.pk}/referat/"
    start(called, officer)
    refused_at(office.post(page, {"text": " "}), "f-text-line", {"text": ""})
    line = write_line(called, "Forumet drøftet saken.", by=officer)
    long = "x" * 5_001
    refused_at(office.post(f"{page}{line.pk}/", {"text": long}), "f-text", {"text": long})
    end_meeting(called, officer)
    typed = {"text": "Skrevet etterpå", "item": "999999"}
    refused_at(office.post(page, typed), "f-item-line", {"text": "Skrevet etterpå"})
    last = called.items.all()[1]
    assert office.post(page, typed | {"item": str(last.pk)}).status_code == 302
    assert MinuteLine.objects.get(text="Skrevet etterpå").item == last


@pytest.mark.parametrize(
    ("wrong", "anchor"),
    [({"what": ""}, "f-what"), ({"responsible": ""}, "f-responsible"), ({"due": "snart"}, "f-due")],
)
def test_something_to_be_done(
    called: Meeting, officer: Person, client_of: ClientOf, wrong: dict[str, str], anchor: str
) -> None:
    start(called, officer)
    typed = {"what": "Skrive brev", "responsible": str(officer.pk), "due": "2099-01-01"} | wrong
    answer = client_of(officer).post(f"{HERE}{called.pk}/referat/oppgave/", typed)
    refused_at(answer, anchor, {name: text for name, text in typed.items() if text})
    assert not called.actions.exists()


def test_a_paper_about_a_case_that_is_removed_does_not_become_one_for_everybody(
    planned: Meeting, officer: Person, client_of: ClientOf
) -> None:
    office, page = client_of(officer), f"{HERE}{planned.pk}/papirer/"
    refused_at(office.post(page, {"title": "Notat"}), "f-paper-file", {"title": "Notat"})
    file = SimpleUploadedFile("a.txt", b"Til saken")
    answer = office.post(page, {"file": file, "title": "Notat", "item": "999999"})
    refused_at(answer, "f-paper-item", {"title": "Notat"})
    assert not Paper.objects.exists()


def test_a_form_that_the_page_no_longer_has_is_answered_without_a_link(
    called: Meeting, officer: Person, client_of: ClientOf
) -> None:
    """The meeting has started: no time can be offered any more."""
    start(called, officer)
    refused_at(client_of(officer).post(f"{HERE}{called.pk}/datoer/", TIMES), "", {}, status=409)
