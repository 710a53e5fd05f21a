"""Engine W and both roundings against slow, plainly correct ways to the same answer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.core.allocation import Line, Problem, Request, allocate, largest_remainder
from fordel.core.allocation.frames import lay_out
from fordel.core.allocation.water import Filler, fill

from .instances import answered, asks, capacity, line_subsets, load, payable, problems


def exact_amounts(problem: Problem, weight: str) -> dict[str, Fraction]:
    """The engine's exact shares, read from its levels."""
    work = lay_out(problem.lines, problem.requests, 1, {})
    members = [k for k, r in enumerate(work.requests) if r.ask > r.commit]
    weights = [getattr(work.requests[k], weight) for k in members]
    filler = Filler(
        members, weights, [work.requests[k].commit for k in members], [work.requests[k].ask for k in members]
    )
    promised = work.sets.load((work.masks[k] for k in members), (work.requests[k].commit for k in members))
    levels = fill(work.sets, work.masks, filler, [a + b for a, b in zip(work.room, promised, strict=True)])
    found = {r.id: Fraction(r.commit) for r in work.requests}
    for k, w in zip(members, weights, strict=True):
        r, level = work.requests[k], levels[work.masks[k]]
        found[r.id] = Fraction(r.ask) if level is None else min(Fraction(r.ask), max(Fraction(r.commit), level * w))
    return found


@settings(max_examples=max(20, settings().max_examples // 2))
@given(
    problem=st.sampled_from(["ask", "count"]).flatmap(lambda w: st.tuples(st.just(w), problems("equal", units=(1,))))
)
def test_maximin_certificate(problem: tuple[str, Problem]) -> None:
    """Nobody can be raised without lowering somebody who is no better off: each report below its ask lies in a set of
    lines that is used up, in which everybody above its own lower bound is at most at the same level."""
    weight, case = problem
    if answered(case) is None:
        return
    q = exact_amounts(case, weight)
    by_id = {r.id: r for r in case.requests}
    subsets = line_subsets(case)
    assert all(load(case, q, t) <= capacity(case, t) for t in subsets)
    for name, amount in q.items():
        r = by_id[name]
        assert r.commit <= amount <= r.ask
        if amount == r.ask:
            continue
        level = amount / getattr(r, weight)
        assert any(
            t.issuperset(r.lines)
            and load(case, q, t) == capacity(case, t)
            and all(
                q[other.id] / getattr(other, weight) <= level
                for other in case.requests
                if t.issuperset(other.lines) and q[other.id] > other.commit
            )
            for t in subsets
        )


@settings(max_examples=max(20, settings().max_examples // 2))
@given(problem=problems("proportional", units=(1,), rounding="largest_remainder"))
def test_largest_remainder_step_by_step(problem: Problem) -> None:
    result = answered(problem)
    if result is None or result.everything_fits:
        return
    q = exact_amounts(problem, "ask")
    amounts = {name: int(value) for name, value in q.items()}
    order = sorted(problem.requests, key=lambda r: (-(q[r.id] - int(q[r.id])), -r.ask, r.id))
    for r in order:
        raised = {**amounts, r.id: amounts[r.id] + 1}
        if q[r.id] > int(q[r.id]) and payable(problem, raised):
            amounts = raised
    assert amounts == dict(result.amounts)
    assert result.rates is not None
    assert all(result.rates[r.id] * r.ask == q[r.id] for r in problem.requests if r.ask)


@settings(max_examples=max(20, settings().max_examples // 4))
@given(problem=problems("proportional", units=(1,), rounding="largest_remainder", most=5))
def test_no_order_of_round_ups_places_more(problem: Problem) -> None:
    result = answered(problem)
    if result is None or result.everything_fits:
        return
    q = exact_amounts(problem, "ask")
    base = {name: int(value) for name, value in q.items()}
    open_ = [name for name, value in q.items() if value > int(value)]
    best = max(
        size
        for size in range(len(open_) + 1)
        for chosen in combinations(open_, size)
        if payable(problem, {n: x + (n in chosen) for n, x in base.items()})
    )
    assert result.total == sum(base.values()) + best


@settings(max_examples=max(20, settings().max_examples // 2))
@given(problem=problems("per_head", units=(1, 1, 100), rounding="sainte_lague", high=25, most=5))
def test_sainte_lague_unit_by_unit(problem: Problem) -> None:
    problem = replace(problem, params={"rounding": "sainte_lague"})
    result = answered(problem)
    if result is None or result.everything_fits:
        return
    unit = problem.unit
    work = lay_out(problem.lines, problem.requests, unit, {})
    units = [0] * len(work.requests)
    room = list(work.room)
    while True:
        able = [
            k
            for k, r in enumerate(work.requests)
            if units[k] < work.cap[k] and all(room[s] > 0 for s in work.sets.over[work.masks[k]])
        ]
        if not able:
            break

        def claim(k: int) -> tuple[Fraction, int, int]:
            r = work.requests[k]
            held = Fraction(r.commit + unit * units[k], unit)
            return -Fraction(r.count or 0) / (2 * held + 1), -r.ask, k

        chosen = min(able, key=claim)
        units[chosen] += 1
        for s in work.sets.over[work.masks[chosen]]:
            room[s] -= 1
    assert {r.id: r.commit + unit * u for r, u in zip(work.requests, units, strict=True)} == dict(result.amounts)


@settings(max_examples=max(20, settings().max_examples // 4))
@given(problem=problems("equal", units=(1,), commits=False, floors=False, high=12, most=4))
def test_amounts_fit_the_lines_exactly_when_a_split_exists(problem: Problem) -> None:
    """Hall's condition against a split found krone by krone along augmenting paths."""
    by_line = {line.id: line.capacity for line in problem.lines}
    assert payable(problem, asks(problem)) == _split_exists(problem.requests, by_line)
    work = lay_out(problem.lines, problem.requests, 1, {})
    assert work.sets.fits(work.masks, (r.ask for r in work.requests)) == payable(problem, asks(problem))


def _split_exists(requests: tuple[Request, ...], room: dict[str, int]) -> bool:
    paid = {(r.id, line): 0 for r in requests for line in r.lines}

    def place(r: Request, seen: set[str]) -> bool:
        for line in r.lines:
            if line in seen:
                continue
            seen.add(line)
            if room[line] > 0:
                room[line] -= 1
                paid[r.id, line] += 1
                return True
            for other in requests:
                if paid.get((other.id, line), 0) and place(other, seen):
                    paid[other.id, line] -= 1
                    paid[r.id, line] += 1
                    return True
        return False

    return all(place(r, set()) for r in requests for _ in range(r.ask))


@given(total=st.integers(0, 10**20), weights=st.dictionaries(st.text(max_size=2), st.integers(0, 10**18), min_size=1))
def test_largest_remainder_sums_and_stays_within_one(total: int, weights: dict[str, int]) -> None:
    whole = sum(weights.values())
    if not whole:
        return
    parts = largest_remainder(total, weights)
    assert sum(parts.values()) == total
    assert all(abs(parts[n] - Fraction(total * w, whole)) < 1 for n, w in weights.items())


def test_many_lines_of_their_own_are_no_problem() -> None:
    lines = tuple(Line(f"l{k}", 10) for k in range(300))
    requests = tuple(Request(f"r{k}", 20, (f"l{k}",)) for k in range(300))
    result = answered(Problem("proportional", lines, requests))
    assert result is not None
    assert set(result.amounts.values()) == {10}


def test_nobody_and_nothing() -> None:
    for method in ("proportional", "priority", "score", "equal_shares", "per_head", "equal", "cut_with_floor"):
        result = allocate(Problem(method, (), ()))
        assert result.status == "ok"
