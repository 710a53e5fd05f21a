"""What happens to an event: it is published, closed for registration, opened again, cancelled, discarded, and over."""

from __future__ import annotations

from django.db import transaction

from fordel.events.models import Event
from fordel.events.services.event_rules import EVENTS, locked_event
from fordel.events.services.telling import tell_cancelled
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


def _advanced(event_id: int, verb: str, by: Person | None, action: str, *fields: str) -> Event:
    """The event after the verb. The caller holds a transaction. Raises UserError."""
    event = locked_event(event_id)
    advance(EVENTS, event, verb, by)
    if verb == "publish":
        event.published_at = now()
    event.save(update_fields=["state", *fields])
    record(f"events.event.{action}", actor=by, subject=event, office=event.office_id)
    return event


@transaction.atomic
def publish_event(event_id: int, by: Person) -> Event:
    """Everybody can read it. Raises UserError."""
    return _advanced(event_id, "publish", by, "published", "published_at")


@transaction.atomic
def close_event(event_id: int, by: Person | None) -> Event:
    """Nobody can register any more. None is the system, when the last day has passed. Raises UserError."""
    return _advanced(event_id, "close", by, "closed")


@transaction.atomic
def open_event(event_id: int, by: Person) -> Event:
    """People can register again. Raises UserError."""
    return _advanced(event_id, "open", by, "opened")


@transaction.atomic
def discard_event(event_id: int, by: Person) -> Event:
    """A draft is gone from every list. Raises UserError: what is published is cancelled instead."""
    return _advanced(event_id, "discard", by, "discarded")


@transaction.atomic
def cancel_event(event_id: int, reason: str, by: Person) -> Event:
    """Raises UserError that names the field."""
    event = locked_event(event_id)
    advance(EVENTS, event, "cancel", by, reason=reason.strip())
    event.cancelled_because = reason.strip()
    event.sequence += 1
    event.save(update_fields=["state", "cancelled_because", "sequence"])
    record("events.event.cancelled", actor=by, subject=event, office=event.office_id)
    tell_cancelled(event)
    return event


@transaction.atomic
def turn_event(event_id: int) -> None:
    """For the job: registration closes, and the event is held, when its time has come. Run again it does nothing."""
    event, instant = locked_event(event_id), now()
    allows = EVENTS.lifecycle.allows
    if instant >= event.ends_at and allows(event.state, "hold"):
        _advanced(event_id, "hold", None, "held")
    elif instant >= event.closes_at and allows(event.state, "close"):
        _advanced(event_id, "close", None, "closed")
