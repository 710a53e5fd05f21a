"""Announcements in the search box."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fordel.guidance.selectors.articles import form_of_norwegian
from fordel.news.models import Announcement
from fordel.news.presentation.announcement_text import AnnouncementText
from fordel.news.selectors.announcements import announcements_for, near
from fordel.parties.actors import Actor
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.shared.dates import full_date
from fordel.shared.search import rows_with_words


def announcement_hits(actor: Actor, words: str) -> Found | None:
    """Those that are shown to the reader today. One query."""
    form = form_of_norwegian()
    rows = announcements_for(actor).filter(near(actor))
    return Found(
        _("News"), [_hit(each) for each in rows_with_words(rows, words, f"title_{form}", f"text_{form}")[:MOST_HITS]]
    )


def _hit(announcement: Announcement) -> Hit:
    text = AnnouncementText(announcement)
    return Hit(text.title, text.url, full_date(text.day) if text.day else "", text.language)
