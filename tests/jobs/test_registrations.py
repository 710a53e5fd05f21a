"""Many register at once for few places, and one of them is killed: never over, in order, and none lost."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from fordel.events.models import Booking, Event, Participant
from fordel.events.services.register import confirm_booking
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now
from fordel.shared.models import OutboxMail
from tests.events.events import booking_for, published_event, series_of
from tests.jobs.waiting import conninfo, wait_until, waiting_for_a_lock, writing_stopped

PLACES, MANY, AT_ONCE = 10, 100, 20
CONFIRM = (
    "import sys, django; django.setup();"
    "from fordel.events.models import Booking; from fordel.events.services.register import confirm_booking;"
    "from fordel.shared.clock import now; confirm_booking(Booking.objects.get(pk=int(sys.argv[1])), '', now())"
)


@pytest.fixture
def event(nordland: Any, person_as: Any) -> Event:
    officer = person_as("case_officer")
    return published_event(series_of(nordland.office, officer), officer, capacity=PLACES)


def _confirm(booking: Booking) -> None:
    try:
        confirm_booking(booking, "", now())
    finally:
        connection.close()


def _in_a_process_of_its_own(booking: Booking) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "FORDEL_MODE": "test", "DATABASE_URL": conninfo()}
    environment |= {"FORDEL_FILES": str(settings.FORDEL_FILES), "DJANGO_SETTINGS_MODULE": "fordel.settings"}
    return subprocess.Popen([sys.executable, "-c", CONFIRM, str(booking.pk)], env=environment)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_get_ten_places_in_the_order_of_the_lock_also_when_one_is_killed(event: Event) -> None:
    bookings = [booking_for(event, f"gjest{number}@example.org") for number in range(MANY)]
    with writing_stopped("events_participant"):
        killed = _in_a_process_of_its_own(bookings[0])
        wait_until(lambda: waiting_for_a_lock("events_participant"), "it is in the middle of registering")
        killed.kill()
        killed.wait()
    wait_until(lambda: not waiting_for_a_lock("events_participant"), "the database has seen that it is gone")
    assert not Participant.objects.exists() and Booking.objects.get(pk=bookings[0].pk).confirmed_at is None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(_confirm, each) for each in (*bookings, bookings[0], bookings[1])]:
            done.result()
    found = list(Participant.objects.order_by("number"))
    assert [each.number for each in found] == list(range(1, MANY + 1)), "none lost, and none twice"
    assert [each.state for each in found] == ["seated"] * PLACES + ["waiting"] * (MANY - PLACES)
    assert {each.email for each in found} == {f"gjest{number}@example.org" for number in range(MANY)}
    asked = Booking.objects.order_by("confirmed_at").values_list("pk", flat=True)
    assert list(asked) == [each.booking_id for each in found], "the order of the lock is the order of the places"
    assert OutboxMail.objects.filter(subject__startswith="Du har plass").count() == PLACES
    assert first_broken_entry() is None
