"""The demo's news: announcements of the office, and a feed that is not asked, with what was in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from fordel.demo.clock import set_demo_clock
from fordel.news.feeds.read import Entry
from fordel.news.models import FeedItem
from fordel.news.services.announcements import Said, begin_announcement, publish_announcement
from fordel.news.services.feed_items import show_item
from fordel.news.services.feeds import FeedFacts, add_items, follow_feed
from fordel.parties.models import Office, Person
from fordel.shared.clock import OSLO, now

_ANNOUNCED: Final[tuple[tuple[date, Mapping[str, Any]], ...]] = (
    (
        date(2026, 1, 20),
        {
            "title_nb": "Webinar om behovsmeldinger 3. februar",
            "text_nb": "Vi går gjennom skjemaet og svarer på spørsmål. Lenken kommer på e-post dagen før.",
            "title_nn": "Webinar om behovsmeldingar 3. februar",
            "text_nn": "Vi går gjennom skjemaet og svarer på spørsmål. Lenkja kjem på e-post dagen før.",
            "audience": ("owner", "partner"),
            "shown_to": date(2026, 2, 3),
        },
    ),
    (
        date(2026, 2, 16),
        {
            "title_nb": "Samarbeidsforum møtes 12. mars",
            "text_nb": "Forumet behandler behovsmeldingene og prioriterer mellom tiltakene.\n\n"
            "Innstillingen blir offentlig når den er vedtatt.",
            "title_nn": "Samarbeidsforum møtest 12. mars",
            "text_nn": "Forumet behandlar behovsmeldingane og prioriterer mellom tiltaka.\n\n"
            "Innstillinga blir offentleg når ho er vedteken.",
            "audience": ("public",),
            "is_pinned": True,
            "shown_to": date(2026, 3, 12),
        },
    ),
    (
        date(2026, 2, 23),
        {
            "title_nb": "Vi svarer på spørsmål om desentralisert ordning",
            "text_nb": "Er du i tvil om hvilken ordning som passer? Spør oss fra siden «Veiledning».",
            "title_nn": "Vi svarer på spørsmål om desentralisert ordning",
            "text_nn": "Er du i tvil om kva ordning som passar? Spør oss frå sida «Rettleiing».",
            "audience": ("public",),
        },
    ),
)


_ITEMS: Final = (
    (
        date(2026, 2, 9),
        "Ny veileder om lokal kompetanseutvikling",
        "Om analyse, partnerskap og varige endringer.",
        True,
    ),
    (date(2026, 2, 17), "Spørsmål og svar om den kollektive ordningen", "Samlet etter webinarene i januar.", True),
    (date(2026, 2, 23), "Høring om endringer i forskriften", "Frist for innspill er i mai.", False),
)


def load_demo_news(office: Office, officer: Person) -> None:
    """Done by the demo's clock on the days it happened; the clock is set back afterwards."""
    instant = now()
    try:
        for day, said in _ANNOUNCED:
            set_demo_clock(datetime.combine(day, time(10), OSLO))
            publish_announcement(begin_announcement(office, Said(**said), officer).pk, officer)
        _read_feed(office, officer)
    finally:
        set_demo_clock(instant)


def _read_feed(office: Office, officer: Person) -> None:
    """Items as if they had been read; two are shown, and one waits. The demo asks nobody over the network."""
    facts = FeedFacts("Utdanningsdirektoratet (eksempel)", "https://example.org/nyheter.xml", is_followed=False)
    feed = follow_feed(office, facts, officer)
    for number, (day, title, summary, is_shown) in enumerate(_ITEMS):
        set_demo_clock(datetime.combine(day, time(11), OSLO))
        link = f"https://example.org/nyheter/{number}"
        add_items(feed, [Entry(str(number), link, title, summary, now())], now())
        if is_shown:
            show_item(FeedItem.objects.get(feed=feed, link=link).pk, officer)
