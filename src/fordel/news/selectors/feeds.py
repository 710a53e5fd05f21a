"""Finds feeds and what was in them."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from fordel.news.models import Feed, FeedItem, ItemState
from fordel.parties.models import Office

MOST_ITEMS: Final = 20


def feed_from_url(office: str, feed_id: int, **_rest: object) -> Feed:
    """The feed of an address, with its office. Raises Http404. One query."""
    found = Feed.objects.select_related("office").filter(pk=feed_id, office__slug=office).first()
    if found is None:
        raise Http404
    return found


def feed_item_from_url(office: str, feed_item_id: int, **_rest: object) -> FeedItem:
    """The item of an address. Raises Http404. One query."""
    found = FeedItem.objects.select_related("office").filter(pk=feed_item_id, office__slug=office).first()
    if found is None:
        raise Http404
    return found


def feeds_of(office: Office) -> QuerySet[Feed]:
    """The feeds of the office by name, each with how many of its items wait and are shown. One query."""
    counted = {state: Count("items", filter=Q(items__state=state)) for state in (ItemState.WAITING, ItemState.SHOWN)}
    return Feed.objects.filter(office=office).select_related("office").annotate(**counted).order_by("name", "pk")


def items_of(office: Office, state: str = "") -> QuerySet[FeedItem]:
    """What was in the feeds of the office, the newest first; in one state if one is given."""
    rows = FeedItem.objects.filter(office=office).select_related("feed", "office").defer("search")
    if state in ItemState.values:
        rows = rows.filter(state=state)
    return rows.order_by("-published_at", "-pk")
