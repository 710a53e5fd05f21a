"""A reported tie is real: exchange the two ids, and the other report is funded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.core.allocation import Allocation, Problem, Request

from .instances import SHARING, answered, problems, renamed

TIED = (*SHARING, "equal_shares", "score")


def funded(problem: Problem, result: Allocation, name: str) -> bool:
    if problem.method == "score":
        return name in (result.chosen or ())
    return result.amounts[name] > next(r.commit for r in problem.requests if r.id == name)


def alike(problem: Problem) -> Problem:
    """The same with asks, floors and ranks from so few values that ties are everywhere."""

    def plain(r: Request) -> Request:
        ask = max(1, r.ask // 20 * 20)
        floor = ask if r.floor is not None else None
        return replace(r, ask=ask, floor=floor, commit=0, priority=1, score=3, count=2)

    return replace(problem, requests=tuple(plain(r) for r in problem.requests))


@pytest.mark.parametrize("method", TIED)
@settings(max_examples=max(30, settings().max_examples // 5))
@given(data=st.data())
def test_reported_ties_are_real(method: str, data: st.DataObject) -> None:
    problem = alike(data.draw(problems(method, least=2, units=(1, 100))))
    result = answered(problem)
    assert result is not None
    for winner, loser in result.ties:
        assert funded(problem, result, winner)
        assert not funded(problem, result, loser)
        exchanged = renamed(problem, {winner: loser, loser: winner})
        after = answered(exchanged)
        assert after is not None
        assert funded(exchanged, after, winner)
        assert not funded(exchanged, after, loser)


@pytest.mark.parametrize("method", TIED)
@settings(max_examples=max(30, settings().max_examples // 5))
@given(data=st.data())
def test_no_tie_between_reports_alike_in_everything_is_silent(method: str, data: st.DataObject) -> None:
    problem = alike(data.draw(problems(method, least=1, units=(1, 100), most=4)))
    first = problem.requests[0]
    params = dict(problem.params)
    if method == "equal_shares":
        votes = params["votes"]
        assert isinstance(votes, dict)
        params["votes"] = {m: [*ids, "twin"] if first.id in ids else ids for m, ids in votes.items()}
    problem = replace(problem, requests=(*problem.requests, replace(first, id="twin")), params=params)
    result = answered(problem)
    assert result is not None
    names = [first.id, "twin"]
    have = [n for n in names if funded(problem, result, n)]
    if len(have) == 1:
        loser = next(n for n in names if n not in have)
        assert loser in {pair[1] for pair in result.ties}
