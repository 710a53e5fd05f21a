"""What a reader gets by mail, and what is held of them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from fordel.news.models import Announcement, Digest, FeedItem, ItemState
from fordel.news.permissions import current, may_see
from fordel.parties.actors import VISITOR
from fordel.parties.models import Office, Person
from fordel.parties.selectors.actors import actors_of


def digest_of(person: Person, office: Office) -> Digest | None:
    """What the person has chosen to get of the office's news. One query."""
    return Digest.objects.filter(person=person, office=office).first()


def new_announcements(digest: Digest) -> QuerySet[Announcement]:
    """Those that are shown now and that the person has not had, in any of their roles. One query, and those of the
    roles."""
    seen = reduce(or_, (may_see(actor) for actor in actors_of(digest.person)), may_see(VISITOR))
    rows = Announcement.objects.filter(current(), seen, _about(digest, ""), office=digest.office_id)
    return rows.filter(published_at__gt=digest.sent_to).select_related("office").order_by("-is_pinned", "-published_at")


def new_items(digest: Digest) -> QuerySet[FeedItem]:
    """Those of feeds that readers got since. One query."""
    rows = FeedItem.objects.filter(_about(digest, "feed__"), office=digest.office_id, state=ItemState.SHOWN)
    return rows.filter(shown_at__gt=digest.sent_to).select_related("feed").order_by("-published_at", "-pk")


def _about(digest: Digest, path: str) -> Q:
    """What is about a scheme and a theme that they have chosen, or about all."""
    found = Q()
    for name, chosen in (("schemes", digest.schemes), ("themes", digest.themes)):
        if chosen:
            found &= Q(**{f"{path}{name}": []}) | Q(**{f"{path}{name}__overlap": chosen})
    return found


def digests_of(person: Person) -> list[dict[str, Any]]:
    """For the person: what they have chosen."""
    rows = Digest.objects.filter(person=person).order_by("pk")
    return [dict(row) for row in rows.values("office__name", "schemes", "themes", "is_wanted", "sent_to")]
