"""Articles: what an office says about its schemes. What is being written is a document of `writing`; the row has what
readers get, as it was published last."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Office, Person
from fordel.shared.clock import today
from fordel.writing.models import Document


class ArticleKind(models.TextChoices):
    INFORMATION = "information", _("Information")
    CLARIFICATION = "clarification", _("Clarification")
    GUIDELINE = "guideline", _("Guideline")
    QUESTION = "question", _("Question and answer")


class ArticleState(models.TextChoices):
    """See `core.lifecycle.ARTICLE`. Whether a published one has expired follows from its last day."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Discarded")


class Audience(models.TextChoices):
    """Who may read an article. The office itself reads every one."""

    PUBLIC = "public", _("Everybody, also without signing in")
    OWNER = "owner", _("Owners")
    PARTNER = "partner", _("Partners")
    FORUM_MEMBER = "forum_member", _("Members of the forum")


class Article(models.Model):
    """Has the number of its document (docs/decisions/0013-writing.md). `title` is the title as it is written now; the
    other texts are those of `version`, which is 0 until it is published. `schemes` are codes; none means all.
    `valid_to` is the last day. `pages` and `fields` are the keys that it is the help of."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="article")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="articles")
    state = models.CharField(max_length=9, choices=ArticleState.choices, default=ArticleState.DRAFT)
    title = models.CharField(max_length=200, blank=True)
    responsible = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    review_on = models.DateField(null=True, help_text="when whoever answers for it is to read it again")
    related = models.ManyToManyField("self")
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=13, choices=ArticleKind.choices, blank=True)
    schemes = ArrayField(models.CharField(max_length=40), default=list)
    audience = ArrayField(models.CharField(max_length=12), default=list)
    title_nb = models.CharField(max_length=200, blank=True)
    title_nn = models.CharField(max_length=200, blank=True)
    summary_nb = models.TextField(blank=True)
    summary_nn = models.TextField(blank=True)
    body_nb = models.TextField(blank=True, help_text="tidy HTML")
    body_nn = models.TextField(blank=True, help_text="tidy HTML")
    source = models.CharField(max_length=200, blank=True)
    source_date = models.DateField(null=True)
    source_link = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    pages = ArrayField(models.CharField(max_length=80), default=list)
    fields = ArrayField(models.CharField(max_length=80), default=list)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    search = SearchVectorField(null=True, help_text="all that is written now, for the office")
    search_nb = SearchVectorField(null=True)
    search_nn = SearchVectorField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=F("document_id")), name="article_has_number_of_document"),
            models.CheckConstraint(
                condition=Q(version=0, published_at__isnull=True) | Q(version__gt=0, published_at__isnull=False),
                name="article_published_has_version",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "discarded"), version=0)
                | Q(state__in=("published", "withdrawn"), version__gt=0),
                name="article_state_has_version",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="article_withdrawn_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | ~(Q(title_nb="") | Q(title_nn="") | Q(body_nb="") | Q(body_nn="")),
                name="article_published_in_both_forms",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "state"], name="article_of_office"),
            GinIndex(fields=["search"], name="article_search"),
            GinIndex(fields=["search_nb"], name="article_search_nb"),
            GinIndex(fields=["search_nn"], name="article_search_nn"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_expired(self) -> bool:
        """Whether its last day has passed."""
        return self.valid_to is not None and self.valid_to < today()

    @property
    def is_early(self) -> bool:
        """Whether its first day is still to come."""
        return self.valid_from is not None and self.valid_from > today()

    @property
    def is_current(self) -> bool:
        """Whether readers get it today."""
        return self.state == ArticleState.PUBLISHED and not self.is_expired and not self.is_early

    def is_due_by(self, day: date) -> bool:
        """Whether it is to be read again by the day."""
        return self.review_on is not None and self.review_on <= day
