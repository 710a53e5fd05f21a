"""Feeds of others that an office follows, and what was in them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Office


class FeedProblem(models.TextChoices):
    """Why a feed could not be read the last time."""

    UNREACHABLE = "unreachable", _("the address does not answer")
    SLOW = "slow", _("the answer takes too long")
    TOO_BIG = "too_big", _("the answer is too big")
    REFUSED = "refused", _("the server answers with an error")
    INTERNAL = "internal", _("the address leads into a closed network")
    REDIRECTS = "redirects", _("the address leads on too many times")
    NO_FEED = "no_feed", _("what is there is no feed")


class ItemState(models.TextChoices):
    """See `core.lifecycle.FEED_ITEM`."""

    WAITING = "waiting", _("Waits for approval")
    SHOWN = "shown", _("Shown")
    HIDDEN = "hidden", _("Hidden")


class Feed(models.Model):
    """A feed (RSS or Atom). Its items get its schemes and themes. `etag` and `modified` are what its server said of the
    version that was read last; `failures` is how many times in a row it could not be read since."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="feeds")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=400)
    schemes = ArrayField(models.CharField(max_length=40), default=list)
    themes = ArrayField(models.CharField(max_length=20), default=list)
    needs_approval = models.BooleanField(default=True)
    is_followed = models.BooleanField(default=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    next_read_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, help_text="when it was tried last")
    worked_at = models.DateTimeField(null=True, help_text="when it was read last")
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=11, choices=FeedProblem.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "address"], name="feed_once"),
            models.CheckConstraint(
                condition=Q(failures=0, problem="") | (Q(failures__gt=0) & ~Q(problem="")),
                name="feed_fails_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeedItem(models.Model):
    """Something that was in a feed: a title, a short plain summary and a link to where it is. It is known again by the
    id that the feed gives it, and by its link."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=ItemState.choices)
    key = models.CharField(max_length=64, help_text="SHA-256 of the id in the feed")
    link = models.CharField(max_length=600)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(help_text="as the feed says, never later than it was read")
    read_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, help_text="when readers got it first")
    search = SearchVectorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "key"], name="feed_item_once"),
            models.UniqueConstraint(fields=["office", "link"], name="feed_item_link_once"),
            models.CheckConstraint(condition=~Q(state="shown") | Q(shown_at__isnull=False), name="shown_item_has_time"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "published_at"], name="feed_item_of_office"),
            GinIndex(fields=["search"], name="feed_item_search"),
        ]

    def __str__(self) -> str:
        return self.title
