"""A person's own calendar address."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.db import transaction

from fordel.meetings.models import CalendarFeed
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now

_SIGNER = Signer(salt="fordel.meetings.calendar", sep=".")


def feed_token(person: Person) -> str:
    """What is in the address; '' until the person has asked for one."""
    feed = CalendarFeed.objects.filter(person=person).first()
    return _SIGNER.sign(f"{person.pk}-{feed.number}") if feed else ""


@transaction.atomic
def renew_feed(person: Person) -> str:
    """A new address; the old one stops working at once."""
    feed = CalendarFeed.objects.select_for_update().filter(person=person).first()
    if feed is None:
        feed = CalendarFeed(person=person, number=0)
    feed.number, feed.renewed_at = feed.number + 1, now()
    feed.save()
    record("meetings.feed.renewed", actor=person, subject=feed, details={"number": feed.number})
    return feed_token(person)


def person_of_token(token: str) -> Person | None:
    """Whose calendar the address is; None for one that is forged, replaced, or of somebody who has no access now."""
    try:
        person_id, _dash, number = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    feed = CalendarFeed.objects.filter(person=int(person_id), number=int(number), person__is_active=True)
    found = feed.select_related("person").first()
    return found.person if found else None
