"""The waiting list moves in its order: each place is offered for a time, then to the next, with a mail at each step."""

from __future__ import annotations

import pytest
from django.test import Client

from fordel.events.models import Event
from fordel.events.presentation.registering import place_page_path
from fordel.events.services.own_place import accept_place, cancel_place
from fordel.events.services.plan_event import change_event
from fordel.events.tasks import turn
from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.events.events import event_facts, later, place_of, registered, states_of
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


def _told(number: int) -> str:
    return OutboxMail.objects.filter(recipient=f"gjest{number}@example.org").latest("pk").subject


def test_a_cancelled_place_is_offered_to_the_first_who_waits_and_accepted(full: Event) -> None:
    leave = place_page_path("cancel-place", place_of(full, 1))
    assert carry_out(Client(), leave).status_code == 302
    assert states_of(full) == ["cancelled", "seated", "offered", "waiting"]
    assert "meldt deg av" in _told(1) and "Det er plass til deg" in _told(3)
    page = Client().get(place_page_path("place", place_of(full, 3))).content.decode()
    assert "Ta imot plassen" in page
    for _twice in range(2):
        assert Client().post(place_page_path("accept", place_of(full, 3))).status_code == 302
    assert states_of(full) == ["cancelled", "seated", "seated", "waiting"]
    assert OutboxMail.objects.filter(recipient="gjest3@example.org", subject__startswith="Du har plass").count() == 1
    assert carry_out(Client(), leave).status_code == 409


def test_a_place_that_is_not_accepted_in_time_goes_to_the_next(full: Event) -> None:
    cancel_place(place_of(full, 1).pk)
    with later(hours=23):
        turn(0)
        assert states_of(full) == ["cancelled", "seated", "offered", "waiting"]
    with later(hours=25):
        with pytest.raises(UserError):
            accept_place(place_of(full, 3).pk)
        for _twice in range(2):
            turn(0)
        assert states_of(full) == ["cancelled", "seated", "lapsed", "offered"]
        assert "gikk til den neste" in _told(3) and "Det er plass til deg" in _told(4)
        page = Client().post(place_page_path("accept", place_of(full, 3)))
        assert page.status_code == 409


def test_whoever_comes_next_passes_nobody_who_waits(full: Event) -> None:
    cancel_place(place_of(full, 1).pk)
    registered(full, 1)
    assert states_of(full) == ["cancelled", "seated", "offered", "waiting", "waiting"]
    with later(hours=25):
        registered(full, 1)  # before any job has run
        assert states_of(full) == ["cancelled", "seated", "lapsed", "offered", "waiting", "waiting"]


def test_more_places_are_offered_to_those_who_wait(full: Event, officer: Person) -> None:
    change_event(full.pk, event_facts(capacity=3), officer)
    assert states_of(full) == ["seated", "seated", "offered", "waiting"]


def test_somebody_who_waits_can_leave_and_register_again_at_the_end(full: Event) -> None:
    cancel_place(place_of(full, 3).pk)
    assert states_of(full) == ["seated", "seated", "cancelled", "waiting"]
    cancel_place(place_of(full, 2).pk)
    assert states_of(full) == ["seated", "cancelled", "cancelled", "offered"]


def test_nothing_moves_once_the_event_has_begun(full: Event) -> None:
    with later(days=31):
        with pytest.raises(UserError):
            cancel_place(place_of(full, 1).pk)
        turn(0)
    assert states_of(full) == ["seated", "seated", "waiting", "waiting"]
