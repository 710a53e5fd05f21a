"""What members think of the reports before the meeting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fordel.forum.models.members import ForumMember
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport


class Prioritising(models.Model):
    """A round's prioritising: by points or by ranks, open until closed. Nobody sees the others' before that."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="prioritising")
    method = models.CharField(max_length=6, choices=[("points", "points"), ("ranks", "ranks")])
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    result = models.JSONField(
        default=dict,
        help_text="when closed: report id -> [score or class, null where nobody assessed; assessed; entitled]",
    )

    def __str__(self) -> str:
        return f"{self.round_id} {self.method}"

    @property
    def office_id(self) -> int:
        return self.round.office_id


class Assessment(models.Model):
    """A member's points (0 to 10) or rank (1 is best) for a report."""

    prioritising = models.ForeignKey(Prioritising, on_delete=models.CASCADE, related_name="assessments")
    member = models.ForeignKey(ForumMember, on_delete=models.CASCADE, related_name="assessments")
    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="assessments")
    value = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prioritising", "member", "report"], name="assessment_once"),
            models.CheckConstraint(condition=Q(value__lte=1000), name="assessment_in_reach"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.report_id} {self.value}"
