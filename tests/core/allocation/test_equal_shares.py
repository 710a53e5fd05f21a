"""Equal shares against the rule as it is written: every price again at every step, in fractions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.core.allocation import Line, Problem, Request, allocate

from .instances import answered, payable, problems


def price(purses: list[Fraction], cost: int) -> Fraction | None:
    """The least rho with sum of min(purse, rho * cost) = cost, tried over how many pay all they have."""
    if sum(purses) < cost:
        return None
    ordered = sorted(purses)
    for poor in range(len(ordered)):
        rho = (cost - sum(ordered[:poor])) / Fraction((len(ordered) - poor) * cost)
        if rho * cost <= ordered[poor]:
            return rho
    return None


def naive(problem: Problem, votes: dict[str, list[str]]) -> tuple[list[str], dict[str, Fraction], dict[str, int]]:
    cost = {r.id: r.ask - r.commit for r in problem.requests}
    supporters = {r.id: [m for m, ids in votes.items() if r.id in ids] for r in problem.requests}
    budget = sum(line.capacity for line in problem.lines) - sum(r.commit for r in problem.requests)
    purses = {m: Fraction(budget, len(votes)) for m in votes}
    amounts = {r.id: r.commit for r in problem.requests}
    order: list[str] = []
    while True:
        offers = []
        for r in problem.requests:
            if r.id in order or not cost[r.id] or not supporters[r.id]:
                continue
            if not payable(problem, {**amounts, r.id: r.ask}):
                continue
            rho = price([purses[m] for m in supporters[r.id]], cost[r.id])
            if rho is not None:
                offers.append((rho, -len(supporters[r.id]), r.ask, r.id))
        if not offers:
            return order, purses, amounts
        rho, _, ask, name = min(offers)
        for m in supporters[name]:
            purses[m] -= min(purses[m], rho * cost[name])
        amounts[name] = ask
        order.append(name)


@given(problem=problems("equal_shares", units=(1,)))
def test_against_the_rule_as_written(problem: Problem) -> None:
    result = answered(problem)
    if result is None:
        return
    votes = problem.params["votes"]
    assert isinstance(votes, dict)
    order, purses, amounts = naive(problem, votes)
    assert list(result.order or ()) == order
    assert dict(result.purse_left or {}) == purses
    done = {i: x for i, x in result.amounts.items() if i not in (result.completion or ())}
    assert done == {i: x for i, x in amounts.items() if i not in (result.completion or ())}


@settings(max_examples=max(20, settings().max_examples // 4))
@given(
    asks=st.lists(st.integers(1, 400), min_size=5, max_size=25),
    seed=st.lists(st.integers(0, 2**6 - 1), min_size=25, max_size=25),
    frame=st.integers(100, 3000),
)
def test_many_purchases_keep_the_purses_exact(asks: list[int], seed: list[int], frame: int) -> None:
    """Six members and up to 25 reports: the common denominator of the purses grows, and nothing is lost."""
    requests = tuple(Request(f"r{k:02d}", ask, ("school",)) for k, ask in enumerate(asks))
    votes = {f"m{m}": [r.id for k, r in enumerate(requests) if seed[k] >> m & 1] for m in range(6)}
    problem = Problem("equal_shares", (Line("school", frame),), requests, 1, {"votes": votes})
    result = answered(problem)
    assert result is not None
    order, purses, _ = naive(problem, votes)
    assert list(result.order or ()) == order
    assert dict(result.purse_left or {}) == purses
    assert sum(purses.values()) + result.total == frame


def test_prices_that_differ_beyond_the_rounded_key_are_told_apart() -> None:
    """1/2 against a hair less: the hair is below the precision of the heap's key and must still decide."""
    huge = 2**130
    lines = (Line("school", 4 * huge),)
    requests = (Request("a", huge - 1, ("school",)), Request("b", huge, ("school",)))
    votes = {"m1": ["a", "b"], "m2": ["a", "b"]}
    result = allocate(Problem("equal_shares", lines, requests, 1, {"votes": votes}))
    assert result.status == "ok"
    assert getattr(result, "order", None) == ("a", "b")
