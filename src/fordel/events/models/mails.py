"""What an office writes to those who take part in an event, and whom it reached."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.events.models.events import Audience, Event, in_own_form
from fordel.events.models.registrations import Participant, PlaceState
from fordel.parties.models import Office, Organisation, Person


class Presence(models.TextChoices):
    """Whether somebody was checked in at the event."""

    CAME = "came", _("Those who were checked in")
    ABSENT = "absent", _("Those who were not checked in")


class EventMail(models.Model):
    """A mail to those of an event's participants that the filter names: in one of the `states`, and, if it says so, of
    one organisation, of one audience, without an answer since the event moved, or by whether they came. It is a draft
    until it is sent, and `reached` are those who got it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="mails")
    subject_nb = models.CharField(max_length=120)
    text_nb = models.TextField()
    subject_nn = models.CharField(max_length=120, blank=True)
    text_nn = models.TextField(blank=True)
    states = ArrayField(models.CharField(max_length=9, choices=PlaceState.choices))
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=20, choices=Audience.choices, blank=True)
    is_unanswered = models.BooleanField(default=False)
    presence = models.CharField(max_length=6, choices=Presence.choices, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)
    reached = models.ManyToManyField(Participant, related_name="+")

    class Meta:
        ordering: ClassVar = ["-written_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(subject_nb="") & ~Q(text_nb=""), name="event_mail_says_something"),
            models.CheckConstraint(
                condition=(Q(subject_nn="") & Q(text_nn="")) | (~Q(subject_nn="") & ~Q(text_nn="")),
                name="event_mail_nn_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.subject_nb}"

    @property
    def office(self) -> Office:
        return self.event.office

    @property
    def office_id(self) -> int:
        return self.event.office_id

    @property
    def subject(self) -> str:
        """In the reader's form of Norwegian, or in bokmål."""
        return in_own_form(self.subject_nb, self.subject_nn)

    @property
    def text(self) -> str:
        """In the reader's form of Norwegian, or in bokmål."""
        return in_own_form(self.text_nb, self.text_nn)
