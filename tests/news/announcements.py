"""Announcements as most tests need them."""

from __future__ import annotations

from typing import Any, Final

from fordel.news.models import Announcement
from fordel.news.services.announcements import Said, begin_announcement, publish_announcement
from fordel.parties.models import Office, Person

WHOLE: Final[dict[str, Any]] = {
    "title_nb": "Webinar i februar",
    "text_nb": "Vi svarer på spørsmål.\n\nVelkommen.",
    "title_nn": "Nettmøte i februar",
    "text_nn": "Vi svarer på spørsmål.",
    "audience": ("public",),
}


def announced(person: Person, office: str = "nordland", **values: Any) -> Announcement:
    """One that is published; `values` are other answers than those of `WHOLE`."""
    here = Office.objects.get(slug=office)
    return publish_announcement(begin_announcement(here, Said(**{**WHOLE, **values}), person).pk, person)
