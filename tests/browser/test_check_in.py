"""Check-in on a phone at the door: with the camera, by two phones at once, and what leaves the phone afterwards."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import segno
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from fordel.events.models import Attendance, Event, Participant
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import place_page_path
from fordel.events.selectors.tickets import ticket_text
from fordel.parties.models import Person
from fordel.shared.clock import SHIFT, now, real_now
from tests.browser.conftest import Visitor
from tests.events.events import published_event, registered, series_of

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
SIZE: Final = 640, 480


@pytest.fixture
def event(nordland: Any, person_as: Any) -> Iterator[Event]:
    """It begins in an hour, in a town hall with three people on the list."""
    officer: Person = person_as("case_officer")
    found = published_event(series_of(nordland.office, officer), officer, capacity=3)
    registered(found, 3)
    for each in found.participants.all():
        Participant.objects.filter(pk=each.pk).update(name=f"Gjest Nummer{each.number}")
    found = Event.objects.select_related("office", "series").get(pk=found.pk)
    shift = found.starts_at - now() - timedelta(hours=1)
    with SHIFT.replaced(lambda: shift):
        yield found


def _person(page: Page, number: int) -> Any:
    return page.locator(f"#door-rows li[data-number='{number}']")


def _expect_here(page: Page, number: int) -> None:
    expect(_person(page, number).locator("[data-here]")).to_be_visible()


def _opened(visitor: Visitor, event: Event) -> Page:
    page = visitor.goto(event_address("door", event))
    expect(page.locator("#door[data-ready=yes]")).to_be_visible()
    expect(page.locator("#door-line")).to_contain_text("Alt er sendt")
    return page


def _is_here(page: Page, number: int) -> None:
    _person(page, number).get_by_role("button").click()


def _numbers() -> list[int]:
    return sorted(Attendance.objects.values_list("participant__number", flat=True))


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_every_page_at_the_door(visitor_as: Visit, event: Event, width: int, language: str) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    officer.goto(event_address("work", event))
    officer.goto(event_address("door", event))
    officer.goto(event_address("close-door", event))
    officer.goto(event_address("send-certificates", event))
    own = Participant.objects.select_related("event__office").get(event=event, number=1)
    visitor_as(None, width=width, language=language).goto(place_page_path("place", own))


@pytest.mark.parametrize(("width", "language"), [(390, "nb"), (1280, "nn")])
def test_every_page_of_a_certificate(visitor_as: Visit, event: Event, width: int, language: str) -> None:
    own = Participant.objects.select_related("event__office").get(event=event, number=1)
    found = Attendance.objects.create(participant=own, at=now())
    reader = visitor_as(None, width=width, language=language)
    over = event.ends_at - real_now() + timedelta(hours=1)
    with SHIFT.replaced(lambda: over):
        reader.goto(place_page_path("place", own))
        for code in (found.code, "A" * 20):
            reader.goto(reverse("events:check-certificate", kwargs={"office": "nordland", "code": code}))
        officer = visitor_as("case_officer", width=width, language=language)
        officer.goto(event_address("work", event))
        officer.goto(event_address("send-certificates", event))


def test_the_second_phone_says_when_and_where_somebody_was_checked_in(visitor_as: Visit, event: Event) -> None:
    first, second = visitor_as("case_officer", width=390), visitor_as("case_officer", width=390)
    pages = _opened(first, event), _opened(second, event)
    second.line(is_there=False)
    _is_here(pages[0], 1)
    expect(pages[0].locator("#door-count")).to_contain_text("1 av 3")
    _is_here(pages[1], 1)
    expect(pages[1].locator("#door-line")).to_contain_text("1 å sende")
    second.line(is_there=True)
    expect(pages[1].locator("#door-said")).to_contain_text("allerede sjekket inn")
    expect(pages[1].locator("#door-said")).to_contain_text("på telefon 1")
    assert _numbers() == [1]


def test_a_wrong_clock_on_the_phone_does_no_harm(visitor_as: Visit, event: Event) -> None:
    phone = visitor_as("case_officer", width=390)
    phone.page.clock.set_system_time(datetime(2031, 1, 1))  # noqa: DTZ001 -- whatever the phone believes
    page = _opened(phone, event)
    _is_here(page, 1)
    expect(page.locator("#door-line")).to_contain_text("Alt er sendt")
    expect(page.locator("#door-count")).to_contain_text("1 av 3")
    assert abs(Attendance.objects.get().at - now()) < timedelta(minutes=5)


@pytest.mark.parametrize("leaves", ["ended", "signed out"])
def test_the_names_leave_the_phone(visitor_as: Visit, event: Event, leaves: str) -> None:
    phone = visitor_as("case_officer")
    page = _opened(phone, event)
    assert "Gjest Nummer1" in _kept(page)
    if leaves == "ended":
        phone.goto(event_address("close-door", event))
        phone.press("Avslutt innsjekken")
    else:
        page.locator("summary", has_text="Kontoen din").click()
        page.get_by_role("button", name="Logg ut").click()
        page.wait_for_load_state()
    page.goto(f"{phone.address}/nordland/arrangementer/")
    assert "Gjest Nummer1" not in _kept(page)


def _kept(page: Page) -> str:
    """Everything that the browser keeps of the site."""
    found: str = page.evaluate(
        """async () => {
            const pages = [];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                    const answer = await cache.match(request);
                    if ((answer.headers.get("Content-Type") || "").startsWith("text/html")) {
                        pages.push(await answer.text());
                    }
                }
            }
            return JSON.stringify([{ ...localStorage }, pages]);
        }"""
    )
    return found


def _film(folder: Path, text: str) -> Path:
    """A film (y4m) that shows the QR code, as the camera of a phone would see it."""
    width, height = SIZE
    code = segno.make_qr(text, error="m")
    modules = [list(row) for row in code.matrix_iter(border=4)]
    scale = height // len(modules)
    left, top = (width - scale * len(modules)) // 2, (height - scale * len(modules)) // 2
    grey = bytearray(b"\xeb" * (width * height))
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if not dark:
                continue
            for line in range(top + y * scale, top + (y + 1) * scale):
                begin = line * width + left + x * scale
                grey[begin : begin + scale] = b"\x10" * scale
    frame = b"FRAME\n" + bytes(grey) + b"\x80" * (width * height // 2)
    path = folder / "ticket.y4m"
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10)
    return path


@pytest.fixture
def camera(browser: Browser, event: Event, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose camera sees the ticket of the first participant."""
    ticket = ticket_text(Participant.objects.get(event=event, number=1))
    chromium = os.environ.get("FORDEL_CHROMIUM") or shutil.which("chromium")
    sees = f"--use-file-for-fake-video-capture={_film(tmp_path, ticket)}"
    arguments = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", sees]
    found = browser.browser_type.launch(executable_path=chromium, args=arguments)
    yield found
    found.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_camera_reads_a_ticket_and_a_copy_of_it_is_told_from_it(
    camera: Browser, built_files: None, live_server: Any, client_as: Any, event: Event, width: int
) -> None:
    context = camera.new_context(viewport={"width": width, "height": 900}, permissions=["camera"])
    session = client_as("case_officer").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    phone = Visitor(context, live_server.url)
    page = _opened(phone, event)
    page.get_by_role("button", name="Les en billett med kameraet").click()
    _expect_here(page, 1)
    page.get_by_role("button", name="Slå av kameraet").click()
    page.get_by_role("button", name="Les en billett med kameraet").click()
    expect(page.locator("#door-said")).to_contain_text("allerede sjekket inn")
    phone.check()
    page.get_by_role("button", name="Slå av kameraet").click()
    expect(page.locator("#door-video")).to_be_hidden()
    assert _numbers() == [1]
    context.close()
