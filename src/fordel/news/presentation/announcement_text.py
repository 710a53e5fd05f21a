"""An announcement as its readers get it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from fordel.core.form.rich_text import from_plain
from fordel.guidance.selectors.articles import form_of_norwegian
from fordel.news.models import Announcement
from fordel.shared.rich_text import safe_html


@dataclass(frozen=True)
class AnnouncementText:
    """The announcement in the reader's form of Norwegian, or in the other one while that is not written. `language` is
    the form it is in, for a reader of another language, else ''."""

    announcement: Announcement

    @property
    def form(self) -> str:
        form = form_of_norwegian()
        other = "nb" if form == "nn" else "nn"
        return form if getattr(self.announcement, f"title_{form}") else other

    @property
    def language(self) -> str:
        return "" if (get_language() or "nb")[:2] == self.form else self.form

    @property
    def title(self) -> str:
        return str(getattr(self.announcement, f"title_{self.form}"))

    @property
    def plain(self) -> str:
        return str(getattr(self.announcement, f"text_{self.form}"))

    @cached_property
    def body(self) -> SafeString:
        return safe_html(from_plain(self.plain))

    @property
    def day(self) -> date | None:
        return self.announcement.published_at.date() if self.announcement.published_at else None

    @property
    def is_pinned(self) -> bool:
        return self.announcement.is_pinned

    @property
    def url(self) -> str:
        return announcement_address(self.announcement, "announcement")


def announcement_address(announcement: Announcement, name: str) -> str:
    """The page of that name of the announcement."""
    where = {"office": announcement.office.slug, "announcement_id": announcement.pk}
    return reverse(f"news:{name}", kwargs=where)
