"""What the office does with a report: questions to the owner, notes, states with reasons, saved views, reminders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fordel.parties.models import Office, Organisation, Person
from fordel.programme.models import Round
from fordel.reports.models.reports import NeedsReport
from fordel.writing.models import ThreadMessage


class ReportMessage(ThreadMessage):
    """One message between the office and the owner about a report."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="messages")

    def __str__(self) -> str:
        return f"{self.report_id} {self.sent_at}"


class InternalNote(models.Model):
    """A note that only the office sees."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-written_at", "-id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.written_at}"


class ReportStateChange(models.Model):
    """A step of a report's life: a verb of `core.lifecycle.NEEDS_REPORT`, who, when, and the reason the owner sees."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="state_changes")
    verb = models.CharField(max_length=12)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.verb}"


class SavedView(models.Model):
    """A filter of the list of reports that a person has given a name."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "person", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DeadlineReminder(models.Model):
    """A reminder that went to an owner, so that it is sent once for each `days_before`."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reminders")
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "owner", "days_before"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.owner_id} {self.days_before}"


class ExtensionRequest(models.Model):
    """An owner that asks for a later deadline, until the office has granted or refused it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extension_requests")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="why the owner needs more time")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    is_granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "owner"], condition=Q(answered_at__isnull=True), name="one_open_extension_request"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) ^ Q(is_granted__isnull=False),
                name="extension_request_answer_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.owner_id}"


class Exemption(models.Model):
    """That a measure is exempt from public access, and so in no public page or file. `basis` is a code of the scheme's
    legal bases; the reason is the office's own."""

    report = models.OneToOneField(NeedsReport, on_delete=models.CASCADE, related_name="exemption")
    basis = models.SlugField(max_length=20)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.report_id} {self.basis}"
