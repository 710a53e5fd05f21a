"""What owners write before they send it. Its fields, its attachments and what was sent are `writing`'s.

A field is known by its key: a question's code (`goal`), `need.2026` for the whole need of a year, or
`budget.2026.owner.carrying_out` for a cell of the budget (`p12` instead of `owner` for a party).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

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
        null=True, help_text="when a party declined what is sent; empty again once it is sent again"
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
