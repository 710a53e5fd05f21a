"""A gathering from the first form to what was learned from it, and a partnership from the first line to its status: the
office at 1280 px, everybody else at 390, and axe on each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from icalendar import Calendar
from playwright.sync_api import Page, expect

from fordel.events.models import Attendance, Event, Participant
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import place_page_path
from fordel.events.tasks import turn
from fordel.parties.models import Organisation, Person, RoleAssignment
from fordel.partnership.models import Agreement, AgreementState, Partnership
from fordel.partnership.services.agreements import partnership_of
from fordel.shared.clock import SHIFT, today
from fordel.shared.models import OutboxMail
from tests.browser.conftest import Visitor
from tests.browser.lines import Line
from tests.hearing.hearings import code_to

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
Move = Callable[[int], None]
MAIL: Final = "kari@example.org"
PLACES: Final = 6
AHEAD: Final = 30
"""The event is held so many days after it is planned."""


@pytest.fixture
def days() -> Iterator[Move]:
    """Move the clock: `days(31)` is the day after an event that is planned now."""
    shift = timedelta()

    def move(count: int) -> None:
        nonlocal shift
        shift = timedelta(days=count)

    with SHIFT.replaced(lambda: shift):
        yield move


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    found = Line(live_server.url)
    yield found
    found.cut()


def _mails(words: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(subject__contains=words).order_by("pk"))


def _place(number: int) -> Participant:
    return Participant.objects.select_related("event__office", "event__series").get(number=number)


def test_gatherings_from_the_plan_to_what_was_learned_and_an_agreement_of_two(
    visitor_as: Visit, nordland: Any, days: Move, line: Line
) -> None:
    bodo = Organisation.objects.get(municipality__number="1804", kind="municipality")
    owner = visitor_as("owner", organisation=bodo)
    address = Person.objects.latest("pk").email
    office, reader = visitor_as("case_officer"), visitor_as(None, width=390)
    event = _publish(office)
    _register_colleagues(reader, event, address)
    _let_the_waiting_list_move(reader)
    days(AHEAD - 3)
    turn(0)
    assert len(_mails("Snart: Workshop II")) == PLACES
    days(AHEAD)
    phone = visitor_as("case_officer", width=390)
    phone.address = line.address
    _check_in_without_a_network(phone, event, line)
    days(AHEAD + 1)
    turn(0)
    _send_certificates(office, reader, event)
    _evaluate(office, event, visitor_as, days)
    nord = Organisation.objects.get(name__iexact="Nord universitet")
    provider = visitor_as("partner", organisation=nord, width=390, language="nn")
    RoleAssignment.objects.filter(organisation__in=(bodo, nord)).update(may_sign=True)
    pair = partnership_of(bodo, nord)
    _agree(owner, provider, pair)
    _say_how_it_goes(owner, provider, office, pair)
    _read_the_feed(owner)


def _publish(office: Visitor) -> Event:
    page = office.goto("/nordland/arrangementer/arbeid/ny/")
    for form in ("nb", "nn"):
        page.locator(f"#title_{form}").fill("Workshop II")
        page.locator(f"#text_{form}").fill("Om året.")
    page.get_by_label("Kommuner", exact=True).check()
    office.press("Lagre")
    office.follow("Legg til sted og dato")
    day = today() + timedelta(days=AHEAD)
    typed = {"place": "Bodø", "venue": "Stormen", "starts": "10:00", "ends": "15:00", "capacity": str(PLACES)}
    typed |= {"day": day.isoformat(), "last_day": (day - timedelta(days=1)).isoformat()}
    for name, text in typed.items():
        page.locator(f"#{name}").fill(text)
    office.press("Lagre")
    office.follow("Publiser")
    office.press("Publiser arrangementet")
    expect(page.get_by_text("Arrangementet er publisert.")).to_be_visible()
    return Event.objects.select_related("office", "series").get()


def _register_colleagues(reader: Visitor, event: Event, owner: str) -> None:
    """Six get a place and one waits: Kari and five colleagues, the owner among them, and Ann at last."""
    page = reader.goto("/nordland/arrangementer/")
    reader.follow("Bodø: Workshop II")
    reader.follow("Meld deg på")
    page.get_by_label("Navnet ditt").fill("Kari Nordmann")
    page.get_by_label("E-posten din").fill(MAIL)
    colleagues = [f"Gjest {number}, gjest{number}@example.org" for number in range(3, PLACES + 1)]
    pasted = "\n".join([f"Eier Eier, {owner}", *colleagues, "Ann Lie, ann@example.org"])
    page.get_by_label("Kolleger som blir med").fill(pasted)
    page.get_by_label("Jeg samtykker").check()
    reader.press("Fortsett")
    expect(page.get_by_text("De første 6 får plass, og 1 kommer på ventelisten.")).to_be_visible()
    page.locator("#code").fill(code_to(MAIL))
    reader.press("Send påmeldingen")
    expect(page.get_by_text("Påmeldingen er mottatt.")).to_be_visible()
    reader.goto(event_address("event", event))


def _let_the_waiting_list_move(reader: Visitor) -> None:
    reader.goto(place_page_path("cancel-place", _place(1)))
    reader.press("Meld meg av")
    page = reader.goto(place_page_path("place", _place(PLACES + 1)))
    reader.press("Ta imot plassen")
    expect(page.get_by_text("Plassen er din.")).to_be_visible()
    states = list(Participant.objects.order_by("number").values_list("state", flat=True))
    assert states == ["cancelled", *["seated"] * PLACES]


def _check_in_without_a_network(phone: Visitor, event: Event, line: Line) -> None:
    """Two and somebody who had not registered, over a reload; the others once the network is back."""
    page = phone.goto(event_address("door", event))
    expect(page.locator("#door[data-ready=yes]")).to_be_visible()
    expect(page.locator("#door-line")).to_contain_text("Alt er sendt")
    line.cut()
    phone.line(is_there=False)
    _row(page, 2).get_by_role("button").click()
    expect(page.locator("#door-said")).to_contain_text("er sjekket inn")
    page.get_by_label("Navn", exact=True).fill("Uli Anmeldt")
    page.get_by_role("button", name="Slipp inn").click()
    expect(page.locator("#door-line")).to_contain_text("2 å sende")
    page.reload()
    expect(_row(page, 2).locator("[data-here]")).to_be_visible()
    _row(page, 3).get_by_role("button").click()
    expect(page.locator("#door-line")).to_contain_text("3 å sende")
    phone.check()
    assert not Attendance.objects.exists()
    line.join()
    phone.line(is_there=True)
    expect(page.locator("#door-line")).to_contain_text("Alt er sendt")
    for number in range(4, PLACES + 1):
        _row(page, number).get_by_role("button").click()
        expect(_row(page, number).locator("[data-here]")).to_be_visible()
    expect(page.locator("#door-line")).to_contain_text("Alt er sendt")
    expect(_row(page, PLACES + 2)).to_contain_text("Uli Anmeldt")
    phone.check()
    there = sorted(Attendance.objects.values_list("participant__number", flat=True))
    assert there == [*range(2, PLACES + 1), PLACES + 2]


def _row(page: Page, number: int) -> Any:
    return page.locator(f"#door-rows li[data-number='{number}']")


def _send_certificates(office: Visitor, reader: Visitor, event: Event) -> None:
    office.goto(event_address("work", event))
    office.take_step("Send kursbevisene")
    assert len(_mails("Kursbeviset")) == PLACES - 1, "the one who came unregistered left no address"
    own = _place(2)
    page = reader.goto(place_page_path("place", own))
    paper = page.get_by_role("link", name="Kursbeviset ditt som PDF").get_attribute("href")
    assert page.request.get(f"{reader.address}{paper}").body().startswith(b"%PDF")
    code = Attendance.objects.get(participant=own).code
    page = reader.goto(reverse("events:check-certificate", kwargs={"office": "nordland", "code": code}))
    expect(page.get_by_text("Workshop II").first).to_be_visible()
    assert own.name not in page.content()
    reader.goto(reverse("events:check-certificate", kwargs={"office": "nordland", "code": "finnes-ikke"}))


def _evaluate(office: Visitor, event: Event, visitor_as: Visit, days: Move) -> None:
    """Five answer, and nobody reads it before it is too late to answer. The results are read at both widths."""
    page = office.goto(event_address("evaluation", event))
    narrow = visitor_as("case_officer", width=390, language="nn")
    narrow.goto(event_address("ask-evaluation", event))
    office.follow("Spør deltakerne")
    office.press("Send spørsmålene")
    found = [re.search(r"/nordland/\S+/evaluering/\S+", each.body) for each in OutboxMail.objects.order_by("pk")]
    links = [each[0] for each in found if each]
    assert len(links) == PLACES - 1
    for number, link in enumerate(links):
        phone = visitor_as(None, width=390)
        page = phone.goto(link)
        page.get_by_role("radio", name="4").first.check()
        page.get_by_label("Hva var bra?").fill(f"Lunsjen {number}")
        page.locator("main form button").last.click()
        expect(page.get_by_text("Takk for svaret")).to_be_visible()
        phone.check()
        phone.goto(link)
    assert "Lunsjen 0" not in office.goto(event_address("evaluation", event)).content()
    days(AHEAD + 30)
    page = narrow.goto(event_address("evaluation", event))
    expect(page.get_by_text("5 har svart, og snittet er 4,0 av 5.")).to_be_visible()
    page = office.goto(event_address("evaluation", event))
    expect(page.get_by_text("Lunsjen 0")).to_be_visible()
    page.locator("#lessons").fill("Begynn en time senere.")
    office.press("Lagre")
    event.refresh_from_db()
    assert event.lessons == "Begynn en time senere."


def _agree(owner: Visitor, provider: Visitor, pair: Partnership) -> None:
    page = owner.goto(reverse("own_partnerships:new"))
    page.get_by_label("Med hvem?").select_option(label="Nord universitet")
    owner.press("Begynn på avtalen")
    agreement = Agreement.objects.get(partnership=pair)
    keys = {"agreement_id": agreement.pk}

    page = provider.goto(reverse("agreements:part", kwargs={**keys, "part": "about"}))
    terms = page.get_by_role("textbox", name="Vilkår")
    terms.click()
    terms.press("ControlOrMeta+End")
    terms.press_sequentially(" Vi deler utgiftene.")
    expect(page.locator("[data-save-state]")).to_contain_text("Alt er lagra")

    page = owner.goto(reverse("agreements:part", kwargs={**keys, "part": "period"}))
    page.get_by_label("Gjelder fra og med").fill(f"{today():%d.%m.%Y}")
    page.get_by_label("Gjelder til og med").fill(f"{today() + timedelta(days=365):%d.%m.%Y}")
    owner.press("Kontroller svarene")
    expect(page.get_by_text("Vi deler utgiftene.")).to_be_visible()
    owner.press("Skriv under avtalen")
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.HALF_SIGNED

    provider.goto("/")
    provider.follow("Skriv under avtalen med Bodø kommune")
    provider.follow("Kontroller og skriv under")
    provider.press("Skriv under avtalen")
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.IN_FORCE


def _say_how_it_goes(owner: Visitor, provider: Visitor, office: Visitor, pair: Partnership) -> None:
    """The two disagree, and the office sees it."""
    where = reverse("pairs:partnership", kwargs={"partnership_id": pair.pk})
    for visitor, label, level, sentence, text in (
        (owner, "Si hvordan det går", "Rød", "Med én setning", "To samlinger ble avlyst."),
        (provider, "Sei korleis det går", "Grøn", "Med éi setning", "Alt går fint."),
    ):
        page = visitor.goto(where)
        page.get_by_text(label).click()
        page.get_by_role("radio", name=level).check()
        page.get_by_label(sentence).fill(text)
        visitor.press("Lagre statusen")
    page = office.goto(where)
    expect(page.get_by_text("De ser ulikt på det")).to_be_visible()


def _read_the_feed(owner: Visitor) -> None:
    """The person's own calendar has the event that a colleague registered them for, and so has their program."""
    page = owner.goto(reverse("calendar"))
    owner.press("Lag en adresse")
    address = urlsplit(page.locator("#calendar-address").inner_text()).path
    feed = Calendar.from_ical(page.request.get(f"{owner.address}{address}").body())
    found = [each for each in feed.walk("VEVENT") if "Workshop II" in str(each["summary"])]
    assert [str(each["location"]) for each in found] == ["Stormen, Bodø"]
