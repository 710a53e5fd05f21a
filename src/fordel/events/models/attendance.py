"""Who was at an event, and what the phones at its door have sent."""

from __future__ import annotations

import secrets
from typing import ClassVar, Final

from django.db import models

from fordel.events.models.events import Event
from fordel.events.models.registrations import Participant
from fordel.parties.models import Person

_SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """Twenty signs that nobody guesses: the code of a certificate."""
    return "".join(secrets.choice(_SIGNS) for _sign in range(20))


class Attendance(models.Model):
    """That a participant was there, once. `phone` is the number of the phone at the door, None if it was noted on the
    page; `code` is that of their certificate, None once their name is erased."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="attendance")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    phone = models.PositiveSmallIntegerField(null=True)
    is_walk_in = models.BooleanField(default=False)
    code = models.CharField(max_length=20, null=True, unique=True, default=new_code)
    certificate_sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.participant_id} {self.at}"


class DoorPhone(models.Model):
    """A phone at the door: the browser made the key itself, and got its number when it first sent something."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "key"], name="door_phone_once"),
            models.UniqueConstraint(fields=["event", "number"], name="door_phone_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} phone {self.number}"


class DoorAct(models.Model):
    """What a phone has sent, by the key that it made for it, and what was answered: sent again, it is answered the same
    and done once. It holds numbers and times, no names."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    received_at = models.DateTimeField()
    answer = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "key"], name="door_act_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"
