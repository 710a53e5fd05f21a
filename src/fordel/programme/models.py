"""What money, on what terms: schemes, their versions, rounds (years) and frame lines."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from fordel.parties.models import Office


class SchemeVersion(models.Model):
    """A scheme as it is in one year. `definition` holds everything a new regulation may change (see schemes/*.toml)."""

    code = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "year"], name="scheme_once_per_year")]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"

    def text(self, key: str, language: str) -> str:
        """A text of the definition in `nb`, `nn` or `en` (bokmål where there is none in that language)."""
        texts: dict[str, Any] = self.definition
        for part in key.split("."):
            texts = texts[part]
        return str(texts.get(language) or texts["nb"])


class Round(models.Model):
    """One office's year of one scheme (tilskuddsår). `needs_deadline` is the first instant that is too late."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rounds")
    scheme = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    needs_deadline = models.DateTimeField(null=True)
    recommendation_due = models.DateField(null=True)
    report_due = models.DateField(null=True)
    is_history = models.BooleanField(default=False, help_text="a former scheme, kept for comparison only")
    note = models.TextField(blank=True, help_text="stands beside the year's numbers wherever they are compared")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "scheme", "year"], name="round_once"),
            models.UniqueConstraint(
                fields=["office", "year"], condition=Q(is_history=False), name="one_running_round_per_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.year}"

    @property
    def where(self) -> dict[str, object]:
        """The keys of the round in the addresses of its pages."""
        return {"office": self.office.slug, "year": self.year}


class FrameLine(models.Model):
    """A part of the round's frame (ramme) in whole kroner: per target group, or per former scheme."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="frame_lines")
    code = models.SlugField(max_length=20)
    name_nb = models.CharField(max_length=60)
    name_nn = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    amount = models.BigIntegerField(help_text="kroner")
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "code"], name="frame_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="frame_line_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.amount}"

    def name(self, language: str) -> str:
        """The line's name in the language (`nb`, `nn` or `en`)."""
        return {"nb": self.name_nb, "nn": self.name_nn}.get(language[:2], self.name_en)


class TargetGroup(models.Model):
    """Whom a round's measures are for (målgruppe), with the lines of the frame that may pay them.

    The rows are made from the scheme when the round opens and never change (a trigger refuses it): what a report was
    sent for, and what may pay it, stays what it was.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="target_groups")
    code = models.SlugField(max_length=20)
    name_nb = models.CharField(max_length=60)
    name_nn = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    mark = models.CharField(max_length=10, help_text="its shape, see core.scheme.MARKS")
    lines = models.ManyToManyField(FrameLine, related_name="target_groups")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "code"], name="target_group_once")]

    def __str__(self) -> str:
        return self.code
