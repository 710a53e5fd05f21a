"""The forum's one joint recommendation of the year (innstilling)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fordel.forum.models.members import ForumMember
from fordel.forum.models.scenarios import Scenario
from fordel.meetings.models import Meeting
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.shared.models import StoredFile


class Recommendation(models.Model):
    """Draft until the forum adopts it; then it is locked: `content` with its hash is what the decision builds on. See
    `core.lifecycle.RECOMMENDATION`."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="recommendation")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="recommendations")
    text = models.TextField(blank=True)
    reserve_text = models.TextField(blank=True, help_text="what the money held back is for")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    adopted_in = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="recommendations")
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="rises with every change; a page says which one it saw")
    earlier = models.JSONField(
        default=list, help_text="what was adopted before it was opened again: {adopted_at, sha256, because, content}"
    )
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True) ^ ~Q(sha256=""), name="recommendation_adopted_is_hashed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}"

    @property
    def office_id(self) -> int:
        return self.round.office_id

    @property
    def state(self) -> str:
        return "draft" if self.adopted_at is None else "adopted"


class RecommendedMeasure(models.Model):
    """A report in the recommendation: its place, how it meets the criteria, and anything said of it."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="measures")
    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="+")
    priority = models.PositiveSmallIntegerField()
    criteria_text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["priority", "report__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "report"], name="recommended_once"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.report_id}"


class Dissent(models.Model):
    """A member who does not stand behind the recommendation, and why."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="dissents")
    member = models.ForeignKey(ForumMember, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(
        NeedsReport, null=True, on_delete=models.PROTECT, related_name="+", help_text="what it is about, if one report"
    )
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "member", "report"], nulls_distinct=False, name="dissent_once_per_matter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.member_id}"
