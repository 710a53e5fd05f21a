"""Small problems with everything that can go wrong in them, for the property tests, and the laws they are held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import chain, combinations
from typing import Any

from hypothesis import strategies as st

from fordel.core.allocation import Allocation, Line, Problem, Request, allocate, methods

SHARING = tuple(methods.SHARING)
LINES = ("barnehage", "skole", "tredje")
IDS = ["a", "b", "c", "d", "e", "f", "Å", "aa"]
# Strategies are made once and kept: Hypothesis checks each new one, which took most of the time of these tests.
_RANK = st.tuples(
    st.none() | st.integers(1, 3), st.integers(1, 9), st.integers(0, 9), st.sets(st.sampled_from(["nord", "sør"]))
)
_LINES = st.integers(1, 3)
_MEMBERS = st.lists(st.sampled_from(["KS", "PBL", "UH", "UDF"]), unique=True, max_size=4)
_UP_TO = cache(partial(st.integers, 0))
_ONE_OF = cache(st.sampled_from)
_FLOORS = cache(lambda ask: st.none() | _UP_TO(ask))
_SOME_OF = cache(lambda names: st.sets(st.sampled_from(names), min_size=1))


@cache
def _ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(IDS), unique=True, min_size=least, max_size=most)


@st.composite
def requests_for(
    draw: st.DrawFn,
    lines: tuple[Line, ...],
    *,
    commits: bool = True,
    floors: bool = True,
    high: int = 60,
    most: int = 7,
    least: int = 0,
) -> tuple[Request, ...]:
    names = tuple(line.id for line in lines)
    found = []
    for name in draw(_ids(least, most)):
        ask = draw(_UP_TO(high))
        lines_of_it = tuple(draw(_SOME_OF(names)))
        floor = draw(_FLOORS(ask)) if floors else None
        commit = draw(_ONE_OF((0, 0, 0, 1, 2, ask // 4))) if commits and ask > 2 else 0
        priority, count, score, groups = draw(_RANK)
        found.append(Request(name, ask, lines_of_it, floor, commit, priority, count, score, tuple(groups)))
    return tuple(found)


@st.composite
def problems(
    draw: st.DrawFn,
    method: str,
    *,
    lines: int | None = None,
    units: tuple[int, ...] = (1, 1, 1, 100),
    rounding: str | None = None,
    **kinds: Any,
) -> Problem:
    """A valid problem; amounts are of the size of a few units, so that rounding and ties are common."""
    unit = draw(_ONE_OF(units))
    count = lines or draw(_LINES)
    frames = [draw(_UP_TO(2 * kinds.get("high", 60))) * unit for _ in range(count)]
    spread = tuple(
        Line(name, frame + draw(_UP_TO(unit - 1)), draw(_UP_TO(frame // 3)))
        for name, frame in zip(LINES, frames, strict=False)
    )
    kinds["high"] = kinds.get("high", 60) * unit
    reports = draw(requests_for(spread, **kinds))
    params: dict[str, object] = {}
    if method in SHARING:
        params["rounding"] = rounding or draw(_ONE_OF(("largest_remainder", "sainte_lague")))
    if method in ("cut_with_floor", "priority"):
        params["admit"] = draw(_ONE_OF(("priority", "most_measures")))
    if method in ("per_head", "equal"):
        params["base"] = draw(_ONE_OF((0, 0, 5 * unit, 20 * unit + 3)))
    if method == "equal_shares":
        members = draw(_MEMBERS)
        ids = [r.id for r in reports]
        params["votes"] = {m: draw(st.lists(st.sampled_from(ids), unique=True)) if ids else [] for m in members}
        params["completion"] = draw(_ONE_OF(("none", "votes")))
    return Problem(method, spread, reports, unit, params)


def answered(problem: Problem) -> Allocation | None:
    """The allocation, or None where the problem is refused."""
    result = allocate(problem)
    return result if isinstance(result, Allocation) else None


def line_subsets(problem: Problem) -> list[frozenset[str]]:
    names = [line.id for line in problem.lines]
    return [frozenset(s) for s in chain.from_iterable(combinations(names, k) for k in range(1, len(names) + 1))]


def capacity(problem: Problem, names: frozenset[str]) -> int:
    return sum(line.capacity for line in problem.lines if line.id in names)


def load(problem: Problem, amounts: Mapping[str, Any], names: frozenset[str]) -> Any:
    return sum(amounts[r.id] for r in problem.requests if names.issuperset(r.lines))


def payable(problem: Problem, amounts: Mapping[str, int]) -> bool:
    """Gale-Hall, every set of lines spelled out."""
    return all(load(problem, amounts, t) <= capacity(problem, t) for t in line_subsets(problem))


def slack(problem: Problem, amounts: Mapping[str, int], request: Request) -> int:
    """Kroner the lines could still give one report."""
    return min(
        capacity(problem, t) - load(problem, amounts, t) for t in line_subsets(problem) if t.issuperset(request.lines)
    )


def asks(problem: Problem) -> dict[str, int]:
    return {r.id: r.ask for r in problem.requests}


def with_request(problem: Problem, name: str, change: Callable[[Request], Request]) -> Problem:
    return replace(problem, requests=tuple(change(r) if r.id == name else r for r in problem.requests))


def renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    """The problem with ids exchanged, also in the votes."""
    new = {r.id: names.get(r.id, r.id) for r in problem.requests}
    params = dict(problem.params)
    votes = params.get("votes")
    if isinstance(votes, dict):
        params["votes"] = {m: [new[i] for i in ids] for m, ids in votes.items()}
    return replace(problem, requests=tuple(replace(r, id=new[r.id]) for r in problem.requests), params=params)
