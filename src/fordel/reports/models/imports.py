"""Spreadsheets that reports came from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models.reports import NeedsReport
from fordel.shared.models import StoredFile


class ImportState(models.TextChoices):
    RECEIVED = "received", _("Being checked")
    RUNNING = "running", _("Being imported")
    APPLIED = "applied", _("Imported")
    UNDONE = "undone", _("Undone")


class SpreadsheetImport(models.Model):
    """A spreadsheet somebody brought in: the original file, how it was read, and what became of it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.RECEIVED)
    mapping = models.JSONField(default=dict, help_text="which column holds what, and answers about partners")
    result = models.JSONField(default=dict, help_text="the counts, readings and problems when it was applied")
    done_rows = models.PositiveIntegerField(default=0)
    total_rows = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0, help_text="how many times it was handed to the job worker")
    progress_at = models.DateTimeField(null=True, help_text="the job's last sign of life, by the database's own clock")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("applied", "undone")) ^ Q(applied_at__isnull=True),
                name="import_applied_at_follows_state",
            ),
            models.CheckConstraint(
                condition=Q(state="undone") ^ Q(undone_at__isnull=True), name="import_undone_at_follows_state"
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def office_id(self) -> int:
        return self.round.office_id


class ImportRow(models.Model):
    """One row of the file that became (or changed) a report: the cells as they stood, the source of every figure."""

    source = models.ForeignKey(SpreadsheetImport, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField(help_text="the spreadsheet's own row number")
    cells = models.JSONField(help_text="[heading, the cell as it stood] in the file's order")
    report = models.ForeignKey(NeedsReport, null=True, on_delete=models.CASCADE, related_name="sources")
    outcome = models.CharField(max_length=10, help_text="created or updated")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "row"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.source_id} row {self.row}"
