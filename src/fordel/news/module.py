"""News in the house: what an office announces, on start pages and in a list."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.news.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.news.presentation.search_hits import announcement_hits, feed_item_hits
from fordel.news.presentation.start_notes import notes_for, notes_of_visit
from fordel.news.selectors.counts import office_counts
from fordel.news.selectors.digests import digests_of
from fordel.parties.plugs.search import SEARCH
from fordel.parties.plugs.start_notes import START_NOTES
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.programme.plugs.start_page import COUNTS, NOTES
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "news.announcement.started": _("Began an announcement"),
    "news.announcement.changed": _("Changed an announcement"),
    "news.announcement.published": _("Published an announcement"),
    "news.announcement.withdrawn": _("Withdrew an announcement"),
    "news.announcement.discarded": _("Discarded the draft of an announcement"),
    "news.feed.followed": _("Began to follow a feed"),
    "news.feed.changed": _("Changed how a feed is followed"),
    "news.feed.read": _("Found something new in a feed"),
    "news.item.shown": _("Showed an item of a feed to readers"),
    "news.item.hidden": _("Hid an item of a feed"),
}

MODULE: Final = Module(
    name="news",
    verbs=VERBS,
    jobs=("news.read_feeds", "news.read_feed", "news.send_digests", "news.send_digest"),
    answers=(
        answer(SEARCH, announcement_hits, feed_item_hits),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(OWN_DATA, ("digests_by_mail", digests_of)),
        answer(START_NOTES, notes_for),
        answer(COUNTS, office_counts),
        answer(NOTES, notes_of_visit),
    ),
)
