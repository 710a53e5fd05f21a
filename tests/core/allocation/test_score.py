"""The choice by score against looking at every set there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation import Infeasible, Line, Problem, Request, allocate, score_set
from fordel.core.allocation.frames import lay_out
from fordel.core.allocation.score import feasible, set_model

from .instances import answered, capacity, line_subsets, problems


def every_set(problem: Problem) -> list[frozenset[str]]:
    ids = [r.id for r in problem.requests]
    return [frozenset(c) for k in range(len(ids) + 1) for c in combinations(ids, k)]


def allowed(problem: Problem, chosen: frozenset[str], cover: list[tuple[str, int]]) -> bool:
    """Floors beside all commitments fit on every set of lines, and the demands are met (unit 1)."""
    needs = {r.id: max(r.commit, r.least) if r.id in chosen else r.commit for r in problem.requests}
    fits = all(
        sum(needs[r.id] for r in problem.requests if t.issuperset(r.lines)) <= capacity(problem, t)
        for t in line_subsets(problem)
    )
    return fits and all(sum(g in r.groups for r in problem.requests if r.id in chosen) >= n for g, n in cover)


def worth(problem: Problem, chosen: frozenset[str]) -> tuple[int, int]:
    """(score, money): money is the least cut over all sets of lines, the empty one too, beside the commitments."""
    score = sum(r.score or 0 for r in problem.requests if r.id in chosen)
    cuts = []
    for t in [frozenset[str](), *line_subsets(problem)]:
        room = capacity(problem, t) - sum(r.commit for r in problem.requests if t.issuperset(r.lines))
        cuts.append(
            room + sum(r.ask - r.commit for r in problem.requests if r.id in chosen and not t.issuperset(r.lines))
        )
    return score, min(cuts)


def order_key(problem: Problem, chosen: frozenset[str]) -> list[bool]:
    return [r.id not in chosen for r in sorted(problem.requests, key=lambda r: r.id)]


@given(problem=problems("score", units=(1,), most=6), data=st.data())
def test_against_every_set(problem: Problem, data: st.DataObject) -> None:
    cover = [
        (g, data.draw(st.integers(0, 3))) for g in data.draw(st.lists(st.sampled_from(["nord", "sør"]), unique=True))
    ]
    problem = replace(problem, params={"cover": [{"group": g, "min": n} for g, n in cover]})
    result = allocate(problem)
    possible = [s for s in every_set(problem) if allowed(problem, s, cover)]
    if isinstance(result, Infeasible) and result.kind == "commitments":
        return
    if not possible:
        assert isinstance(result, Infeasible)
        assert result.kind == "coverage"
        named = [c for c in cover if c[0] in result.groups]
        assert not any(allowed(problem, s, named) for s in every_set(problem))
        for c in named:
            rest = [d for d in named if d != c]
            assert any(allowed(problem, s, rest) for s in every_set(problem))
        return
    best = max(worth(problem, s) for s in possible)
    equal = sorted((s for s in possible if worth(problem, s) == best), key=lambda s: order_key(problem, s))
    found = answered(problem)
    assert found is not None
    assert found.score == best[0]
    assert found.proven_optimal
    assert found.optimal_sets_complete == (len(equal) <= 100)
    assert [frozenset(s) for s in found.optimal_sets or ()] == equal[:100]


def equal_reports(count: int) -> Problem:
    line = Line("school", 10 * 100)
    reports = tuple(Request(f"r{k:03d}", 100, ("school",), floor=100, score=5) for k in range(count))
    return Problem("score", (line,), reports)


def test_too_many_optimal_sets_to_list_are_said_to_be_too_many() -> None:
    result = answered(equal_reports(52))
    assert result is not None
    assert result.optimal_sets is not None
    assert len(result.optimal_sets) == 100
    assert not result.optimal_sets_complete
    assert result.proven_optimal
    assert result.optimal_sets[0] == tuple(f"r{k:03d}" for k in range(10))
    assert len(set(result.optimal_sets)) == 100
    assert {loser for _, loser in result.ties} == {f"r{k:03d}" for k in range(10, 52)}


def test_without_the_solver_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers too large for floating point are searched in whole numbers alone."""
    lines = (Line("kindergarten", 600 * 2**50), Line("school", 600 * 2**50))
    reports = tuple(
        Request(name, ask * 2**50, ls, floor=floor * 2**50, score=score)
        for name, ask, ls, floor, score in (
            ("a", 400, ("kindergarten",), 300, 10),
            ("b", 500, ("kindergarten", "school"), 350, 30),
            ("c", 700, ("school",), 500, 45),
            ("d", 300, ("school",), 200, 12),
        )
    )

    def forbidden(*_: Any, **__: Any) -> None:
        raise AssertionError("the solver was asked about numbers it cannot hold")

    monkeypatch.setattr(score_set, "_solver", forbidden)
    result = answered(Problem("score", lines, reports))
    assert result is not None
    assert result.optimal_sets == (("a", "b", "c"),)
    assert result.proven_optimal


def test_when_the_time_is_up_the_set_is_still_one_that_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The five seconds are gone at once: a set that keeps every law, and it is not called proven."""
    monkeypatch.setattr(score_set.Deadline, "left", lambda self: 0.0)
    lines = (Line("kindergarten", 9_000), Line("school", 14_000))
    sets = (("kindergarten",), ("school",), ("kindergarten", "school"))
    reports = tuple(
        Request(f"r{k:02d}", 900 + 37 * k % 400, sets[k % 3], floor=500 + 91 * k % 300, score=500 + 91 * k % 300)
        for k in range(60)
    )
    problem = Problem("score", lines, reports)
    result = answered(problem)
    assert result is not None
    work = lay_out(lines, reports, 1, {})
    assert feasible(set_model(work, ()), [r.id in (result.chosen or ()) for r in work.requests])
    assert not result.optimal_sets_complete
    assert not result.proven_optimal
