"""A person's notifications: the list, one of them, and how many are not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, OuterRef, QuerySet
from django.http import Http404

from fordel.notices.models import MailChoices, Notification
from fordel.parties.models import Person


def notifications_of(person: Person, asked: Mapping[str, str]) -> QuerySet[Notification]:
    """The newest first, narrowed by `kind` (a category) and `unread`."""
    rows = Notification.objects.filter(person=person).order_by("-at", "-pk")
    if asked.get("kind"):
        rows = rows.filter(category=asked["kind"][:11])
    if asked.get("unread"):
        rows = rows.filter(read_at__isnull=True)
    return rows


def notification_from_url(notification_id: int, **_rest: object) -> Notification:
    """The notification of an address. Raises Http404. One query."""
    found = Notification.objects.filter(pk=notification_id).first()
    if found is None:
        raise Http404
    return found


def unread_of_person() -> QuerySet[Any]:
    """How many notifications the person of the outer row has not read, to be counted with it."""
    rows = Notification.objects.filter(person=OuterRef("person"), read_at__isnull=True).order_by()
    return rows.values("person").annotate(n=Count("pk")).values("n")


def own_notifications(person: Person) -> list[dict[str, Any]]:
    """Everything in the person's list, for the person."""
    fields = ("at", "category", "subject", "text", "path", "read_at")
    return list(Notification.objects.filter(person=person).order_by("pk").values(*fields))


def own_choices(person: Person) -> list[dict[str, Any]]:
    """How the person has chosen to get mail, for the person."""
    fields = ("daily", "off", "daily_hour", "quiet_from", "quiet_to")
    return list(MailChoices.objects.filter(person=person).values(*fields))
