"""A place and a date of a series: begun as a draft, changed, and copied from another place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.events.programme import ProgrammeError, ProgrammeItem, read_programme
from fordel.events.models import Event, KeptPlaces, Series
from fordel.events.selectors.places import taken_at
from fordel.events.services.event_rules import EVENTS, locked_event
from fordel.events.services.moving import ask_again, asks_again, note_move
from fordel.events.services.seating import settle
from fordel.events.services.telling import tell_seated
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, first_instant_too_late
from fordel.shared.errors import UserError
from fordel.shared.fields import require_address, require_fits
from fordel.shared.lifecycles import advance

MOST_PLACES: Final = 5000
MOST_HOURS: Final = 24 * 30
MOST_DAYS: Final = 365
MOST_DAYS_BEFORE: Final = 60
LONGEST: Final = {"place": 80, "venue": 200, "link": 200, "contact_name": 120, "contact_email": 200}


@dataclass(frozen=True)
class EventFacts:
    """What is planned, as it is typed: days are the first and the last ones, inclusive, and `programme_…` are texts.
    `confirm_last_day` is needed if an event that people have registered for gets another day or town."""

    place: str
    venue: str
    link: str
    day: date | None
    starts: time | None
    ends: time | None
    opens_on: date | None
    last_day: date | None
    capacity: int | None
    kept_last_day: date | None
    offer_hours: int | None
    needs_days: int | None
    asks_access: bool
    asks_food: bool
    programme_nb: str
    programme_nn: str
    contact_name: str
    contact_email: str
    remind_days: int | None = 0
    confirm_last_day: date | None = None


@transaction.atomic
def begin_event(series: Series, facts: EventFacts, by: Person, *, like: Event | None = None) -> Event:
    """A draft. With `like` it keeps places for the same ones as that event. Raises UserError that names the field."""
    event = Event(series=series, office_id=series.office_id, **_values(facts))
    event.save()
    if like is not None:
        KeptPlaces.objects.bulk_create(
            KeptPlaces(event=event, organisation_id=each.organisation_id, audience=each.audience, count=each.count)
            for each in like.kept.all()
        )
    details = {"copied_from": like.pk} if like is not None else {}
    advance(EVENTS, event, "change", by, capacity=event.capacity, taken=0)
    record("events.event.begun", actor=by, subject=event, office=event.office_id, details=details)
    return event


@transaction.atomic
def change_event(event_id: int, facts: EventFacts, by: Person) -> Event:
    """Raises UserError that names the field: also for fewer places than are taken."""
    event = locked_event(event_id)
    values = _values(facts)
    asks = asks_again(event, values["starts_at"], values["place"])
    confirm_by = first_instant_too_late(facts.confirm_last_day) if facts.confirm_last_day else None
    room = {"capacity": values["capacity"], "taken": taken_at(event)}
    answer = {"answer_by": confirm_by, "starts_at": values["starts_at"]} if asks else {}
    advance(EVENTS, event, "move" if asks else "change", by, **room, **answer)
    if asks and confirm_by is not None:
        note_move(event, event.starts_at, event.place, confirm_by)
    is_told = any(values[name] != getattr(event, name) for name in ("starts_at", "ends_at", "venue", "place", "link"))
    for name, value in values.items():
        setattr(event, name, value)
    event.sequence += 1
    event.save()
    record(f"events.event.{'moved' if asks else 'changed'}", actor=by, subject=event, office=event.office_id)
    if asks:
        ask_again(event)
    elif is_told:
        tell_seated(event)
    settle(event)
    return event


def _values(facts: EventFacts) -> dict[str, Any]:
    """The columns of the event. Raises UserError that names the field."""
    typed = asdict(facts)
    _require_texts(typed)
    starts_at, ends_at = _times(facts)
    values: dict[str, Any] = {"starts_at": starts_at, "ends_at": ends_at}
    values |= _window(facts, ends_at) | _numbers(facts) | {"kept_until": _kept_until(facts, starts_at)}
    for name in ("programme_nb", "programme_nn"):
        values[name] = [[each.starts, each.ends, each.title, each.speaker] for each in _programme(typed[name], name)]
    for name in ("place", "venue", "link", "contact_name", "contact_email"):
        values[name] = typed[name].strip()
    return values | {"asks_access": facts.asks_access, "asks_food": facts.asks_food}


def _kept_until(facts: EventFacts, starts_at: datetime) -> datetime | None:
    if facts.kept_last_day is None:
        return None
    found = first_instant_too_late(facts.kept_last_day)
    if found > starts_at:
        message = _("Places are kept until after the event begins.")
        raise UserError(message, _("Choose an earlier day."), "kept_last_day")
    return found


def _require_texts(typed: dict[str, Any]) -> None:
    for name, most in LONGEST.items():
        require_fits(typed[name], most, name)
    if not typed["place"].strip():
        raise UserError(_("The place is missing."), _("Write the town, or «Teams»."), "place")
    if typed["contact_email"].strip():
        require_address(typed["contact_email"].strip(), "contact_email")


def _times(facts: EventFacts) -> tuple[datetime, datetime]:
    if facts.day is None:
        raise UserError(_("The day is missing."), _("Choose a day."), "day")
    for name in ("starts", "ends"):
        if getattr(facts, name) is None:
            raise UserError(_("The time of day is missing."), _("Write it like 10.00."), name)
    starts_at = datetime.combine(facts.day, facts.starts or time(), OSLO)
    ends_at = datetime.combine(facts.day, facts.ends or time(), OSLO)
    if ends_at <= starts_at:
        raise UserError(_("The event ends before it begins."), _("Choose a later time."), "ends")
    return starts_at, ends_at


def _window(facts: EventFacts, ends_at: datetime) -> dict[str, datetime]:
    if facts.opens_on is None:
        raise UserError(_("The first day to register is missing."), _("Choose a day."), "opens_on")
    if facts.last_day is None or facts.last_day < facts.opens_on:
        message = _("The last day to register must be the first day or later.")
        raise UserError(message, _("Choose a later day."), "last_day")
    closes_at = first_instant_too_late(facts.last_day)
    if facts.day is not None and facts.last_day >= facts.day:
        if facts.last_day > facts.day:
            message = _("The last day to register must be no later than the day of the event.")
            raise UserError(message, _("Choose an earlier day."), "last_day")
        closes_at = min(closes_at, datetime.combine(facts.day, facts.starts or time(), OSLO), ends_at)
    opens_at = datetime.combine(facts.opens_on, time(), OSLO)
    if closes_at <= opens_at:
        raise UserError(_("Nobody could register in time."), _("Choose an earlier first day."), "opens_on")
    return {"opens_at": opens_at, "closes_at": closes_at}


def _numbers(facts: EventFacts) -> dict[str, int]:
    found = {}
    for name, most in (("capacity", MOST_PLACES), ("offer_hours", MOST_HOURS), ("needs_days", MOST_DAYS)):
        value = getattr(facts, name)
        if value is None or not 0 < value <= most:
            message = _("Write a number from 1 to %(most)s.") % {"most": most}
            raise UserError(_("The number is missing."), message, name)
        found[name] = value
    if facts.remind_days is None or facts.remind_days > MOST_DAYS_BEFORE:
        message = _("Write a number from 0 to %(most)s. 0 reminds nobody.") % {"most": MOST_DAYS_BEFORE}
        raise UserError(_("The number is missing."), message, "remind_days")
    return found | {"remind_days": facts.remind_days}


def _programme(text: str, name: str) -> list[ProgrammeItem]:
    try:
        return read_programme(text)
    except ProgrammeError as error:
        fix = _("Write one item a line, like: 09.00–09.45 Welcome; Kari Nordmann")
        if error.is_backwards:
            message = _("«%(line)s» begins before the item above it, or ends before it begins.")
        else:
            message = _("«%(line)s» does not begin with a time and say what happens.")
        raise UserError(message % {"line": error.line[:80]}, fix, name) from error
