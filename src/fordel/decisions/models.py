"""From a scenario to a decision: proposals, awards, shares and letters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fordel.forum.models import Recommendation, Scenario
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.shared.models import StoredFile


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Decided")
    DISCARDED = "discarded", _("Discarded")


OPEN_STATES = ("draft", "submitted", "returned", "approved")


class Proposal(models.Model):
    """What a case officer proposes to decide for a round; `core.lifecycle.PROPOSAL` is its lifecycle.

    `content_hash` is the SHA-256 of everything the approvers saw and approved; if it no longer fits, every approval is
    void.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposals")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="proposals")
    recommendation = models.ForeignKey(
        Recommendation,
        null=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        help_text="the forum's, where it had adopted one; then `scenario` is the one it builds on",
    )
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    content_hash = models.CharField(max_length=64)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True, help_text="of the person who returned it")
    approval_voided_at = models.DateTimeField(null=True, help_text="when a later change voided an approval")
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(state__in=OPEN_STATES), name="one_open_proposal_per_round"
            ),
            models.UniqueConstraint(fields=["round"], condition=Q(state="issued"), name="one_decision_per_round"),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(returned_by__isnull=False), name="returned_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state="issued") ^ Q(issued_at__isnull=True), name="issued_at_follows_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False), name="submitted_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk} {self.state}"

    @property
    def office_id(self) -> int:
        return self.round.office_id


class Approval(models.Model):
    """One person's approval of a proposal, as it was when they read it.

    The scheme says how many different people must approve; a trigger refuses a proposal that is approved or issued with
    fewer. `voided_at` is when it stopped counting: the proposal was returned, changed or submitted again.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="approvals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    comment = models.TextField(blank=True)
    approved_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["approved_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal", "person"], condition=Q(voided_at__isnull=True), name="approval_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"approval {self.proposal_id} {self.person_id}"


class Award(models.Model):
    """What is proposed, and then decided, for one report: an amount above zero, or a refusal with grounds."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="awards")
    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="awards")
    asked = models.BigIntegerField(help_text="kroner")
    amount = models.BigIntegerField(help_text="kroner")
    by_line = models.JSONField(help_text="line code -> kroner; sums to amount")
    grounds = models.TextField(blank=True, help_text="needed for a refusal and for a change from the scenario")
    scenario_amount = models.BigIntegerField(
        help_text="kroner in the scenario (and so in the recommendation) that the proposal builds on"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "report"], name="award_once_per_report"),
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=F("asked")), name="award_within_ask"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.amount}"


class AwardShare(models.Model):
    """The part of an award that goes to one recipient: the owner or a partner (whole kroner, sums to the award)."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="award_shares")
    amount = models.BigIntegerField(help_text="kroner")
    is_owner = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "organisation"], name="share_once_per_recipient"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="share_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.amount}"


class LetterKind(models.TextChoices):
    GRANT = "grant", _("Letter of grant")
    PARTNER_SHARE = "partner_share", _("Letter to partner")
    REFUSAL = "refusal", _("Refusal")


class Letter(models.Model):
    """A letter about one award to one recipient. `text` is what it says; the PDF is made from it and kept."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="letters")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=15, choices=LetterKind.choices)
    language = models.CharField(max_length=2)
    text = models.JSONField(help_text="the letter's parts, as they stand in the PDF and on the page")
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    dated = models.DateField()
    unreached_at = models.DateTimeField(
        null=True, help_text="when it was issued, if nobody acted for the recipient in Fordel then"
    )
    delivered_at = models.DateTimeField(null=True, help_text="when another channel said it had arrived")
    opened_at = models.DateTimeField(null=True, help_text="when the recipient first opened it here")
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "recipient"], name="letter_once_per_recipient"),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True) | Q(opened_at__isnull=False), name="letter_opened_by_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def office_id(self) -> int:
        return self.award.proposal.round.office_id
