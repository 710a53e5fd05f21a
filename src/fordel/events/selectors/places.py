"""The places of an event: how many there are, for whom some are kept, and how many are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from fordel.core.events.seats import Seats
from fordel.events.models import ACTIVE_STATES, TAKEN_STATES, Event, KeptPlaces, Participant, PlaceState


def group_of_organisation(organisation_id: int) -> str:
    """The group of those who come from an organisation that places are kept for."""
    return f"organisation:{organisation_id}"


def group_of_audience(audience: str) -> str:
    """The group of those in an audience that places are kept for."""
    return f"audience:{audience}"


def group_of_kept(kept: KeptPlaces) -> str:
    """Whom the places are kept for, as a group."""
    return group_of_organisation(kept.organisation_id) if kept.organisation_id else group_of_audience(kept.audience)


def kept_groups(event: Event) -> dict[str, int]:
    """Group -> how many places are kept for it, whether they are free for all by now or not. One query unless the rows
    are there."""
    return {group_of_kept(each): each.count for each in event.kept.all()}


def groups_now(event: Event, instant: datetime) -> dict[str, int]:
    """The same, empty once they are free for all. One query at most."""
    return kept_groups(event) if event.keeps(instant) else {}


def group_in(organisation_id: int | None, audience: str, kept: Mapping[str, int]) -> str:
    """The group of somebody from the organisation and of the audience; '' if nothing is kept for them."""
    own = [group_of_organisation(organisation_id)] if organisation_id else []
    return next((group for group in (*own, group_of_audience(audience)) if group in kept), "")


def group_of(participant: Participant, kept: Mapping[str, int]) -> str:
    """The group of the participant."""
    return group_in(participant.organisation_id, participant.audience, kept)


@dataclass(frozen=True)
class PlacesNow:
    """The places as they are taken, how many wait for one, and how many have not answered in time."""

    seats: Seats
    waiting: int
    late: int


def places_now(event: Event, kept: Mapping[str, int], instant: datetime) -> PlacesNow:
    """One query, which counts however many have registered."""
    late = Count("pk", filter=late_at(event, instant))
    rows = Participant.objects.filter(event=event, state__in=ACTIVE_STATES).order_by()
    counted = rows.values_list("organisation", "audience", "state").annotate(count=Count("pk"), late=late)
    taken: dict[str, int] = {}
    waiting = too_late = 0
    for organisation_id, audience, state, count, unanswered in counted:
        too_late += unanswered
        if state == PlaceState.WAITING:
            waiting += count
        else:
            group = group_in(organisation_id, audience, kept)
            taken[group] = taken.get(group, 0) + count
    return PlacesNow(Seats(event.capacity, kept, taken), waiting, too_late)


def late_at(event: Event, instant: datetime) -> Q:
    """Whoever was offered a place, or asked whether they still come, and has not answered in time. Once the event has
    begun nobody must say that they come."""
    late = Q(state=PlaceState.OFFERED, offered_until__lte=instant)
    return late | Q(confirm_by__lte=instant) if instant < event.starts_at else late


def taken_at(event: Event) -> int:
    """How many have a place or are offered one. One query."""
    return Participant.objects.filter(event=event, state__in=TAKEN_STATES).count()


def free_at(events: Iterable[Event], instant: datetime) -> dict[int, int]:
    """How many places are free for anybody at each of the events, by id; none if somebody waits. Two queries."""
    listed = list(events)
    rows: QuerySet[Participant] = Participant.objects.filter(event__in=listed)
    waiting = set(rows.filter(state=PlaceState.WAITING).values_list("event", flat=True))
    taken: dict[int, dict[tuple[int | None, str], int]] = {}
    counted = rows.filter(state__in=TAKEN_STATES).values_list("event", "organisation", "audience")
    for event_id, organisation_id, audience, count in counted.annotate(count=Count("pk")).order_by():
        taken.setdefault(event_id, {})[organisation_id, audience] = count
    found = {}
    for event in listed:
        kept = groups_now(event, instant)
        by_group: dict[str, int] = {}
        for (organisation_id, audience), count in taken.get(event.pk, {}).items():
            group = group_in(organisation_id, audience, kept)
            by_group[group] = by_group.get(group, 0) + count
        found[event.pk] = 0 if event.pk in waiting else Seats(event.capacity, kept, by_group).free_for("")
    return found
