"""The list at the door: on the page, and as the phone keeps it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from fordel.core.events.door import names_leave_at
from fordel.events.documents.calendar import when_text
from fordel.events.models import Event, Participant, PlaceState
from fordel.events.presentation.addresses import event_address
from fordel.events.selectors.door import DoorCounts, attendance_of, door_counts, door_list, loaded_token
from fordel.events.selectors.tickets import ticket_code
from fordel.events.services.door_rules import phones_hold_names
from fordel.shared.dates import clock_time, moment
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Step


@dataclass(frozen=True)
class DoorRow:
    """A person on the list. `at` is empty until they are there; `note` is said of those without a place."""

    number: int
    name: str
    organisation: str
    note: str
    code: str
    at: str
    phone: int

    @property
    def words(self) -> str:
        """What the row is found by."""
        return f"{self.name} {self.organisation} {self.code}".lower()


def _row(participant: Participant) -> DoorRow:
    found = attendance_of(participant)
    return DoorRow(
        participant.number,
        participant.name,
        participant.organisation.name if participant.organisation else "",
        "" if participant.state == PlaceState.SEATED else str(participant.get_state_display()),
        ticket_code(participant),
        clock_time(found.at) if found else "",
        (found.phone or 0) if found else 0,
    )


@dataclass(frozen=True)
class DoorPage:
    """What the page shows, and what a phone keeps (None if it may not hold the names)."""

    rows: list[DoorRow]
    counts: DoorCounts
    is_open: bool
    data: dict[str, Any] | None


def door_page(event: Event, instant: datetime, words: str = "") -> DoorPage:
    """With the rows that the words are found in; the phone has all of them. One query."""
    people = door_list(event)
    rows = [_row(each) for each in people]
    asked = words.lower().split()
    shown = [each for each in rows if all(word in each.words for word in asked)]
    is_open = phones_hold_names(event, instant)
    return DoorPage(shown, door_counts(event, people), is_open, phone_data(event, rows, instant) if is_open else None)


def phone_data(event: Event, rows: list[DoorRow], instant: datetime) -> dict[str, Any]:
    """The list as a phone keeps it: until `seconds` have passed, `version` says whether it has changed."""
    listed = [each.__dict__ for each in rows]
    version = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
    return {
        "event": event.pk,
        "loaded": loaded_token(event, instant),
        "time": int(instant.timestamp()),
        "seconds": int((names_leave_at(event.ends_at) - instant).total_seconds()),
        "capacity": event.capacity,
        "version": version,
        "rows": listed,
    }


def phone_answer(event: Event, instant: datetime, version: str) -> dict[str, Any]:
    """What a phone gets when it asks: whether it may hold the names, and the list if it has another one. One query."""
    found = door_page(event, instant)
    if found.data is None:
        return {"open": False}
    if found.data["version"] == version:
        del found.data["rows"]
    return {"open": True, **found.data}


def close_door_step(event: Event, refusal: UserError | None) -> Step:
    """No phone holds the names any more."""
    return Step(
        question=_("End check-in for %(place)s, %(when)s?") % {"place": event.place, "when": when_text(event)},
        button=_("End check-in"),
        happens=_("The phones at the door lose the names as soon as they reach the network."),
        way_back=_("You can still mark on the list here who was there. What phones have not sent yet is received."),
        back=event_address("door", event),
        trail=[
            Link(event.series.title, event_address("work", event)),
            Link(_("Check-in"), event_address("door", event)),
        ],
        refusal=refusal,
    )


def names_leave_words(event: Event) -> str:
    """When names leave the phones by themselves."""
    return moment(names_leave_at(event.ends_at))


def sentence(answer: dict[str, Any], name: str = "") -> str:
    """What became of an act, for the page without script."""
    said = {**answer, "name": name}
    words = {
        "present": _("%(name)s is checked in."),
        "back": _("%(name)s is not checked in any more."),
        "absent": _("%(name)s was not checked in."),
        "cancelled": _("%(name)s has cancelled. Let them in as somebody who has not registered."),
        "unknown": _("The ticket is not known."),
        "wrong": "%(words)s",
    }
    if answer["result"] == "already":
        on_phone = _("%(name)s was checked in already, at %(at)s on phone %(phone)s.")
        return (on_phone if answer["phone"] else _("%(name)s was checked in already, at %(at)s.")) % said
    return words[answer["result"]] % said
