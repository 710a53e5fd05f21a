"""What money, on what terms: schemes, their versions, rounds (years) and frame lines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fordel.parties.models import Office
from fordel.programme.where import RoundKeys


class SchemeVersion(models.Model):
    """A scheme as it is in one year. `definition` holds everything a new regulation may change (see schemes/*.toml)."""

    code = models.SlugField(max_length=40)
    slug = models.SlugField(
        max_length=40, help_text="the scheme in addresses: the same in every year, and never another's"
    )
    year = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "year"], name="scheme_once_per_year")]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class Round(models.Model):
    """One office's year of one scheme (tilskuddsår). `needs_deadline` is the first instant that is too late.

    `scheme_slug` is the slug of the scheme (the database holds the two together), so that a round is found and its
    addresses are made without the scheme.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rounds")
    scheme = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="rounds")
    scheme_slug = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField()
    needs_deadline = models.DateTimeField(null=True)
    recommendation_due = models.DateField(null=True)
    report_due = models.DateField(null=True)
    is_history = models.BooleanField(default=False, help_text="a former scheme, kept for comparison only")
    note = models.TextField(blank=True, help_text="is shown beside the year's numbers wherever they are compared")
    themes = models.JSONField(
        default=list, db_default=[], help_text="the themes of the plan it follows, as they were when it opened"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "scheme", "year"], name="round_once"),
            models.UniqueConstraint(
                fields=["office", "scheme_slug", "year"],
                condition=Q(is_history=False),
                name="one_running_round_per_scheme_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.scheme_slug} {self.year}"

    @property
    def file_part(self) -> str:
        """What the names of its files have in common: `nordland-kollektiv-2026`."""
        return f"{self.office.slug}-{self.scheme_slug}-{self.year}"

    @property
    def where(self) -> RoundKeys:
        """The keys of the round in the addresses of its pages (see `programme.where`)."""
        return {"office": self.office.slug, "scheme": self.scheme_slug, "year": self.year}


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
