"""How the log names news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.news.models import Announcement, AnnouncementState, Feed, FeedItem
from fordel.shared.log_words import Details, Named, Subject, count

_GONE: Final = AnnouncementState.DISCARDED


def _announcements(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Announcement.objects.filter(pk__in=ids).values_list("pk", "title_nb", "title_nn", "office__slug", "state")
    return {pk: Named(nb or nn, "" if state == _GONE else _page(office, pk)) for pk, nb, nn, office, state in rows}


def _page(office: str, announcement_id: int) -> str:
    return reverse("news:announcement", kwargs={"office": office, "announcement_id": announcement_id})


def _feeds(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Feed.objects.filter(pk__in=ids).values_list("pk", "name", "office__slug")
    return {pk: Named(name, reverse("news:feeds", kwargs={"office": office})) for pk, name, office in rows}


def _items(ids: Sequence[int]) -> Mapping[int, Named]:
    return {pk: Named(title, "") for pk, title in FeedItem.objects.filter(pk__in=ids).values_list("pk", "title")}


LOG_SUBJECTS: Final = (
    Subject("news.announcement", _("Announcement"), _announcements),
    Subject("news.feed", _("Feed"), _feeds),
    Subject("news.feeditem", _("Item of a feed"), _items),
)
LOG_DETAILS: Final[Details] = {"news.feed": {"count": count(_("New"))}}
