"""Finds announcements: one for a page, those that a reader gets, and those of the office."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet
from django.http import Http404

from fordel.news.models import Announcement, AnnouncementState
from fordel.news.permissions import current, may_see, of_own_office
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Role

MOST_ON_START: Final = 4
_NEWEST: Final = ("-is_pinned", "-published_at", "-pk")


def announcement_from_url(office: str, announcement_id: int, **_rest: object) -> Announcement:
    """The announcement of an address, with its office. Raises Http404. One query."""
    rows = Announcement.objects.select_related("office").filter(pk=announcement_id, office__slug=office)
    found = rows.exclude(state=AnnouncementState.DISCARDED).first()
    if found is None:
        raise Http404
    return found


def announcements_for(actor: Actor, office: Office | None = None) -> QuerySet[Announcement]:
    """What the reader gets today, of the office or of every one: what is pinned first, then the newest."""
    found = Announcement.objects.filter(current(), may_see(actor)).select_related("office")
    if office is not None:
        found = found.filter(office=office)
    return found.order_by(*_NEWEST)


def near(actor: Actor) -> Q:
    """Those of the reader's own office, if they have one."""
    if actor.office_id is not None:
        return Q(office=actor.office_id)
    if actor.is_in(Role.OWNER):
        return of_own_office(actor)
    return Q()


def office_announcements(office: Office) -> QuerySet[Announcement]:
    """Every announcement of the office that is not discarded, the latest changed first."""
    rows = Announcement.objects.filter(office=office).exclude(state=AnnouncementState.DISCARDED)
    return rows.select_related("office").order_by("-changed_at", "-pk")
