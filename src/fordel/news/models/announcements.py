"""Announcements: what an office wants its readers to know now."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Office
from fordel.shared.clock import today


class AnnouncementState(models.TextChoices):
    """See `core.lifecycle.ANNOUNCEMENT`. Whether a published one is shown today follows from its days."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Discarded")


class Announcement(models.Model):
    """`audience` are codes of `guidance.models.Audience`; `schemes` and `themes` are codes, none means all. The first
    and the last day that it is shown are open if they are None. The texts are plain, with empty lines between
    paragraphs."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="announcements")
    state = models.CharField(max_length=9, choices=AnnouncementState.choices, default=AnnouncementState.DRAFT)
    title_nb = models.CharField(max_length=160, blank=True)
    title_nn = models.CharField(max_length=160, blank=True)
    text_nb = models.TextField(blank=True)
    text_nn = models.TextField(blank=True)
    audience = ArrayField(models.CharField(max_length=12), default=list)
    schemes = ArrayField(models.CharField(max_length=40), default=list)
    themes = ArrayField(models.CharField(max_length=20), default=list)
    shown_from = models.DateField(null=True)
    shown_to = models.DateField(null=True)
    is_pinned = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "discarded"), published_at__isnull=True)
                | Q(state__in=("published", "withdrawn"), published_at__isnull=False),
                name="announcement_state_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | ~(Q(title_nb="") | Q(title_nn="") | Q(text_nb="") | Q(text_nn="") | Q(audience=[])),
                name="announcement_published_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(shown_from__isnull=True)
                | Q(shown_to__isnull=True)
                | Q(shown_to__gte=models.F("shown_from")),
                name="announcement_ends_later",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "state"], name="announcement_of_office")]

    def __str__(self) -> str:
        return self.title_nb or self.title_nn

    @property
    def is_early(self) -> bool:
        """Whether its first day is still to come."""
        return self.shown_from is not None and self.shown_from > today()

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.shown_to is not None and self.shown_to < today()
