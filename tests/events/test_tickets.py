"""The ticket: in the confirmation, on the participant's own page and on paper, and worth nothing anywhere else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client

from fordel.events.models import Event, Participant, Series
from fordel.events.presentation.registering import place_page_path
from fordel.events.selectors.tickets import Ticket, read_ticket, ticket_code, ticket_text
from fordel.events.services.own_place import cancel_place
from fordel.parties.models import Person
from fordel.shared.models import OutboxMail
from fordel.shared.qr import qr_png
from fordel.shared.tasks import send_queued_mail
from tests.events.events import later, published_event, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant(event: Event) -> Participant:
    registered(event, 1)
    return Participant.objects.select_related("event__office", "event__series").get()


def test_the_confirmation_carries_the_ticket_as_picture_and_as_text(participant: Participant, mailoutbox: Any) -> None:
    mail = OutboxMail.objects.get(recipient=participant.email)
    assert ticket_code(participant) in mail.body
    send_queued_mail(mail.pk)
    pictures = [each for each in mailoutbox[0].attachments if each[2] == "image/png"]
    assert [(each[0], each[1]) for each in pictures] == [("billett.png", qr_png(ticket_text(participant)))]


def test_the_own_page_shows_the_ticket_until_the_event_is_over(participant: Participant) -> None:
    own, paper = (place_page_path(name, participant) for name in ("place", "ticket"))
    page = Client().get(own).content.decode()
    assert 'class="qr"' in page and ticket_code(participant) in page and paper in page
    with pikepdf.open(BytesIO(Client().get(paper).content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and "Workshop II" in str(pdf.docinfo["/Title"])
    with later(days=31):
        assert ticket_code(participant) not in Client().get(own).content.decode()
        assert Client().get(paper).status_code == 404
    cancel_place(participant.pk)
    assert Client().get(paper).status_code == 404


def test_an_event_on_teams_has_no_door_and_no_ticket(series: Series, officer: Person) -> None:
    event = published_event(series, officer, venue="", link="https://teams.example/1")
    registered(event, 1)
    one = Participant.objects.get()
    assert not OutboxMail.objects.get(recipient=one.email).picture_name
    assert 'class="qr"' not in Client().get(place_page_path("place", one)).content.decode()
    assert Client().get(place_page_path("ticket", one)).status_code == 404


def test_a_ticket_is_read_as_it_is_typed_and_as_the_camera_reads_it(participant: Participant) -> None:
    event, code = participant.event, ticket_code(participant)
    for text in (code, f" {code.lower()} ", ticket_text(participant)):
        assert read_ticket(text, event) == Ticket(event.pk, participant.number)


def test_a_ticket_of_another_event_is_known_as_one(participant: Participant, series: Series, officer: Person) -> None:
    other = published_event(series, officer, place="Bodø")
    assert read_ticket(ticket_text(participant), other) == Ticket(participant.event_id, participant.number)
    assert read_ticket(ticket_code(participant), other) is None, "its short code is worth nothing there"


@pytest.mark.parametrize("text", ["", "x", "FORDEL-1-1-AAAAAAAAAA", "1-AAAAAAAAAA", "https://example.org/", "1" * 5000])
def test_what_is_no_ticket_is_refused(participant: Participant, text: str) -> None:
    assert read_ticket(text, participant.event) is None
