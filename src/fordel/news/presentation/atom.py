"""An office's announcements to everybody as an Atom feed."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from fordel.news.models import Announcement
from fordel.news.presentation.announcement_text import AnnouncementText
from fordel.parties.models import Office
from fordel.shared.addresses import full_address


def atom_feed(office: Office, announcements: Iterable[Announcement], language: str) -> str:
    """The feed in the language that is active."""
    itself = full_address(reverse("news:atom", kwargs={"office": office.slug}))
    feed = Atom1Feed(
        title=_("News from %(office)s") % {"office": office.name},
        link=full_address(reverse("news:news", kwargs={"office": office.slug})),
        description="",
        language=language,
        author_name=office.name,
        feed_url=f"{itself}?sprak={language}",
    )
    for each in announcements:
        text = AnnouncementText(each)
        feed.add_item(
            title=text.title,
            link=full_address(text.url),
            description=str(text.body),
            unique_id=f"{full_address(text.url)}",
            pubdate=each.published_at,
            updateddate=max(each.changed_at, each.published_at or each.changed_at),
        )
    return str(feed.writeString("utf-8"))
