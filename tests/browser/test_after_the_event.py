"""After an event: certificates, what people thought of it, and what the office learned."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fordel.events.models import Attendance, Event, Participant
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import place_page_path
from fordel.events.services.check_in import Act, Door, check_in
from fordel.events.tasks import turn
from fordel.parties.models import Person
from fordel.shared.clock import SHIFT
from fordel.shared.models import OutboxMail
from tests.browser.conftest import Visitor
from tests.events.events import published_event, registered, series_of

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]


@pytest.fixture
def days(request: pytest.FixtureRequest) -> Any:
    """Move the clock: `days(31)` is the day after an event that is planned now."""
    shift = timedelta()

    def move(count: int) -> None:
        nonlocal shift
        shift = timedelta(days=count)

    with SHIFT.replaced(lambda: shift):
        yield move


@pytest.fixture
def held(nordland: Any, person_as: Any, days: Callable[[int], None]) -> Event:
    """Six came, and it was yesterday."""
    officer: Person = person_as("case_officer")
    event = published_event(series_of(nordland.office, officer), officer)
    registered(event, 6)
    days(30)
    check_in(event.pk, [Act("in", number=number) for number in range(1, 7)], Door(officer))
    days(31)
    turn(0)
    return Event.objects.select_related("office", "series").get(pk=event.pk)


def _evaluation_links() -> list[str]:
    mails = OutboxMail.objects.order_by("pk").values_list("body", flat=True)
    return [found[0] for body in mails if (found := re.search(r"/nordland/\S+/evaluering/\S+", body))]


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_certificates_are_sent_and_can_be_checked(visitor_as: Visit, held: Event, width: int, language: str) -> None:
    office = visitor_as("case_officer", width=width, language=language)
    office.goto(event_address("work", held))
    office.follow({"nb": "Send kursbevisene", "nn": "Send kursbevisa"}[language])
    office.page.locator("main form button").last.click()
    office.page.wait_for_load_state()
    office.check()
    assert OutboxMail.objects.filter(subject__icontains="bevis").count() == 6
    reader = visitor_as(None, width=width, language=language)
    own = Participant.objects.select_related("event__office").get(event=held, number=1)
    page = reader.goto(place_page_path("place", own))
    paper = page.get_by_role("link", name=re.compile("som PDF")).get_attribute("href")
    assert page.request.get(f"{reader.address}{paper}").body().startswith(b"%PDF")
    code = Attendance.objects.get(participant=own).code
    page = reader.goto(reverse("events:check-certificate", kwargs={"office": "nordland", "code": code}))
    expect(page.get_by_text("Workshop II, våren 2026").first).to_be_visible()
    assert own.name not in page.content()
    reader.goto(reverse("events:check-certificate", kwargs={"office": "nordland", "code": "finnes-ikke"}))


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_an_evaluation_is_hidden_with_four_answers_and_shown_with_five(
    visitor_as: Visit, held: Event, days: Callable[[int], None], width: int, language: str
) -> None:
    office = visitor_as("case_officer", width=width, language=language)
    office.goto(event_address("ask-evaluation", held))
    office.page.locator("main form button").last.click()
    office.page.wait_for_load_state()
    office.check()
    for number, link in enumerate(_evaluation_links()[:5]):
        if number == 4:
            days(60)
            page = office.goto(event_address("evaluation", held))
            assert "Lunsjen 0" not in page.content()
            days(32)
        phone = visitor_as(None, width=390, language=language)
        page = phone.goto(link)
        page.get_by_role("radio", name="4").first.check()
        page.get_by_label({"nb": "Hva var bra?", "nn": "Kva var bra?"}[language]).fill(f"Lunsjen {number}")
        page.locator("main form button").last.click()
        expect(page.get_by_text({"nb": "Takk for svaret", "nn": "Takk for svaret"}[language])).to_be_visible()
        phone.check()
        phone.goto(link)
    days(60)
    page = office.goto(event_address("evaluation", held))
    expect(page.get_by_text("Lunsjen 0")).to_be_visible()
    page.locator("#lessons").fill("Begynn en time senere.")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    office.check()
    held.refresh_from_db()
    assert held.lessons == "Begynn en time senere."
