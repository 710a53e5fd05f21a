"""The demo's news: announcements of the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from fordel.demo.clock import set_demo_clock
from fordel.news.services.announcements import Said, begin_announcement, publish_announcement
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


def load_demo_news(office: Office, officer: Person) -> None:
    """Done by the demo's clock on the days it happened; the clock is set back afterwards."""
    instant = now()
    try:
        for day, said in _ANNOUNCED:
            set_demo_clock(datetime.combine(day, time(10), OSLO))
            publish_announcement(begin_announcement(office, Said(**said), officer).pk, officer)
    finally:
        set_demo_clock(instant)
