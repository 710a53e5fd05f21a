"""Announcements, and what was in the feeds that offices follow, in the search box."""

from __future__ import annotations

from django.contrib.postgres.search import SearchRank
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from fordel.guidance.selectors.articles import form_of_norwegian
from fordel.news.models import Announcement, FeedItem, ItemState
from fordel.news.presentation.announcement_text import AnnouncementText
from fordel.news.selectors.announcements import announcements_for, near
from fordel.parties.actors import Actor
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.shared.dates import full_date
from fordel.shared.search import rows_with_words, search_query


def announcement_hits(actor: Actor, words: str) -> Found | None:
    """Those that are shown to the reader today. One query."""
    form = form_of_norwegian()
    rows = announcements_for(actor).filter(near(actor))
    return Found(
        _("News"), [_hit(each) for each in rows_with_words(rows, words, f"title_{form}", f"text_{form}")[:MOST_HITS]]
    )


def feed_item_hits(actor: Actor, words: str) -> Found | None:
    """Those that are shown, of the reader's own office if they have one; each leads to where it is. One query."""
    query = search_query(words)
    if query is None:
        return None
    rows = FeedItem.objects.filter(near(actor), state=ItemState.SHOWN, search=query).select_related("feed")
    best = rows.order_by(SearchRank(F("search"), query).desc(), "-published_at", "-pk").defer("search")[:MOST_HITS]
    hits = [Hit(each.title, each.link, f"{each.feed.name} · {full_date(each.published_at)}") for each in best]
    return Found(_("News from others"), hits)


def _hit(announcement: Announcement) -> Hit:
    text = AnnouncementText(announcement)
    return Hit(text.title, text.url, full_date(text.day) if text.day else "", text.language)
