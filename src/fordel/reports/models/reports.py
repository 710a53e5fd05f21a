"""Needs reports as the office has received them: what is counted, distributed and decided on."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Municipality, Network, Organisation, Person
from fordel.programme.models import Round, TargetGroup


class ReportState(models.TextChoices):
    """The state of a received report (see `core.lifecycle.NEEDS_REPORT`; a draft has no report yet)."""

    SUBMITTED = "submitted", _("Received")
    RETURNED = "returned", _("Sent back to the owner")
    ACCEPTED = "accepted", _("Ready for the forum")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")
    WITHDRAWN = "withdrawn", _("Withdrawn")


COUNTED_STATES = (ReportState.SUBMITTED, ReportState.RETURNED, ReportState.ACCEPTED)


class ReportOrigin(models.TextChoices):
    """How a report came in."""

    IMPORT = "import", _("Spreadsheet")
    OWNER = "owner", _("Sent by the owner")
    OFFICE = "office", _("Registered by the office")


class ReportQuerySet(models.QuerySet["NeedsReport"]):
    def counted(self) -> Self:
        """Those that stand: figures, distribution and decisions leave out what is withdrawn or not eligible."""
        return self.filter(state__in=COUNTED_STATES)


class NeedsReport(models.Model):
    """One measure that an owner reports a need for (behovsmelding). Amounts are whole kroner for the round's year."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(help_text="the file's own number, else the next free one in the round")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="reports")
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="reports")
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
    answers = models.JSONField(default=dict, db_default={}, help_text="code of a counted question: code of the answer")
    submitted_on = models.DateField(null=True)
    identity = models.CharField(max_length=64, help_text="what makes a row of a file the same report again")
    content_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.SUBMITTED)
    origin = models.CharField(max_length=8, choices=ReportOrigin.choices, default=ReportOrigin.IMPORT)
    received_at = models.DateTimeField(null=True, help_text="when the server received it; None for imported ones")
    assigned_to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reply_by = models.DateTimeField(
        null=True, help_text="first instant too late for the owner to correct a returned one"
    )
    findings = models.PositiveSmallIntegerField(default=0, help_text="how much is missing or wrong (warnings left out)")
    search = SearchVectorField(null=True, help_text="words of the report for full text search, in Norwegian")

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="report_number_once"),
            models.CheckConstraint(
                condition=Q(state="returned") | Q(reply_by__isnull=True), name="report_reply_only_when_returned"
            ),
            models.UniqueConstraint(fields=["round", "identity"], name="report_identity_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="report_amount_above_zero"),
            models.CheckConstraint(
                condition=Q(duration_years__isnull=True) | Q(duration_years__range=(1, 3)),
                name="report_one_to_three_years",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["round", "target_group"], name="report_round_group"),
            GinIndex(fields=["search"], name="report_search"),
        ]

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
