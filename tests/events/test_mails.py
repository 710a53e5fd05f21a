"""The office writes to participants by filter: exactly those whom the page names, one mail each, once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fordel.events.models import Event, EventMail, Participant
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.mails import mail_address
from fordel.events.presentation.registering import place_page_path
from fordel.events.services.check_in import Act, Door, check_in
from fordel.events.services.own_place import cancel_place
from fordel.events.services.run_event import cancel_event
from fordel.parties.models import Organisation, Person
from fordel.shared.models import AuditEntry, OutboxMail
from tests.clients import client_of
from tests.events.events import draft_of, later, registered
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
TYPED = {"states": ["seated"], "subject_nb": "Parkering", "text_nb": "Parker bak huset.\n\nVelkommen."}


@pytest.fixture
def browser(officer: Person) -> Client:
    client: Client = client_of(officer)
    return client


@pytest.fixture
def full(event: Event) -> Event:
    """Ten who have a place, and two who wait."""
    registered(event, 12)
    OutboxMail.objects.all().delete()
    return event


def _written(browser: Client, event: Event, **more: Any) -> EventMail:
    answer = browser.post(event_address("new-mail", event), TYPED | more)
    assert answer.status_code == 302, answer.content.decode()
    mail = EventMail.objects.latest("pk")
    assert answer.headers["Location"] == mail_address("mail", mail)
    return mail


def _reached() -> list[str]:
    return sorted(OutboxMail.objects.values_list("recipient", flat=True))


def test_a_mail_reaches_exactly_those_whom_the_page_names_one_each(browser: Client, full: Event) -> None:
    mail = _written(browser, full)
    page = browser.get(mail_address("mail", mail)).content.decode()
    assert "10 personer får den" in page and "gjest10@example.org" in page and "gjest11@example.org" not in page
    assert not OutboxMail.objects.exists()
    assert carry_out(browser, mail_address("send-mail", mail)).status_code == 302
    assert _reached() == sorted(f"gjest{number}@example.org" for number in range(1, 11))
    own = OutboxMail.objects.get(recipient="gjest1@example.org")
    first, second = Participant.objects.select_related("event__office").order_by("number")[:2]
    assert own.subject == "Parkering" and "Parker bak huset." in own.body
    assert place_page_path("place", first) in own.body and place_page_path("place", second) not in own.body
    assert "gjest2" not in own.body


def test_sent_twice_is_once_and_the_mail_is_kept_with_whom_it_reached(browser: Client, full: Event) -> None:
    mail = _written(browser, full)
    address = mail_address("send-mail", mail)
    assert carry_out(browser, address).status_code == 302
    assert carry_out(browser, address).status_code == 409
    assert OutboxMail.objects.count() == 10
    cancel_place(Participant.objects.get(event=full, number=1).pk)
    page = browser.get(mail_address("mail", mail)).content.decode()
    assert "10 personer fikk den" in page and "gjest1@example.org" in page, "also who has left since"
    assert "Parkering" in browser.get(event_address("work", full)).content.decode()
    assert browser.post(mail_address("edit-mail", mail), TYPED | {"subject_nb": "Ny"}).status_code == 409
    assert browser.post(mail_address("remove-mail", mail)).status_code == 409
    assert EventMail.objects.get().subject_nb == "Parkering"
    assert AuditEntry.objects.get(action="events.event.mailed").details["count"] == 10


def test_a_page_that_named_others_sends_nothing(browser: Client, full: Event) -> None:
    mail = _written(browser, full, states=["waiting"])
    address = mail_address("send-mail", mail)
    page = browser.get(address).content.decode()
    mark = page.split('name="asked" value="')[1].split('"')[0]
    cancel_place(Participant.objects.get(event=full, number=12).pk)
    OutboxMail.objects.all().delete()
    assert browser.post(address, {"asked": mark}).status_code == 409
    assert not OutboxMail.objects.exists()
    assert carry_out(browser, address).status_code == 302 and _reached() == ["gjest11@example.org"]


def test_the_filter_is_by_state_organisation_audience_and_answer(browser: Client, full: Event, client_as: Any) -> None:
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    rows = Participant.objects.filter(event=full)
    rows.filter(number__in=(2, 3)).update(organisation=owner)
    rows.filter(number__in=(3, 4, 11)).update(audience="municipalities")
    rows.filter(number__in=(4, 5)).update(confirm_by=full.starts_at)
    Event.objects.filter(pk=full.pk).update(
        moved_at=full.opens_at, was_starts_at=full.starts_at, was_place="Bodø", confirm_by=full.starts_at
    )
    for typed, numbers in (
        ({"organisation": owner.pk}, [2, 3]),
        ({"audience": "municipalities"}, [3, 4]),
        ({"states": ["seated", "waiting"], "audience": "municipalities"}, [3, 4, 11]),
        ({"organisation": owner.pk, "audience": "municipalities"}, [3]),
        ({"is_unanswered": "on"}, [4, 5]),
    ):
        OutboxMail.objects.all().delete()
        carry_out(browser, mail_address("send-mail", _written(browser, full, **typed)))
        assert _reached() == sorted(f"gjest{number}@example.org" for number in numbers), typed


def test_those_who_came_and_those_who_did_not_are_written_to_apart(
    browser: Client, full: Event, officer: Person
) -> None:
    assert 'name="presence"' not in browser.get(event_address("new-mail", full)).content.decode(), "nobody can be there"
    with later(days=30):
        check_in(full.pk, [Act("in", number=number) for number in (2, 3, 11)], Door(officer))
        assert 'name="presence"' in browser.get(event_address("new-mail", full)).content.decode()
        for typed, numbers in (
            ({"presence": "came"}, [2, 3]),
            ({"presence": "came", "states": ["seated", "waiting"]}, [2, 3, 11]),
            ({"presence": "absent"}, [1, 4, 5, 6, 7, 8, 9, 10]),
            ({"presence": "absent", "states": ["waiting"]}, [12]),
        ):
            OutboxMail.objects.all().delete()
            mail = _written(browser, full, **typed)
            page = browser.get(mail_address("mail", mail)).content.decode()
            words = {"came": "er sjekket inn", "absent": "er ikke sjekket inn"}
            assert words[typed["presence"]] in page
            assert [number for number in range(1, 13) if f"gjest{number}@example.org" in page] == numbers
            carry_out(browser, mail_address("send-mail", mail))
            assert _reached() == sorted(f"gjest{number}@example.org" for number in numbers), typed
        mail = _written(browser, full, presence="came")
        assert 'value="came" selected' in browser.get(mail_address("edit-mail", mail)).content.decode()


def test_each_reads_it_in_their_own_form_of_norwegian(browser: Client, full: Event) -> None:
    Participant.objects.filter(event=full, number=2).update(language="nn")
    mail = _written(browser, full, subject_nn="Parkering (nynorsk)", text_nn="Parker attom huset.")
    carry_out(browser, mail_address("send-mail", mail))
    assert "attom" in OutboxMail.objects.get(recipient="gjest2@example.org").body
    assert "attom" not in OutboxMail.objects.get(recipient="gjest1@example.org").body


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("states", {"states": []}),
        ("subject_nb", {"subject_nb": " "}),
        ("text_nb", {"text_nb": ""}),
        ("text_nn", {"subject_nn": "Emne"}),
        ("subject_nn", {"text_nn": "Tekst"}),
        ("subject_nb", {"subject_nb": "x" * 121}),
        ("text_nb", {"text_nb": "x" * 8001}),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(
    browser: Client, full: Event, field: str, typed: dict[str, Any]
) -> None:
    answer = browser.post(event_address("new-mail", full), {**TYPED, **typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#{field}' in page
    assert ("Parkering" in page) is (field != "subject_nb")
    assert not EventMail.objects.exists()


def test_a_mail_to_nobody_is_not_sent_and_a_draft_can_be_changed_and_deleted(browser: Client, full: Event) -> None:
    mail = _written(browser, full, states=["lapsed"])
    assert "Ingen passer" in browser.get(mail_address("mail", mail)).content.decode()
    assert browser.get(mail_address("send-mail", mail)).status_code == 409
    assert browser.post(mail_address("edit-mail", mail), TYPED).status_code == 302
    assert EventMail.objects.get().states == ["seated"]
    assert browser.post(mail_address("remove-mail", mail)).status_code == 302
    assert not EventMail.objects.exists()


def test_participants_of_a_cancelled_event_can_be_written_to_and_those_of_a_draft_not(
    browser: Client, full: Event, officer: Person
) -> None:
    cancel_event(full.pk, "Snø", officer)
    OutboxMail.objects.all().delete()
    carry_out(browser, mail_address("send-mail", _written(browser, full)))
    assert len(_reached()) == 10
    draft = draft_of(full.series, officer)
    assert browser.post(event_address("new-mail", draft), TYPED).status_code == 409
