"""What an office announces, the feeds that it follows, and who gets a digest of both."""

from __future__ import annotations

from fordel.news.models.announcements import Announcement, AnnouncementState
from fordel.news.models.digests import Digest
from fordel.news.models.feeds import Feed, FeedItem, FeedProblem, ItemState

__all__ = ["Announcement", "AnnouncementState", "Digest", "Feed", "FeedItem", "FeedProblem", "ItemState"]
