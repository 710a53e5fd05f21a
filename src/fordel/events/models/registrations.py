"""Who has registered for an event, for whom, and who has a place or waits for one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.events.models.events import Audience, Event
from fordel.notices.models import ConfirmedByCode
from fordel.parties.models import Organisation, Person


class Booking(ConfirmedByCode):
    """What somebody sends to register themselves or colleagues. Until it is confirmed it is a draft that its writer
    alone can open: `people` are then names, addresses and needs, in their own order. `person` is whoever is signed in;
    anybody else has confirmed `email` by a code. `consent` are the words that they agreed to."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=20, choices=Audience.choices, blank=True)
    people = models.JSONField(default=list)
    consent = models.TextField()
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(confirmed_at__isnull=True) | Q(people=[]), name="people_until_confirmed")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.begun_at}"

    @property
    def needs_code(self) -> bool:
        return bool(self.email)


class PlaceState(models.TextChoices):
    """See `core.lifecycle.EVENT_PLACE`."""

    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Is offered a place")
    SEATED = "seated", _("Has a place")
    CANCELLED = "cancelled", _("Has cancelled")
    LAPSED = "lapsed", _("Did not answer in time")


class Participant(models.Model):
    """Somebody who has a place at an event, or waits for one. `number` is the order in which the lock of the event was
    granted; `access` and `food` are what they tell of their needs, until it is erased. Once an event has moved, whoever
    has not answered yet has until `confirm_by`; whoever has confirmed again did so at `confirmed_at`."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="participants")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="participants")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=20, choices=Audience.choices, blank=True)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=9, choices=PlaceState.choices, default=PlaceState.WAITING)
    offered_until = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    access = models.CharField(max_length=300, blank=True)
    food = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="place_number_once"),
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(state__in=("waiting", "offered", "seated")) & ~Q(email=""),
                name="address_has_one_place",
            ),
            models.CheckConstraint(
                condition=Q(confirm_by__isnull=True) | Q(state__in=("waiting", "seated"), confirmed_at__isnull=True),
                name="asked_again_until_answered",
            ),
            models.CheckConstraint(
                condition=Q(state="offered") ^ Q(offered_until__isnull=True), name="offered_until_follows_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} #{self.number}"


ACTIVE_STATES = (PlaceState.WAITING, PlaceState.OFFERED, PlaceState.SEATED)
TAKEN_STATES = (PlaceState.OFFERED, PlaceState.SEATED)
