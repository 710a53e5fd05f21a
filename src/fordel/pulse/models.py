"""The employees' pulse of a measure: what was asked, the codes, and the answers that nobody can trace."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.reports.models import NeedsReport


class Moment(models.TextChoices):
    """When in the life of a measure the employees are asked."""

    START = "start", _("At the start")
    END = "end", _("At the end")


class Pulse(models.Model):
    """What the employees are asked about a measure, as it was asked: `asked` is the scheme's `[pulse]` of that day.
    `codes` is how many codes there are. `closes_at` is the first instant that is too late; only then is the result
    shown, so that nobody can see what one more answer changes."""

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="pulses")
    moment = models.CharField(max_length=5, choices=Moment.choices)
    asked = models.JSONField()
    codes = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["report", "opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "moment"], name="pulse_once_a_moment"),
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opened_at")), name="pulse_has_time"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.moment}"

    @property
    def office_id(self) -> int:
        return self.report.round.office_id


class PulseCode(models.Model):
    """A code that one answer can be given with, known by its hash. It says whether it is used, and neither whose it is
    nor which answer it was used for."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="code_rows")
    code_hash = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.pulse_id} {self.is_used}"


class PulseAnswer(models.Model):
    """One answer: `values` is question -> 1 to 5, and `place` where the person works, if they say so. Its id says
    nothing of the order in which answers came, and there is no time in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="answers")
    place = models.CharField(max_length=20, blank=True)
    values = models.JSONField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.pulse_id)
