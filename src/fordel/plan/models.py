"""The long-term plan (langsiktig plan): its chapters are a document of `writing`, its themes are rows."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fordel.core.form.definition import Texts, text_in
from fordel.parties.models import Office, Person
from fordel.programme.models import Round
from fordel.writing.models import Document, Submission


class PlanState(models.TextChoices):
    """The state of a plan (see `core.lifecycle.PLAN`)."""

    DRAFT = "draft", _("Being written")
    HEARING = "hearing", _("In hearing")
    REVISING = "revising", _("Being revised")
    PROPOSED = "proposed", _("Put before the forum")
    ADOPTED = "adopted", _("Adopted")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")
    DISCARDED = "discarded", _("Discarded")


class PlanLanguage(models.TextChoices):
    """The form of Norwegian that the chapters are written in. Themes have a name in each."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")


class Plan(models.Model):
    """An office's plan for some years, of one or several of its schemes. It has the number of its document
    (docs/decisions/0013-writing.md). `outline` is its chapters in order: code, title and, in words for the writers,
    help."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="plan")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=160)
    language = models.CharField(max_length=2, choices=PlanLanguage.choices)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    outline = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    former = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="later", help_text="the plan that it builds on"
    )
    proposed_at = models.DateTimeField(null=True, help_text="when its text was locked for the forum to decide on")
    adopted_on = models.DateField(null=True)
    adopted_by = models.CharField(max_length=200, blank=True, help_text="the meeting or the case in which it was")
    in_force_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=F("document_id")), name="plan_has_number_of_document"),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="plan_ends_later"),
            models.CheckConstraint(
                condition=Q(
                    state__in=("draft", "hearing", "revising", "proposed", "discarded"),
                    in_force_at__isnull=True,
                    adopted_on__isnull=True,
                )
                | Q(state="adopted", in_force_at__isnull=True, adopted_on__isnull=False)
                | Q(state__in=("in_force", "replaced"), in_force_at__isnull=False, adopted_on__isnull=False),
                name="plan_in_force_was_adopted",
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(proposed_at__isnull=False), name="plan_proposed_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="replaced", replaced_at__isnull=False)
                | (~Q(state="replaced") & Q(replaced_at__isnull=True)),
                name="plan_replaced_at_follows_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> str:
        """`2026–2029`, or the year if it is one."""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"


class ChapterWords(models.Model):
    """What the search looks in of a chapter of a plan that came into force."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    search = SearchVectorField()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["search"], name="chapter_search")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "code"], name="words_of_chapter_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.code}"


class PlanScheme(models.Model):
    """A scheme that a plan is for. A scheme of an office has one plan in force."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="schemes")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40, help_text="the slug of the scheme")
    is_in_force = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "slug"], name="plan_scheme_once"),
            models.UniqueConstraint(
                fields=["office", "slug"], condition=Q(is_in_force=True), name="one_plan_in_force_for_a_scheme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.slug}"


class PlanTheme(models.Model):
    """A thematic area (tematisk område). `names`, `goals` and `signs` are texts by language (`nb`, `nn`, `en`, and of
    names also `se`); `target_groups` the codes of those it is for, none for all. `last_year` is the last year it is
    asked for, or None; `continues` the theme of an earlier plan that it continues."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField(max_length=20)
    names = models.JSONField()
    goals = models.JSONField(default=dict)
    signs = models.JSONField(default=dict)
    also = models.JSONField(default=list, help_text="what reports have called the same: they are counted under it")
    target_groups = models.JSONField(default=list)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField()
    continues = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="continued_by")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="theme_once"),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")), name="theme_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """The theme's name in the language; bokmål if it has none there."""
        names: Texts = self.names
        return text_in(names, language)


class RoundPlan(models.Model):
    """The plan that a round follows: the one that was in force when it opened, or that came into force while it had
    none. The round keeps the themes as they were then (`Round.themes`)."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="plan_pin")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    pinned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} {self.plan_id}"


class CorrectionState(models.TextChoices):
    """The state of a correction (see `core.lifecycle.CORRECTION`)."""

    SUGGESTED = "suggested", _("Waits for a second person")
    APPROVED = "approved", _("Corrected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PlanCorrection(models.Model):
    """A slip in a plan in force: `wrong` is in one place of the plan, and `right` comes instead. `place` says where:
    `text:CHAPTER`, `title:CHAPTER`, `name:THEME:LANGUAGE` or `goal:THEME:LANGUAGE`. `version` is what was kept."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="corrections")
    place = models.CharField(max_length=60)
    wrong = models.CharField(max_length=300)
    right = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, help_text="what was wrong, for everybody who reads the plan")
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.SUGGESTED)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.ForeignKey(Submission, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-written_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="suggested") ^ Q(decided_at__isnull=False), name="correction_decided_at_follows_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.place}"

    @property
    def office_id(self) -> int:
        return self.plan.office_id
