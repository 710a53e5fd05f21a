"""The places of an event: how many there are, for whom some are kept, and how many are taken."""

from __future__ import annotations

from fordel.events.models import Event, KeptPlaces


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
