"""Ways to distribute the money, for the forum to compare (fordelingsalternativ)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport


class Scenario(models.Model):
    """One way to distribute a round's money: method and reserve, and what came out of it when it was computed.

    `problem` is the input in the case format of `fordel allocate`, `answer` its output; `input_hash` is the SHA-256 of
    the canonical input, so that anyone can compute the same again and see whether the reports have changed since.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="scenarios")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    method = models.CharField(max_length=20)
    unit = models.PositiveSmallIntegerField(default=1, help_text="amounts are cut to whole multiples of this (kroner)")
    reserve = models.JSONField(default=dict, help_text="kroner held back per line code")
    params = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    input_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    adjusted = models.JSONField(default=dict, help_text="report number -> {amount, reason}: set by hand, and locked")
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    earlier = models.JSONField(default=list, help_text="what it was before each change, the last one last: for undo")
    answer_hash = models.CharField(max_length=64, blank=True)
    made_with = models.CharField(max_length=20, blank=True, help_text="the version of Fordel that computed it")
    computed_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "number"], name="scenario_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def office_id(self) -> int:
        return self.round.office_id


class ScenarioAmount(models.Model):
    """What one report gets in a scenario (whole kroner), and which line pays how much of it."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="amounts")
    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="scenario_amounts")
    asked = models.BigIntegerField(help_text="kroner")
    amount = models.BigIntegerField(help_text="kroner")
    by_line = models.JSONField(help_text="line code -> kroner; sums to amount")
    reason = models.JSONField(default=dict, help_text="codes and numbers of the explanation (forum.reasons)")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scenario", "report"], name="scenario_report_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, amount__lte=models.F("asked")), name="scenario_amount_within_ask"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.report_id} {self.amount}"
