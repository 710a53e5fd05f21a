"""When mail comes: at once, once a day or not at all, and never in quiet hours. The list has all of it, always."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.core.sending import When
from fordel.notices.models import MailChoices, Notification, WaitingMail
from fordel.notices.recipient import Recipient, to_person
from fordel.notices.services.choices import CHOSEN, MailWishes, choose_mail
from fordel.notices.services.notify import notify
from fordel.notices.services.waiting import people_with_due_mail, send_waiting
from fordel.notices.tasks import turn
from fordel.parties.models import Office, Person
from fordel.parties.notices import RoleRemoved, SignInCode
from fordel.shared import clock
from fordel.shared.models import OutboxMail
from fordel.shared.notice import CalendarPart, Category, Notice, Picture
from tests.clients import client_of

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 2, 10, 23, 30, tzinfo=clock.OSLO)
MORNING = datetime(2026, 2, 11, 7, 0, tzinfo=clock.OSLO)
NOON = datetime(2026, 2, 11, 12, 0, tzinfo=clock.OSLO)


@dataclass(frozen=True)
class Plain(Notice):
    kind: ClassVar = "test.plain"
    category: ClassVar = Category.REPORTS
    title: str = "Hei"
    method: str = ""
    ends: str = ""
    ticket: bytes = b""
    until: datetime | None = None

    def answer_by(self) -> datetime | None:
        return self.until

    def subject(self) -> str:
        return self.title

    def text(self) -> str:
        return f"Om {self.title}"

    def calendar(self) -> CalendarPart | None:
        return CalendarPart(self.method, "BEGIN:VCALENDAR") if self.method else None

    def unsubscribe(self) -> str:
        return self.ends

    def picture(self) -> Picture | None:
        return Picture("billett.png", self.ticket) if self.ticket else None


class Decided(Plain):
    category: ClassVar = Category.DECISION


@pytest.fixture
def office(reference_data: None) -> Office:
    return Office.objects.get(slug="nordland")


@pytest.fixture
def anne(office: Office, person_as: Callable[..., Any]) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def set_clock(instant: datetime) -> None:
        monkeypatch.setattr(clock, "real_now", lambda: instant)

    set_clock(NOON)
    return set_clock


def choose(person: Person, when: When = When.AT_ONCE, quiet: tuple[int, int] = (0, 0), hour: int = 7) -> None:
    """The same for every kind; decisions and deadlines come daily if the rest is off."""
    never_off = dict.fromkeys((Category.DECISION, Category.DEADLINE), When.DAILY if when == When.OFF else when)
    choose_mail(person, MailWishes(dict.fromkeys(CHOSEN, when) | never_off, hour, *quiet))


def send(person: Person, office: Office, *notices: Notice) -> None:
    """As a page or a job does it: the person comes from the database."""
    for notice in notices:
        notify(to_person(Person.objects.get(pk=person.pk), office), notice)


def mails() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("subject", flat=True))


def listed() -> list[str]:
    return list(Notification.objects.order_by("pk").values_list("subject", flat=True))


def the_worker_turns() -> None:
    for person_id in people_with_due_mail(clock.now()):
        send_waiting(person_id)


def test_without_a_choice_it_comes_at_once_and_is_listed(anne: Person, office: Office, at: Any) -> None:
    send(anne, office, Plain())
    assert (mails(), listed()) == (["Hei"], ["Hei"])
    assert not WaitingMail.objects.exists()


def test_what_is_off_is_in_the_list_alone(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.OFF)
    send(anne, office, Plain())
    assert (mails(), listed()) == ([], ["Hei"])
    assert not WaitingMail.objects.exists()


def test_quiet_hours_hold_mail_until_they_end_and_bundle_it(anne: Person, office: Office, at: Any) -> None:
    choose(anne, quiet=(22, 7))
    at(EVENING)
    send(anne, office, Plain("En"), Plain("To"))
    the_worker_turns()
    assert (mails(), listed()) == ([], ["En", "To"])
    at(MORNING)
    the_worker_turns()
    assert mails() == ["2 varsler fra Fordel"]
    body = OutboxMail.objects.get().body
    assert body.index("Om En") < body.index("Om To")
    assert reverse("notifications:choices") in body
    the_worker_turns()
    assert len(mails()) == 1 and not WaitingMail.objects.exists()
    assert listed() == ["En", "To"], "the mail about them is no notification of its own"


def test_one_that_waited_comes_as_it_was_written(anne: Person, office: Office, at: Any) -> None:
    choose(anne, quiet=(22, 7))
    at(EVENING)
    send(anne, office, Plain("En"))
    at(MORNING)
    the_worker_turns()
    assert list(OutboxMail.objects.values_list("subject", "body")) == [("En", "Om En")]


def test_what_must_be_answered_does_not_wait_past_half_the_time(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.DAILY, quiet=(22, 7))
    at(NOON)
    send(anne, office, Plain("Snart", until=NOON + timedelta(hours=24)), Plain("Siden", until=NOON + timedelta(days=9)))
    assert mails() == ["Snart"]
    choose(anne, quiet=(22, 7))
    at(EVENING)
    send(anne, office, Plain("I natt", until=EVENING + timedelta(hours=24)))
    assert mails() == ["Snart"]
    choose(anne, When.OFF)
    send(anne, office, Plain("Av", until=EVENING + timedelta(hours=1)))
    assert mails() == ["Snart"]


def test_a_mail_is_not_moved_past_half_the_time_to_answer(anne: Person, office: Office, at: Any) -> None:
    choose(anne, quiet=(22, 7))
    at(EVENING)
    send(anne, office, Plain("I natt", until=EVENING + timedelta(hours=20)))
    choose(anne, When.DAILY, hour=20)
    the_worker_turns()
    assert mails() == ["I natt"]


def test_an_address_in_capitals_gets_one_mail(anne: Person, office: Office, at: Any) -> None:
    Person.objects.filter(pk=anne.pk).update(email="Anne@Example.org")
    anne.refresh_from_db()
    send(anne, office, Plain("En"))
    assert mails() == ["En"]


def test_the_daily_mail_has_what_came_since_the_last(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.DAILY, hour=7)
    at(EVENING)
    send(anne, office, Plain("En"), Decided("To"))
    at(MORNING)
    the_worker_turns()
    send(anne, office, Plain("Tre"))
    the_worker_turns()
    assert mails() == ["2 varsler fra Fordel"], "what comes at seven waits for the next day"
    at(MORNING.replace(day=12))
    the_worker_turns()
    assert mails() == ["2 varsler fra Fordel", "Tre"]


def test_the_mail_of_several_is_in_the_readers_language(anne: Person, office: Office, at: Any) -> None:
    Person.objects.filter(pk=anne.pk).update(language="nn")
    choose(anne, When.DAILY)
    send(anne, office, Plain("En"), Plain("To"))
    at(NOON.replace(day=12))
    with override("en"):
        the_worker_turns()
    assert mails() == ["2 varsel frå Fordel"]


@pytest.mark.parametrize("when", [When.DAILY, When.OFF])
def test_an_invitation_arrives_whatever_is_chosen_and_alone(anne: Person, office: Office, at: Any, when: When) -> None:
    """A calendar reads it from a mail of its own; a cancellation that never came is worse than a mail too many."""
    choose(anne, when, quiet=(22, 7))
    send(anne, office, Plain("Innkalling", method="REQUEST"))
    assert mails() == ["Innkalling"]
    at(EVENING)
    send(anne, office, Plain("Avlyst", method="CANCEL"), Decided("Vedtak"), Decided("Brev"))
    assert mails() == ["Innkalling"]
    at(MORNING.replace(hour=8))
    the_worker_turns()
    assert sorted(mails()) == ["2 varsler fra Fordel", "Avlyst", "Innkalling"]
    cancelled = OutboxMail.objects.get(subject="Avlyst")
    assert (cancelled.calendar_method, cancelled.calendar) == ("CANCEL", "BEGIN:VCALENDAR")


def test_a_mail_that_one_can_end_keeps_its_link(anne: Person, office: Office, at: Any) -> None:
    choose(anne, quiet=(22, 7))
    at(EVENING)
    send(anne, office, Plain("Nytt", ends="https://x/"), Plain("En"))
    at(MORNING)
    the_worker_turns()
    assert dict(OutboxMail.objects.values_list("subject", "unsubscribe")) == {"Nytt": "https://x/", "En": ""}


def test_a_picture_comes_with_its_mail_when_the_quiet_hours_are_over(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.OFF, quiet=(22, 7))
    at(EVENING)
    send(anne, office, Plain("Billett", ticket=b"png"))
    assert mails() == []
    at(MORNING)
    the_worker_turns()
    (mail,) = OutboxMail.objects.all()
    assert (mail.subject, mail.picture_name, bytes(mail.picture)) == ("Billett", "billett.png", b"png")


def test_codes_come_at_once_and_are_not_listed(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.OFF, quiet=(22, 7))
    at(EVENING)
    send(anne, office, SignInCode("ABCD-1234"))
    assert (len(mails()), listed()) == (1, [])


def test_what_concerns_access_comes_in_quiet_hours_too(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.OFF, quiet=(22, 7))
    at(EVENING)
    send(anne, office, RoleRemoved("Bodø kommune"))
    assert len(mails()) == len(listed()) == 1


def test_somebody_without_an_account_gets_the_mail_and_has_no_list(office: Office, at: Any) -> None:
    notify([Recipient("new@example.org", "nb")], Plain())
    assert (mails(), listed()) == (["Hei"], [])


def test_an_address_that_belongs_to_somebody_is_theirs(anne: Person, office: Office, at: Any) -> None:
    """A module may know the address alone, of a participant for example: the list has it all the same."""
    choose(anne, When.OFF)
    notify([Recipient(anne.email.upper(), "nb")], Plain())
    assert (mails(), listed()) == ([], ["Hei"])


def test_what_waits_follows_a_new_choice(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.DAILY, hour=18)
    send(anne, office, Plain("En"), Decided("To"))
    choose(anne, When.OFF, hour=9)
    assert list(WaitingMail.objects.values_list("notification__subject", flat=True)) == ["To"]
    choose(anne, When.AT_ONCE)
    the_worker_turns()
    assert mails() == ["To"]


def test_people_who_are_not_active_any_more_get_nothing(anne: Person, office: Office, at: Any) -> None:
    choose(anne, When.DAILY)
    send(anne, office, Plain())
    Person.objects.update(is_active=False)
    at(NOON.replace(day=12))
    the_worker_turns()
    assert mails() == [] and not WaitingMail.objects.exists()


def test_the_job_queues_one_job_for_each_reader(
    anne: Person, office: Office, at: Any, person_as: Callable[..., Any]
) -> None:
    for person in (anne, person_as("approver")):
        choose(person, When.DAILY)
        send(person, office, Plain("En"), Plain("To"))
    at(NOON.replace(day=12))
    turn(timestamp=0)
    assert ProcrastinateJob.objects.filter(task_name="notices.send_waiting").count() == 2


def sent(**changed: str) -> dict[str, str]:
    """What the page of choices sends if nothing but this is changed."""
    hours = {"daily_hour": "7", "quiet_from": "22", "quiet_to": "7"}
    return {category.value: "at_once" for category in CHOSEN} | hours | changed


def test_the_page_keeps_what_is_chosen(anne: Person) -> None:
    client, url = client_of(anne), reverse("notifications:choices")
    assert client.post(url, sent(reports="daily", events="off")).status_code == 302
    kept = MailChoices.objects.get(person=anne)
    assert (kept.daily, kept.off, kept.quiet_from, kept.quiet_to) == (["reports"], ["events"], 22, 7)
    page = client.get(url).content.decode()
    assert page.count("checked") == len(CHOSEN)
    assert client.post(url, sent()).status_code == 302
    assert MailChoices.objects.get(person=anne).off == []


@pytest.mark.parametrize("category", ["decision", "deadline"])
def test_decisions_and_deadlines_cannot_be_turned_off(anne: Person, category: str) -> None:
    """The page does not offer it and says why, the service refuses it, and so does the database."""
    client, url = client_of(anne), reverse("notifications:choices")
    page = client.get(url).content.decode()
    assert page.count('value="off"') == len(CHOSEN) - 2 and page.count("Kan ikke slås av") == 2
    answer = client.post(url, sent(**{category: "off"}))
    assert answer.status_code == 422 and f'href="#{category}_0"' in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        MailChoices.objects.create(person=anne, off=[category])
    assert not MailChoices.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("daily_hour", "24"), ("quiet_from", ""), ("quiet_to", "x")])
def test_an_hour_that_is_none_is_refused_at_its_field(anne: Person, field: str, value: str) -> None:
    answer = client_of(anne).post(reverse("notifications:choices"), sent(**{field: value}))
    assert answer.status_code == 422 and f'href="#{field}"' in answer.content.decode()


def test_a_visitor_is_asked_to_sign_in(office: Office) -> None:
    for name in ("list", "choices"):
        assert Client().get(reverse(f"notifications:{name}")).status_code == 302


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Noen har spurt. Svar innen 6. mars: http://a.no/b/", "Noen har spurt."),
        ("Fristen er 6. mars kl. 09.00. Les mer: http://a.no/b/\n\nMer", "Fristen er 6. mars kl. 09.00."),
        ("\nHva skjer? Kom!", "Hva skjer? Kom!"),
        ("Åpne http://a.no/b/", ""),
    ],
)
def test_the_first_line_is_whole_sentences_without_an_address(text: str, line: str) -> None:
    assert Notification(text=text).first_line == line
