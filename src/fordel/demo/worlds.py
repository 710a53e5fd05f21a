"""The worlds that the demo can be started in. Each is made by the services that people use, with the clock moved."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import translation

from fordel.demo.annual import begin_annual_report, send_former_reports
from fordel.demo.clock import parse_demo_time, require_demo, set_demo_clock
from fordel.demo.decided import load_decided
from fordel.demo.events import hold_demo_events
from fordel.demo.former import YEARS, let_former_staff_go, load_former_years
from fordel.demo.many import load_many
from fordel.demo.models import DemoClock
from fordel.demo.names import DEFAULT
from fordel.demo.nordland import Place, load_people, load_winter, load_writing, open_years
from fordel.demo.outcomes import load_outcomes
from fordel.demo.pulses import load_pulses
from fordel.notices.models import Notification
from fordel.parties.models import Office, Person
from fordel.parties.services.load_reference_data import load_reference_data
from fordel.programme.services.load_schemes import load_schemes


@dataclass(frozen=True)
class World:
    """`today` is what the clock shows at the start, as an ISO date and time in Norway."""

    today: str
    load: Callable[[], None]


def _february() -> None:
    _with_former_years()


def _with_former_years() -> Place:
    """The years under the former regulation, and the winter of 2026."""
    office = Office.objects.get(slug="nordland")
    staff = load_former_years(office)
    send_former_reports(office, staff, years=[each.year for each in YEARS])
    place = open_years(load_people())
    let_former_staff_go(staff, place.officer)
    load_winter(place)
    return place


def _deadline() -> None:
    load_writing(open_years(load_people()))


def _with_decision() -> Place:
    """Those years, and the spring in which 2026 is decided."""
    place = _with_former_years()
    load_decided(place.round)
    hold_demo_events(place.office, place.officer)
    return place


def _decided() -> None:
    _with_decision()


def _january() -> None:
    place = _with_decision()
    load_pulses(place.round)
    load_outcomes(place.round, place.officer)
    begin_annual_report(place.round, place.officer)


def _empty() -> None:
    load_people()


def _big() -> None:
    place: Place = open_years(load_people())
    load_many(place.round, place.officer)


WORLDS: Final[Mapping[str, World]] = {
    "february": World("2026-02-24T08:10", _february),
    "deadline": World("2026-02-01T21:59", _deadline),
    "decided": World("2026-04-09T09:00", _decided),
    "january-2027": World("2027-01-18T09:00", _january),
    "empty": World("2026-01-05T09:00", _empty),
    "big": World("2026-02-24T08:10", _big),
}


_UNREAD_FOR: Final = timedelta(days=21)


def load_world(name: str = DEFAULT) -> None:
    """Load the world if there is nobody yet; run again it keeps what has been entered. Refused outside demo mode."""
    require_demo()
    world = WORLDS[name]
    chosen = os.environ.get("FORDEL_TODAY")
    if chosen or not DemoClock.objects.exists():
        set_demo_clock(parse_demo_time(chosen or world.today))
    load_reference_data()
    load_schemes()
    if not Person.objects.exists():
        with transaction.atomic(), translation.override("nb"):
            world.load()
            _read_what_is_old(parse_demo_time(world.today))


def _read_what_is_old(today: datetime) -> None:
    """Everybody has read what they were notified of before the last weeks."""
    Notification.objects.filter(at__lt=today - _UNREAD_FOR).update(read_at=F("at"))
