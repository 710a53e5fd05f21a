"""Needs reports and the spreadsheets they came from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Municipality, Network, Organisation, Person
from fordel.programme.models import Round
from fordel.shared.models import StoredFile


class TargetGroup(models.TextChoices):
    KINDERGARTEN = "kindergarten", _("Kindergarten")
    SCHOOL = "school", _("School")
    BOTH = "both", _("Both")


class NeedsReport(models.Model):
    """One measure that an owner reports a need for (behovsmelding). Amounts are whole kroner for the round's year."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(help_text="the file's own number, else the next free one in the round")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="reports")
    target_group = models.CharField(max_length=12, choices=TargetGroup.choices)
    title = models.CharField(max_length=300)
    theme = models.CharField(max_length=200, blank=True)
    network = models.ForeignKey(Network, null=True, on_delete=models.PROTECT, related_name="reports")
    participating = models.ManyToManyField(Municipality, related_name="participations")
    sami_perspective = models.BooleanField(null=True)
    duration_years = models.PositiveSmallIntegerField(null=True)
    amount = models.BigIntegerField(help_text="kroner")
    employees = models.PositiveIntegerField(null=True)
    children = models.PositiveIntegerField(null=True, help_text="children in kindergarten and pupils")
    employees_took_part = models.BooleanField(null=True)
    submitted_on = models.DateField(null=True)
    identity = models.CharField(max_length=64, help_text="what makes a row of a file the same report again")
    content_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="report_number_once"),
            models.UniqueConstraint(fields=["round", "identity"], name="report_identity_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="report_amount_above_zero"),
            models.CheckConstraint(
                condition=Q(duration_years__isnull=True) | Q(duration_years__range=(1, 3)),
                name="report_one_to_three_years",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["round", "target_group"], name="report_round_group")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def office_id(self) -> int:
        return self.round.office_id


class ReportPartner(models.Model):
    """A partner in a measure, with the part of the amount that goes to it (whole kroner)."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    amount = models.BigIntegerField(default=0, help_text="kroner")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "organisation"], name="partner_once_per_report"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="partner_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.organisation_id}"


class ReportVersion(models.Model):
    """What a report said before it was changed: who, when, and the earlier values."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    values = models.JSONField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "version"], name="report_version_once")]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version}"


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
