"""The forum of an office as a page of it needs it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from fordel.forum.models import SeatGroup
from fordel.parties.models import Office
from fordel.programme.selectors.running import RunningRound, rounds_beside, rounds_in


@dataclass(frozen=True)
class OfficeForum:
    """The forum with its groups of seats in order. `expected` are the codes of the groups that must have a seat, and
    `group_percent_most` how many per cent of the seats that vote a group may have: the strictest of the schemes.
    `rounds` are those that run at the office."""

    office: Office
    groups: tuple[SeatGroup, ...]
    expected: frozenset[str]
    group_percent_most: int
    rounds: tuple[RunningRound, ...]

    @property
    def office_id(self) -> int:
        return self.office.pk


def forum_from_url(office: str, **_rest: object) -> OfficeForum:
    """The forum, for `@access(rule, target=forum_from_url)`. One query. Raises Http404 if the office has opened no
    round, and so has no forum."""
    found = SeatGroup.objects.filter(forum__office__slug=office).annotate(rounds=rounds_beside("forum__office"))
    groups = tuple(found.select_related("forum__office"))
    if not groups:
        raise Http404
    forum = groups[0].forum
    return OfficeForum(
        forum.office,
        groups,
        frozenset(code for each in forum.schemes.values() for code in each["expected"]),
        min((each["group_percent_most"] for each in forum.schemes.values()), default=100),
        rounds_in(groups[0].rounds),
    )
