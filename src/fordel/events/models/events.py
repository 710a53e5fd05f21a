"""Events (arrangement) that an office holds: series, each with its places and dates."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fordel.core.events.programme import ProgrammeItem
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.models import StoredFile
from fordel.writing.models import ScanState


class Audience(models.TextChoices):
    """Whom an event is for."""

    MUNICIPALITIES = "municipalities", _("Municipalities")
    PRIVATE_OWNERS = "private_owners", _("Private owners")
    AUTHORITIES = "authorities", _("Kindergarten authorities")
    UNIONS = "unions", _("Union representatives")
    PROVIDERS = "providers", _("Universities and other providers")
    OTHERS = "others", _("Others")


class EventState(models.TextChoices):
    """See `core.lifecycle.EVENT`."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Registration is closed")
    HELD = "held", _("Held")
    ARCHIVED = "archived", _("Archived")
    CANCELLED = "cancelled", _("Cancelled")
    DISCARDED = "discarded", _("Discarded")


PUBLIC_STATES = (
    EventState.PUBLISHED,
    EventState.CLOSED,
    EventState.HELD,
    EventState.ARCHIVED,
    EventState.CANCELLED,
)


def in_own_form(nb: str, nn: str) -> str:
    """The text in the reader's form of Norwegian, or in the one there is."""
    return nn or nb if get_language() == "nn" else nb or nn


class Series(models.Model):
    """What is held at one or several places: its name, what it is about, and whom it is for."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="event_series")
    title_nb = models.CharField(max_length=120, blank=True)
    title_nn = models.CharField(max_length=120, blank=True)
    text_nb = models.TextField(blank=True)
    text_nn = models.TextField(blank=True)
    audience = ArrayField(models.CharField(max_length=20, choices=Audience.choices), default=list)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title_nb or self.title_nn

    @property
    def title(self) -> str:
        """In the reader's form of Norwegian, or in the one there is."""
        return in_own_form(self.title_nb, self.title_nn)

    @property
    def text(self) -> str:
        """In the reader's form of Norwegian, or in the one there is."""
        return in_own_form(self.text_nb, self.text_nn)

    @property
    def language(self) -> str:
        """The form of Norwegian that the reader gets it in."""
        return "nn" if self.title_nn and (get_language() == "nn" or not self.title_nb) else "nb"


class Event(models.Model):
    """A place and a date of a series. `closes_at` is the first instant that is too late, `kept_until` the instant from
    which kept places are free for all; `uid` and `sequence` are those of its calendar entry (RFC 5545). An offered
    place is held for `offer_hours`, and what people tell of their needs is kept for `needs_days` after the event. Those
    who have a place are reminded `remind_days` before it (0: not at all). An event that has moved was to be held at
    `was_starts_at` in `was_place`; whoever had registered is asked to confirm again until `confirm_by`."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="events")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.DRAFT)
    place = models.CharField(max_length=80)
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True, help_text="to the meeting on Teams: for those who have a place alone")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    kept_until = models.DateTimeField(null=True)
    offer_hours = models.PositiveSmallIntegerField()
    needs_days = models.PositiveSmallIntegerField()
    remind_days = models.PositiveSmallIntegerField(default=0)
    asks_access = models.BooleanField(default=True)
    asks_food = models.BooleanField(default=True)
    programme_nb = models.JSONField(default=list)
    programme_nn = models.JSONField(default=list)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    cancelled_because = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    lessons = models.TextField(blank=True, help_text="what the office learned, for the next year")
    lessons_before = models.TextField(blank=True, help_text="what it had learned from the one that this is a copy of")
    needs_erased_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    was_starts_at = models.DateTimeField(null=True)
    was_place = models.CharField(max_length=80, blank=True)
    confirm_by = models.DateTimeField(null=True)
    confirm_reminded_at = models.DateTimeField(null=True)
    door_closed_at = models.DateTimeField(null=True, help_text="when the office ended check-in")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [models.Index(fields=["office", "starts_at"], name="events_of_office")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_later"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="event_closes_later"),
            models.CheckConstraint(condition=Q(closes_at__lte=F("ends_at")), name="event_closes_in_time"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "discarded"), published_at__isnull=True)
                | (~Q(state__in=("draft", "discarded")) & Q(published_at__isnull=False)),
                name="event_published_at_follows_state",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") ^ Q(cancelled_because=""), name="event_cancelled_says_why"
            ),
            models.CheckConstraint(
                condition=Q(moved_at__isnull=True, was_starts_at__isnull=True, was_place="", confirm_by__isnull=True)
                | (Q(moved_at__isnull=False, was_starts_at__isnull=False, confirm_by__isnull=False) & ~Q(was_place="")),
                name="event_moved_says_from_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.starts_at:%Y-%m-%d}"

    def registers(self, instant: datetime) -> bool:
        """Whether people can register at the instant."""
        return self.state == EventState.PUBLISHED and self.opens_at <= instant < self.closes_at

    def keeps(self, instant: datetime) -> bool:
        """Whether kept places are still kept at the instant."""
        return self.kept_until is not None and instant < self.kept_until

    @property
    def programme(self) -> list[ProgrammeItem]:
        """In the reader's form of Norwegian, or in the one there is."""
        nb, nn = self.programme_nb, self.programme_nn
        return [ProgrammeItem(*each) for each in ((nn or nb) if get_language() == "nn" else (nb or nn))]


class KeptPlaces(models.Model):
    """Places kept for an organisation, or for an audience."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="kept")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=20, choices=Audience.choices, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "organisation"], name="kept_for_organisation_once"),
            models.UniqueConstraint(
                fields=["event", "audience"], condition=~Q(audience=""), name="kept_for_audience_once"
            ),
            models.CheckConstraint(condition=Q(organisation__isnull=True) ^ Q(audience=""), name="kept_for_one_of_two"),
            models.CheckConstraint(condition=Q(count__gt=0), name="kept_is_some"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.count}"


class EventFile(models.Model):
    """A document of an event, from before it or from after it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(max_length=160)
    is_after = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    scan = models.CharField(max_length=11, choices=ScanState.choices)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["is_after", "id"]

    def __str__(self) -> str:
        return self.title
