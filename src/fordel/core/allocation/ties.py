"""Ties that decide whether something is funded, and the proof that they are real: swap the ids, the outcome swaps."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from fordel.core.allocation.frames import Work

TRIALS_PER_LOSER = 4
REPORTS_TRIED = 200_000

Funded = Callable[[Work], set[int]]


def real_ties(
    work: Work, groups: Iterable[Sequence[int]], funded: set[int], rerun: Funded
) -> tuple[tuple[tuple[str, str], ...], bool]:
    """(winner, loser) ids for each loser that lost to an equal by id alone, and whether all could be looked into.

    `groups` are positions with equal stated keys, in id order. Two reports that are alike in everything swap for
    certain; others are proven by running the method again with their ids exchanged (`rerun` answers who is funded).
    Running again is bounded, so that a very large case is answered in time.
    """
    pairs: dict[tuple[str, str], None] = {}
    left = REPORTS_TRIED
    complete = True
    size = max(1, len(work.requests))
    for group in groups:
        twins: dict[Hashable, int] = {}
        winners: list[int] = []
        for position in group:
            if position in funded:
                winners.append(position)
                twins[_likeness(work, position)] = position
                continue
            winner = twins.get(_likeness(work, position))
            if winner is None:
                tried = winners[: -TRIALS_PER_LOSER - 1 : -1]
                affordable = tried[: max(0, left // size)]
                left -= size * len(affordable)
                winner = next((w for w in affordable if _swaps(work, w, position, rerun)), None)
                complete = complete and (winner is not None or len(affordable) == len(winners))
            if winner is not None:
                pairs[work.requests[winner].id, work.requests[position].id] = None
    return tuple(sorted(pairs)), complete


def twin_groups(work: Work, funded: set[int]) -> list[list[int]]:
    """Reports alike in everything of which some are funded and some are not, in id order."""
    groups: dict[Hashable, list[int]] = {}
    for position in range(len(work.requests)):
        groups.setdefault(_likeness(work, position), []).append(position)
    return [g for g in groups.values() if len(g) > 1 and len({p in funded for p in g}) == 2]


def _likeness(work: Work, position: int) -> Hashable:
    r = work.requests[position]
    stated = r.ask, r.floor, r.commit, r.priority, r.count, r.score, tuple(sorted(set(r.groups)))
    return work.masks[position], stated, work.supporters[position]


def _swaps(work: Work, winner: int, loser: int, rerun: Funded) -> bool:
    after = rerun(work.swapped(winner, loser))
    return winner in after and loser not in after


def choice_ties(
    work: Work, sets: Sequence[Sequence[int]], *, complete: bool
) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Ties between optimal sets: (chosen, left out) where another set that is as good exchanges the two.

    Exchanging two ids exchanges them in every optimal set, so with all sets listed the choice after the exchange is
    known; with some missing, only reports alike in everything are certain, and the answer says it is not complete.
    """
    first = set(sets[0])
    pairs: dict[int, int] = {}
    twins: dict[Hashable, int] = {}
    for position in range(len(work.requests)):
        likeness = _likeness(work, position)
        if position in first:
            twins[likeness] = position
        elif len(sets) > 1 and likeness in twins:
            pairs[position] = twins[likeness]
    if complete:
        family = [frozenset(s) for s in sets]
        losers = sorted(set().union(*family) - first - pairs.keys())
        for loser in losers:
            rivals = {w for s in family if loser in s for w in first - s}
            winner = next((w for w in sorted(rivals, reverse=True) if _exchanged_choice(family, w, loser)), None)
            if winner is not None:
                pairs[loser] = winner
    named = sorted((work.requests[w].id, work.requests[r].id) for r, w in pairs.items())
    return tuple(named), complete


def _exchanged_choice(family: Sequence[frozenset[int]], winner: int, loser: int) -> bool:
    exchange = {winner: loser, loser: winner}
    image = [sorted(exchange.get(r, r) for r in s) for s in family]
    largest = min(image, key=lambda s: [*s, float("inf")])
    return winner in largest and loser not in largest
