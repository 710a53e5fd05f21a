"""The count of a vote, and what points and ranks become."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.prioritising import classes_of, median, score_of
from fordel.core.votes import (
    AGAIN,
    MAJORITY,
    NO_MAJORITY,
    NO_QUORUM,
    TIE,
    Seat,
    Voter,
    VoteResult,
    VoteRules,
    count_votes,
    may_close,
    who_votes,
)

RULES = VoteRules()


def count(options: str, ballots: str, seats: int = 12, present: int = 0, entitled: int = 0) -> VoteResult:
    entitled = entitled or len(ballots)
    present = present or max(entitled, 6)
    return count_votes(options, ballots, seats=seats, present=present, entitled=entitled, rules=RULES)


def test_the_cases_a_forum_meets() -> None:
    assert count("ab", "aaaabb").options == ("a",)
    assert count("ab", "aaabbb").outcome == TIE
    assert count("ab", "aaabbb").options == ("a", "b")
    assert count("ab", "aaab", entitled=7, present=7).outcome == NO_MAJORITY  # three of seven is no majority
    again = count("abc", "aaabbc")
    assert (again.outcome, again.options) == (AGAIN, ("a", "b"))
    assert count("abc", "aabbcc").outcome == NO_MAJORITY
    assert count("ab", "aaaaa", present=5, seats=12).outcome == NO_QUORUM
    assert count("ab", "aaaaaa", present=6, seats=12).outcome == MAJORITY  # half of the seats is enough
    with pytest.raises(ValueError, match="do not fit"):
        count("ab", "aac")
    with pytest.raises(ValueError, match="do not fit"):
        count("ab", "aaa", entitled=2)


votes = st.integers(2, 5).flatmap(
    lambda n: st.tuples(st.just("abcde"[:n]), st.lists(st.sampled_from("abcde"[:n]), max_size=20), st.integers(0, 10))
)


@given(votes, st.integers(0, 20))
def test_every_vote_has_one_outcome_that_the_counts_bear_out(case: tuple[str, list[str], int], absent: int) -> None:
    options, ballots, silent = case
    entitled = len(ballots) + silent
    result = count_votes(options, ballots, seats=entitled + absent, present=entitled, entitled=entitled, rules=RULES)
    assert sum(result.counts.values()) == len(ballots)
    highest = max(result.counts.values())
    if result.outcome == NO_QUORUM:
        assert 2 * entitled < entitled + absent or not entitled
        return
    assert 2 * entitled >= entitled + absent
    if result.outcome == MAJORITY:
        (winner,) = result.options
        assert 2 * result.counts[winner] > entitled and result.counts[winner] == highest
        return
    assert 2 * highest <= entitled
    if result.outcome == AGAIN:
        least = min(result.counts[option] for option in result.options)
        others = [result.counts[option] for option in options if option not in result.options]
        assert len(result.options) == 2 and len(options) > 2 and all(other < least for other in others)
    if result.outcome == TIE:
        assert len(options) == 2 and len(set(result.counts.values())) == 1


@given(votes, st.randoms())
def test_the_order_of_the_ballots_says_nothing(case: tuple[str, list[str], int], chance: object) -> None:
    options, ballots, silent = case
    entitled = len(ballots) + silent
    shuffled = list(ballots)
    chance.shuffle(shuffled)
    sizes = {"seats": entitled, "present": entitled, "entitled": entitled}
    assert count_votes(options, ballots, **sizes, rules=RULES) == count_votes(options, shuffled, **sizes, rules=RULES)


@given(st.lists(st.integers(0, 10), min_size=1))
def test_a_score_is_the_mean_times_100_rounded_half_up(points: list[int]) -> None:
    score = score_of(points)
    assert score is not None
    exact = Fraction(100 * sum(points), len(points))
    assert -Fraction(1, 2) < score - exact <= Fraction(1, 2)


@given(st.lists(st.integers(0, 10), min_size=1), st.integers(2, 5))
def test_a_score_does_not_fall_because_fewer_may_assess(points: list[int], times: int) -> None:
    assert score_of(points * times) == score_of(points)


def test_half_goes_up_and_nothing_is_nothing() -> None:
    assert score_of([0, 1, 1, 1, 1, 1, 1, 1]) == 88  # 87.5
    assert (score_of([7, 8]), score_of([])) == (750, None)
    assert median([1, 2, 3, 4]) == Fraction(5, 2)
    with pytest.raises(ValueError, match="median of nothing"):
        median([])


@given(st.dictionaries(st.integers(1, 60), st.lists(st.integers(1, 60), max_size=9)))
def test_classes_follow_the_median_rank(ranks: dict[int, list[int]]) -> None:
    classes = classes_of(ranks)
    assert set(classes) == set(ranks)
    assert set(classes.values()) == set(range(1, max(classes.values(), default=0) + 1)) or not any(ranks.values())
    ranked = [report for report in ranks if ranks[report]]
    for one in ranked:
        for other in ranked:
            assert (median(ranks[one]) < median(ranks[other])) == (classes[one] < classes[other])
        assert all(classes[one] < classes[report] for report in ranks if not ranks[report])


def test_a_vote_closes_when_all_have_voted_or_the_time_has_come() -> None:
    assert may_close(5, 5, announced_time_is_past=False)
    assert not may_close(4, 5, announced_time_is_past=False)
    assert may_close(4, 5, announced_time_is_past=True)


people = st.integers(1, 9)
forums = st.lists(
    st.tuples(people, st.none() | people, st.booleans()).filter(lambda each: each[0] != each[1]), max_size=7
).map(lambda rows: [Seat(key, *row) for key, row in enumerate(rows)])


@given(forums, st.frozensets(people), st.frozensets(people))
def test_nobody_votes_twice_and_only_who_is_there_and_impartial(
    seats: list[Seat], present: frozenset[int], conflicted: frozenset[int]
) -> None:
    found = who_votes(seats, present, conflicted)
    voters = [each.person for each in found.values()]
    assert len(voters) == len(set(voters)) and set(voters) <= present
    own = {seat.member for seat in seats}
    for seat in seats:
        voter = found.get(seat.key)
        if voter is None:
            assert not {seat.member, seat.deputy} & (present - set(voters) - own)
            continue
        assert voter.person in (seat.member, seat.deputy)
        assert voter.may_vote == (not seat.is_conflicted and voter.person not in conflicted)
        first = next(each for each in seats if each.member == seat.member)
        if seat is first and seat.member in present - conflicted:
            assert voter.person == seat.member


def test_a_deputy_stands_in_for_whoever_is_away_or_may_not_take_part() -> None:
    ks, pbl = Seat(1, 10, 11), Seat(2, 20, 10)
    assert who_votes([ks, pbl], {10, 11}) == {1: Voter(10, True)}  # 10 sits for KS, and cannot also stand in for PBL
    assert who_votes([ks, pbl], {11, 20}) == {1: Voter(11, True), 2: Voter(20, True)}
    assert who_votes([ks], {10, 11}, {10}) == {1: Voter(11, True)}
    assert who_votes([ks], {10, 11}, {10, 11}) == {1: Voter(10, False)}
    assert who_votes([Seat(1, 10, 11, True)], {10, 11}) == {1: Voter(10, False)}
