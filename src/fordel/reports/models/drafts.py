"""What owners write before they send it, with attachments, and what was sent. The fields are `writing`'s.

A field is known by its key: a question's code (`goal`), `need.2026` for the whole need of a year, or
`budget.2026.owner.carrying_out` for a cell of the budget (`p12` instead of `owner` for a party).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.models.reports import NeedsReport
from fordel.shared.models import StoredFile
from fordel.writing.models import Document


class ReportDraft(models.Model):
    """A report being written. Sending it makes (or renews) its `report`; it can be written in for as long as that is
    allowed, and what differs from what was sent counts first when it is sent again. It has the number of its document
    (docs/decisions/0013-writing.md)."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="report_draft")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="drafts")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="drafts")
    report = models.OneToOneField(NeedsReport, null=True, on_delete=models.PROTECT, related_name="draft")
    copied_from = models.ForeignKey(NeedsReport, null=True, on_delete=models.SET_NULL, related_name="copies")
    by_office = models.BooleanField(default=False, help_text="the office writes it on behalf of the owner")
    original = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+", help_text="the letter or e-mail it came as"
    )
    discarded_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(
        null=True, help_text="when a party said no to what is sent; empty again once it is sent anew"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(discarded_at__isnull=True) | Q(report__isnull=True), name="draft_discarded_only_unsent"
            ),
            models.CheckConstraint(condition=Q(id=F("document_id")), name="draft_has_number_of_document"),
        ]
        indexes: ClassVar = [models.Index(fields=["round", "owner"], name="draft_round_owner")]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def office_id(self) -> int:
        return self.round.office_id


class ScanState(models.TextChoices):
    """What the virus scanner said of an attachment."""

    CLEAN = "clean", _("Checked, no virus found")
    NOT_SCANNED = "not_scanned", _("Not checked for viruses")


class DraftAttachment(models.Model):
    """A file the owner added. Removed ones stay known, since an earlier version of the report may hold them."""

    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    scan = models.CharField(max_length=12, choices=ScanState.choices)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.draft_id} {self.file_id}"


class Submission(models.Model):
    """A report as it was sent, once: never changed. `content` is what `services.read_draft` gives; its hash is what the
    receipt shows."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="submissions")
    sequence = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField(help_text="when the server received the request")
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    receipt = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "sequence"], name="submission_sequence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} #{self.sequence}"


class DeadlineExtension(models.Model):
    """An owner who may send until later than the others, and why."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(help_text="the first instant that is too late")
    reason = models.TextField()
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "owner"], name="one_extension_per_owner")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.owner_id}"
