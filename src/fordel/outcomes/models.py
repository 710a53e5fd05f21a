"""What came of the grants: one report for each award and year, which the owner and its partners write.

The text is a document of `writing`; the row has what is counted, compared and decided.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fordel.decisions.models import Award
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.writing.models import Document

SENT_STATES = ("submitted", "returned", "approved")


class OutcomeState(models.TextChoices):
    """See `core.lifecycle.OUTCOME`. Whether an open one is late follows from its deadline."""

    OPEN = "open", _("Not sent")
    SUBMITTED = "submitted", _("Received")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    CLOSED = "closed", _("Closed")


class CarriedOut(models.TextChoices):
    """Whether the measure was carried out."""

    CARRIED_OUT = "carried_out", _("Carried out")
    CHANGED = "changed", _("Changed")
    STOPPED = "stopped", _("Stopped")


class Wish(models.TextChoices):
    """What the owner wishes for the part of the grant that was not used."""

    KEEP = "keep", _("Wishes to use it next year")
    REPAY = "repay", _("Wishes to repay it")


class Assessor(models.TextChoices):
    """Who assesses a sign."""

    OWNER = "owner", _("Owner")
    PARTNER = "partner", _("Partner")
    NETWORK_OWNER = "network_owner", _("Owner in the network")


class ClosedBecause(models.TextChoices):
    """Why a report is no longer to be written."""

    REVERSED = "reversed", _("The grant was reversed")


class OutcomeReport(models.Model):
    """Has the number of its document (docs/decisions/0013-writing.md). `due` and `extended_to` are first instants that
    are too late; an extension never shortens the time. `granted`, `used` and `unused` are whole kroner: what was
    granted when the report was sent last, and what was used of it."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="outcome")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="outcomes")
    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="outcomes")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="outcomes")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=OutcomeState.choices, default=OutcomeState.OPEN)
    opened_at = models.DateTimeField()
    due = models.DateTimeField()
    extended_to = models.DateTimeField(null=True)
    by_office = models.BooleanField(default=False, help_text="the office writes it on behalf of the owner")
    assigned_to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField(null=True, help_text="when it was received last")
    granted = models.BigIntegerField(help_text="kroner")
    used = models.BigIntegerField(null=True, help_text="kroner")
    unused = models.BigIntegerField(null=True, help_text="kroner")
    wish = models.CharField(max_length=6, choices=Wish.choices, blank=True)
    carried_out = models.CharField(max_length=11, choices=CarriedOut.choices, blank=True)
    employees_reached = models.PositiveIntegerField(null=True)
    children_reached = models.PositiveIntegerField(null=True, help_text="children in kindergarten, pupils, apprentices")
    learned = models.TextField(blank=True, help_text="what others can learn, as it was sent last")
    may_share = models.BooleanField(
        default=False, help_text="other owners may read it, and what shows changed practice"
    )
    findings = models.PositiveSmallIntegerField(default=0, help_text="how much is worth a look in what was sent")
    reply_by = models.DateTimeField(null=True, help_text="the first instant too late to send a returned one again")
    returned_because = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(blank=True, help_text="what the office answered when it approved it")
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=10, choices=ClosedBecause.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=F("document_id")), name="outcome_has_number_of_document"),
            models.UniqueConstraint(fields=["award", "year"], name="outcome_once_an_award_and_year"),
            models.CheckConstraint(
                condition=Q(state__in=SENT_STATES, submitted_at__isnull=False, used__isnull=False)
                | Q(state="open", submitted_at__isnull=True, used__isnull=True)
                | Q(state="closed"),
                name="outcome_used_follows_state",
            ),
            models.CheckConstraint(
                condition=Q(used__isnull=True, unused__isnull=True)
                | Q(used__gte=0, unused__gte=0, granted=F("used") + F("unused")),
                name="outcome_accounts_sum",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SENT_STATES) | Q(unused=0, wish="") | (Q(unused__gt=0) & ~Q(wish="")),
                name="outcome_wish_follows_unused",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") ^ Q(reply_by__isnull=True), name="outcome_reply_by_follows_state"
            ),
            models.CheckConstraint(
                condition=Q(state="approved") ^ Q(approved_at__isnull=True), name="outcome_approved_at_follows_state"
            ),
            models.CheckConstraint(
                condition=Q(state="closed") ^ Q(closed_at__isnull=True), name="outcome_closed_at_follows_state"
            ),
        ]

    def __str__(self) -> str:
        return f"outcome {self.pk} {self.state}"

    @property
    def office_id(self) -> int:
        return self.round.office_id

    @property
    def closes(self) -> datetime:
        """The first instant that is too late for the owner."""
        return max(self.due, self.extended_to) if self.extended_to else self.due


class OutcomeParty(models.Model):
    """Somebody who answers a part of the report besides the owner. `confirmed_at` is when they confirmed what their
    part says; None again once something in it is changed."""

    outcome = models.ForeignKey(OutcomeReport, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="outcome_parts")
    role = models.CharField(max_length=13, choices=Assessor.choices)
    position = models.PositiveSmallIntegerField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outcome", "organisation"], name="outcome_party_once"),
            models.CheckConstraint(condition=~Q(role="owner"), name="outcome_party_is_not_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.organisation_id}"


class SignAssessment(models.Model):
    """How far a sign of goal attainment was reached, as somebody assessed it: `sign` and `degree` are codes of the
    scheme. The owner's are from what was sent last, a party's from what it confirmed."""

    outcome = models.ForeignKey(OutcomeReport, on_delete=models.CASCADE, related_name="assessments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=13, choices=Assessor.choices)
    sign = models.CharField(max_length=20)
    degree = models.CharField(max_length=20)
    grounds = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["outcome", "sign", "who", "organisation"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outcome", "organisation", "sign"], name="sign_assessed_once")
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.sign} {self.degree}"


class UsedAmount(models.Model):
    """What was used of the grant on one line of the frame (whole kroner; sums to `OutcomeReport.used`)."""

    outcome = models.ForeignKey(OutcomeReport, on_delete=models.CASCADE, related_name="used_amounts")
    line = models.SlugField(max_length=20)
    kroner = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outcome", "line"], name="used_once_a_line"),
            models.CheckConstraint(condition=Q(kroner__gte=0), name="used_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.line} {self.kroner}"


class OutcomeReminder(models.Model):
    """That the owner was reminded of the deadline, so many days before the last day."""

    outcome = models.ForeignKey(OutcomeReport, on_delete=models.CASCADE, related_name="reminders")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outcome", "days_before"], name="outcome_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.days_before}"
