"""Counts a vote of the forum. Consensus is the rule; a vote is what is left where the forum does not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

NO_QUORUM: Final = "no_quorum"
MAJORITY: Final = "majority"
TIE: Final = "tie"
AGAIN: Final = "again"
NO_MAJORITY: Final = "no_majority"


@dataclass(frozen=True)
class VoteRules:
    """Per cent, from the scheme: at least `quorum_percent` of the seats are present, and more than `majority_percent`
    of those entitled and present are for an option."""

    quorum_percent: int = 50
    majority_percent: int = 50


@dataclass(frozen=True)
class VoteResult:
    """`counts` are votes for each option in order. `outcome` is one of the codes above: `options` holds the one that
    won (majority), the two that the next vote is between (again), those that both are recorded (tie), or none."""

    outcome: str
    options: tuple[str, ...]
    counts: dict[str, int]
    seats: int
    present: int
    entitled: int


def count_votes(
    options: Sequence[str], ballots: Iterable[str], *, seats: int, present: int, entitled: int, rules: VoteRules
) -> VoteResult:
    """The result. `seats` are all that vote, `present` those in the meeting, `entitled` those present that are
    impartial. Raises ValueError for a ballot on no option, or more ballots than are entitled."""
    cast = Counter(ballots)
    if set(cast) - set(options) or sum(cast.values()) > entitled or not entitled <= present <= seats:
        raise ValueError("the ballots do not fit the vote")
    counts = {option: cast[option] for option in options}

    def found(outcome: str, *chosen: str) -> VoteResult:
        return VoteResult(outcome, chosen, counts, seats, present, entitled)

    if not present or present * 100 < rules.quorum_percent * seats:
        return found(NO_QUORUM)
    won = [option for option in options if counts[option] * 100 > rules.majority_percent * entitled]
    if len(won) == 1:
        return found(MAJORITY, won[0])
    ranked = sorted(options, key=lambda option: -counts[option])
    if len(options) > 2 and not _second_is_shared(ranked, counts):
        return found(AGAIN, *(option for option in options if option in ranked[:2]))
    if len(options) > 2:
        return found(NO_MAJORITY)
    is_tie = len(options) == 2 and counts[options[0]] == counts[options[1]]
    return found(TIE, *options) if is_tie else found(NO_MAJORITY)


def _second_is_shared(ranked: Sequence[str], counts: dict[str, int]) -> bool:
    """Whether more than two options are highest, so that nothing says between which two a new vote would be."""
    return counts[ranked[1]] == counts[ranked[2]]


def may_close(voted: int, entitled: int, *, announced_time_is_past: bool) -> bool:
    """Whether a vote can be closed: all who may have voted, or the announced time has come."""
    return voted >= entitled or announced_time_is_past


@dataclass(frozen=True)
class Seat:
    """A seat that votes: its member and deputy, and whether it is conflicted in what the vote is about."""

    key: int
    member: int
    deputy: int | None = None
    is_conflicted: bool = False


@dataclass(frozen=True)
class Voter:
    """Who is there for a seat, and whether they may vote."""

    person: int
    may_vote: bool


def who_votes(
    seats: Sequence[Seat], present: AbstractSet[int], conflicted: AbstractSet[int] = frozenset()
) -> dict[int, Voter]:
    """Seat -> who is there for it; seats that nobody is there for are left out. A person stands for one seat: their own
    goes before one they are deputy for, and of several the first. `conflicted` are people who may not take part,
    whatever the seat: the deputy, where impartial and there, stands in for such a member."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for seat in seats:
        if seat.member in present and seat.member not in taken:
            found[seat.key] = seat.member
            taken.add(seat.member)
    for seat in seats:
        if seat.deputy is None or seat.deputy not in present or seat.deputy in taken:
            continue
        is_free = seat.key not in found or (found[seat.key] in conflicted and seat.deputy not in conflicted)
        if is_free:
            found[seat.key] = seat.deputy
            taken.add(seat.deputy)
    return {
        seat.key: Voter(found[seat.key], not seat.is_conflicted and found[seat.key] not in conflicted)
        for seat in seats
        if seat.key in found
    }
