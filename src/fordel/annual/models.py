"""The yearly report of an office on a scheme: what it says, who has signed it, and its versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Person, Role
from fordel.programme.models import Round

WITHOUT_CONTENT = ("draft", "discarded")
SENT_STATES = ("sent", "replaced")
UNSENT_STATES = ("draft", "ready", "half_signed")


class AnnualState(models.TextChoices):
    """See `core.lifecycle.ANNUAL`."""

    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready to sign")
    HALF_SIGNED = "half_signed", _("Signed by one")
    SENT = "sent", _("Sent")
    REPLACED = "replaced", _("Replaced by a corrected version")
    DISCARDED = "discarded", _("Discarded")


class AnnualReport(models.Model):
    """One version of the report of a round. `content` is what is signed and sent, with its SHA-256; a draft has none,
    and its figures are computed when it is read."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="annual_reports")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=11, choices=AnnualState.choices, default=AnnualState.DRAFT)
    begun_at = models.DateTimeField()
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    ready_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["round", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(state__in=UNSENT_STATES), name="annual_one_unsent_a_round"
            ),
            models.UniqueConstraint(fields=["round"], condition=Q(state="sent"), name="annual_one_sent_a_round"),
            models.UniqueConstraint(
                fields=["round", "version"], condition=~Q(state="discarded"), name="annual_version_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITHOUT_CONTENT, content__isnull=True, sha256="", ready_at__isnull=True)
                | Q(content__isnull=False, ready_at__isnull=False) & ~Q(state__in=WITHOUT_CONTENT) & ~Q(sha256=""),
                name="annual_content_follows_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SENT_STATES, sent_at__isnull=False)
                | ~Q(state__in=SENT_STATES) & Q(sent_at__isnull=True),
                name="annual_sent_follows_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.version}"

    @property
    def office_id(self) -> int:
        return self.round.office_id

    @property
    def is_sent(self) -> bool:
        return self.state in SENT_STATES


class AnnualComment(models.Model):
    """What the office says in a section. `version` grows with every change, so that nobody overwrites what they have
    not seen."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "section"], name="annual_comment_once_a_section"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"


class AnnualSignature(models.Model):
    """A signature on the content with this SHA-256. `place` is its number in the layout, from 1; the last is the
    control. `voided_at` is when it stopped counting because the report was changed or taken back."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="signatures")
    place = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20, choices=Role.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["signed_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "place"], condition=Q(voided_at__isnull=True), name="annual_signed_once_a_place"
            ),
            models.UniqueConstraint(
                fields=["report", "person"], condition=Q(voided_at__isnull=True), name="annual_signed_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.place}"


class AnnualReminder(models.Model):
    """A reminder that was sent of the last day, so many days before it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="annual_reminders")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "days_before"], name="annual_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.days_before}"
