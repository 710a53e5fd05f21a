"""Meetings: when and where, what is on the agenda, papers, who was there, minutes and what was agreed to do.

Nothing here knows what a meeting is about. Whoever calls it (the forum) writes lines into the minutes and puts things
on the screen through services; `subject` and `shown` hold keys that only they understand.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Office, Person
from fordel.shared.models import StoredFile


class MeetingKind(models.TextChoices):
    TEAMS = "teams", _("On Teams")
    IN_PERSON = "in_person", _("In person")
    TO_BE_SET = "to_be_set", _("To be set")


class MeetingState(models.TextChoices):
    """See `core.lifecycle.MEETING`."""

    PLANNED = "planned", _("Planned")
    CALLED = "called", _("Called")
    ONGOING = "ongoing", _("Going on")
    HELD = "held", _("Held")
    APPROVED = "approved", _("Minutes approved")
    CANCELLED = "cancelled", _("Cancelled")


class Meeting(models.Model):
    """A meeting of an office's forum. `uid` and `sequence` are those of its invitation (RFC 5545); `revision` rises
    with everything that those who follow it live must see."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    starts_at = models.DateTimeField(null=True, help_text="None while a date is being found")
    ends_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    draft_sent_at = models.DateTimeField(null=True, help_text="when the called could read the draft of the minutes")
    cancelled_because = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    minutes_pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    shown = models.JSONField(default=dict, help_text="what is on the screen, in the caller's own words")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "cancelled")) | Q(starts_at__isnull=False),
                name="meeting_called_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="approved") ^ Q(approved_at__isnull=True), name="meeting_approved_at_follows_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What modules that build on meetings have found out about this one (`shared.memo`)."""
        return {}

    def open_case(self) -> AgendaItem | None:
        """The case that is open, if any: there is never more than one. One query."""
        return self.items.filter(opened_at__isnull=False, closed_at__isnull=True).first()


class AgendaItem(models.Model):
    """A case on the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True, help_text="what it is about, for those who prepare")
    minutes = models.PositiveSmallIntegerField(default=15, help_text="how long it is planned to take")
    subject = models.CharField(max_length=40, blank=True, help_text="the caller's key for what the case is about")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(opened_at__isnull=False, closed_at__isnull=True),
                name="one_open_item_per_meeting",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="agenda_closed_was_opened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.title}"


class Paper(models.Model):
    """A document for a case. `subject` is the caller's key of what it concerns ('' for everybody): those who are
    conflicted in that matter do not get it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="papers")
    title = models.CharField(max_length=160)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.title


class Reply(models.TextChoices):
    NONE = "", _("Has not answered")
    YES = "yes", _("Comes")
    NO = "no", _("Cannot come")


class Attendance(models.Model):
    """Somebody who is called: what they answered, and whether they were there. `seat` is what they sit for."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    seat = models.CharField(max_length=160, blank=True)
    is_secretary = models.BooleanField(default=False)
    reply = models.CharField(max_length=3, choices=Reply.choices, blank=True, default="")
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    invited_sequence = models.IntegerField(default=-1, help_text="the sequence of the last invitation sent to them")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"

    @property
    def is_here(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


class MinuteLine(models.Model):
    """A line of the minutes. `kind` says where it came from; those of the system can be reworded, never removed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minute_lines")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="minute_lines")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, default="text", help_text="text, item, attendance, vote, conflict, decision")
    text = models.TextField()
    subject = models.CharField(max_length=40, blank=True, help_text="the caller's key, where the case has another")
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class ActionPoint(models.Model):
    """Something that was agreed to be done, by whom and by when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="actions")
    text = models.CharField(max_length=300)
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class DateOption(models.Model):
    """A time that the called may choose while the date is to be set."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="date_options")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "starts_at"], name="date_option_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="date_option_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.starts_at}"


class DateAnswer(models.Model):
    """Whether somebody can come at a time: yes, maybe or no."""

    option = models.ForeignKey(DateOption, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=5, choices=[("yes", _("Yes")), ("maybe", _("Maybe")), ("no", _("No"))])

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["option", "person"], name="date_answer_once")]

    def __str__(self) -> str:
        return f"{self.option_id} {self.person_id}"


class CalendarFeed(models.Model):
    """A person's own calendar address. It holds `number`, signed: a new number closes the old address."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed")
    number = models.PositiveIntegerField(default=1)
    renewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.number}"
