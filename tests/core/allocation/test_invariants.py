"""The table of § 5: what each method promises, on problems nobody chose. One draw is held to every promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.core.allocation import Allocation, Infeasible, Line, Problem, Request, allocate, no_cut_reserve

from .instances import SHARING, answered, asks, payable, problems, renamed, requests_for, slack, with_request


@dataclass(frozen=True)
class Scene:
    """A problem, one of its reports, and the numbers by which it is changed."""

    problem: Problem
    result: Allocation
    name: str
    more: int
    names: tuple[str, ...]

    @property
    def request(self) -> Request:
        return next(r for r in self.problem.requests if r.id == self.name)

    def plain(self) -> Problem:
        """Without commitments and base, on the grid of single kroner: where the promises about raising hold."""
        keep = {k: v for k, v in self.problem.params.items() if k != "base"}
        reports = tuple(replace(r, commit=0) for r in self.problem.requests)
        return replace(self.problem, unit=1, requests=reports, params=keep)


def solved(problem: Problem) -> Allocation:
    result = answered(problem)
    assert result is not None
    return result


def fits_the_lines(scene: Scene) -> None:
    problem, result = scene.problem, scene.result
    assert all(type(x) is int for x in result.amounts.values())
    assert payable(problem, result.amounts)
    assert result.total == sum(result.amounts.values())
    assert result.left == sum(line.capacity for line in problem.lines) - result.total >= 0
    cut = not payable(problem, asks(problem))
    for r in problem.requests:
        assert r.commit <= result.amounts[r.id] <= r.ask
        assert not cut or problem.method == "equal_shares" or (result.amounts[r.id] - r.commit) % problem.unit == 0


def everything_when_it_fits(scene: Scene) -> None:
    if payable(scene.problem, asks(scene.problem)):
        assert scene.result.amounts == asks(scene.problem)


def wastes_nothing(scene: Scene) -> None:
    """For unit 1: no admitted (chosen) report could have one krone more."""
    problem = replace(scene.problem, unit=1)
    result = solved(problem)
    for r in problem.requests:
        takes_part = r.id not in result.not_admitted and (result.chosen is None or r.id in result.chosen)
        if takes_part and result.base_reached and result.amounts[r.id] < r.ask:
            assert slack(problem, result.amounts, r) == 0


def floor_or_nothing(scene: Scene) -> None:
    unit = scene.problem.unit
    for r in scene.problem.requests:
        reachable = r.commit + (r.ask - r.commit) // unit * unit
        assert scene.result.amounts[r.id] in (0, r.commit) or scene.result.amounts[r.id] >= min(r.least, reachable)


def whole_ask_or_nothing(scene: Scene) -> None:
    """Equal shares, but for what its completion adds."""
    result = scene.result
    for r in scene.problem.requests:
        amount = result.amounts[r.id]
        if r.id in (result.completion or ()):
            assert amount == r.ask or (r.floor is not None and amount >= r.floor)
            assert amount == r.ask or (amount - r.commit) % scene.problem.unit == 0
        else:
            assert amount == (r.ask if r.id in (result.order or ()) else r.commit)


def does_not_see_the_order(scene: Scene) -> None:
    place = {name: k for k, name in enumerate(scene.names)}
    shuffled = replace(scene.problem, requests=tuple(sorted(scene.problem.requests, key=lambda r: place[r.id])))
    other, result = solved(shuffled), scene.result
    assert dict(other.amounts) == dict(result.amounts)
    assert (other.ties, other.optimal_sets, other.order) == (result.ties, result.optimal_sets, result.order)


def new_names_only_move_ties(scene: Scene) -> None:
    """With other ids the multiset of amounts among equals stays, and one line's shares move by one unit at most."""
    ids = sorted(r.id for r in scene.problem.requests)
    names = dict(zip(ids, scene.names, strict=True))
    other = solved(renamed(scene.problem, names))
    if scene.result.ties or other.ties or len(scene.problem.lines) > 1:
        return
    if scene.result.completion is not None and len({r.floor is None for r in scene.problem.requests}) > 1:
        return  # who is completed in part depends on who has a floor, so exchanging two ids does not exchange amounts
    assert all(abs(scene.result.amounts[i] - other.amounts[names[i]]) <= scene.problem.unit for i in ids)


def scales(scene: Scene) -> None:
    if scene.problem.unit == 1:
        larger = solved(_times(scene.problem, 1000))
        assert {i: x * 1000 for i, x in scene.result.amounts.items()} == dict(larger.amounts)
        if scene.result.purse_left is not None:
            assert larger.purse_left == {m: p * 1000 for m, p in scene.result.purse_left.items()}


def treats_equals_alike(scene: Scene) -> None:
    twins = (*scene.problem.requests, replace(scene.request, id="twin", commit=0))
    problem = replace(scene.problem, requests=tuple(replace(r, commit=0) for r in twins))
    result = solved(problem)
    taken = [i for i in (scene.name, "twin") if i not in result.not_admitted]
    if len(taken) == 2 and (result.chosen is None or result.chosen.issuperset(taken)):
        assert abs(result.amounts[scene.name] - result.amounts["twin"]) <= problem.unit


def more_frame_lowers_nobody(scene: Scene) -> None:
    """Up to a krone by largest remainder, exactly by Sainte-Lague."""
    problem = scene.plain()
    within = 0 if problem.params["rounding"] == "sainte_lague" else 1
    before = solved(problem)
    for line in problem.lines:
        wider = tuple(replace(one, frame=one.frame + scene.more) if one is line else one for one in problem.lines)
        after = solved(replace(problem, lines=wider))
        assert all(after.amounts[i] >= x - within for i, x in before.amounts.items())


def more_frame_lowers_nobody_without_floors(scene: Scene) -> None:
    floorless = tuple(replace(r, floor=None) for r in scene.problem.requests)
    if len(scene.problem.lines) == 1:
        more_frame_lowers_nobody(replace(scene, problem=replace(scene.problem, requests=floorless)))


def asking_for_more_gives_no_less(scene: Scene) -> None:
    problem = scene.plain()
    after = solved(with_request(problem, scene.name, lambda r: replace(r, ask=r.ask + scene.more)))
    exact = problem.method in MONOTONE and problem.params["rounding"] == "sainte_lague"
    assert after.amounts[scene.name] >= solved(problem).amounts[scene.name] - (0 if exact else 1)


def asking_for_more_stays_chosen(scene: Scene) -> None:
    before = solved(scene.plain())
    if scene.name in (before.chosen or ()):
        after = solved(with_request(scene.plain(), scene.name, lambda r: replace(r, ask=r.ask + scene.more)))
        assert scene.name in (after.chosen or ())


def a_higher_score_stays_chosen(scene: Scene) -> None:
    if scene.name in (scene.result.chosen or ()):
        raised = with_request(scene.problem, scene.name, lambda r: replace(r, score=(r.score or 0) + scene.more))
        assert scene.name in (solved(raised).chosen or ())


def a_better_priority_gives_no_less(scene: Scene) -> None:
    problem = replace(scene.problem, params={**scene.problem.params, "admit": "priority"})
    worst = 4 if scene.request.priority is None else scene.request.priority
    better = with_request(problem, scene.name, lambda r: replace(r, priority=worst - scene.more % (worst + 1)))
    assert solved(better).amounts[scene.name] >= solved(problem).amounts[scene.name] - problem.unit


def splitting_gains_one_krone_at_most(scene: Scene) -> None:
    """By ask; and per head if the heads are split in the same proportion."""
    problem = replace(scene.plain(), lines=scene.plain().lines[:1])
    reports = [replace(r, lines=(problem.lines[0].id,), floor=None) for r in problem.requests if r.id != scene.name]
    one = replace(scene.request, lines=(problem.lines[0].id,), floor=None, commit=0)
    parts = [(scene.more, 2), (2 * scene.more, 4)] if problem.method == "per_head" else [(scene.more, 1), (7, 1)]
    halves = [replace(one, id=f"half {k}", ask=ask, count=n) for k, (ask, n) in enumerate(parts)]
    whole = replace(one, ask=sum(h.ask for h in halves), count=sum(h.count or 0 for h in halves))
    before = solved(replace(problem, requests=(*reports, whole)))
    after = solved(replace(problem, requests=(*reports, *halves)))
    assert sum(after.amounts[h.id] for h in halves) <= before.amounts[whole.id] + 1


def holding_back_what_nobody_needs_cuts_nobody(scene: Scene) -> None:
    """And one krone beyond the bound of any set of lines cuts somebody."""
    lines = tuple(replace(line, hold_back=0) for line in scene.problem.lines)
    polygon = no_cut_reserve(lines, scene.problem.requests)
    for share in (1, 2, 3):
        held = {line.id: line.frame * scene.more * share // 120 for line in lines}
        with_reserve = tuple(replace(line, hold_back=held[line.id]) for line in lines)
        result = answered(replace(scene.problem, lines=with_reserve))
        assert (result is not None and dict(result.amounts) == asks(scene.problem)) == polygon.allows(held)


MONOTONE = ("proportional", "per_head", "equal")
Check = Callable[[Scene], None]
EVERY: tuple[Check, ...] = (fits_the_lines, does_not_see_the_order, new_names_only_move_ties, scales)
SHARED: tuple[Check, ...] = (
    *EVERY,
    everything_when_it_fits,
    wastes_nothing,
    treats_equals_alike,
    asking_for_more_gives_no_less,
    holding_back_what_nobody_needs_cuts_nobody,
)
RANKED: tuple[Check, ...] = (*SHARED, floor_or_nothing, a_better_priority_gives_no_less)
PROMISES: dict[str, tuple[Check, ...]] = {
    "proportional": (*SHARED, more_frame_lowers_nobody, splitting_gains_one_krone_at_most),
    "per_head": (*SHARED, more_frame_lowers_nobody, splitting_gains_one_krone_at_most),
    "equal": (*SHARED, more_frame_lowers_nobody),
    "cut_with_floor": RANKED,
    "priority": (*RANKED, more_frame_lowers_nobody_without_floors),
    "equal_shares": (*EVERY, whole_ask_or_nothing),
}
SCORE: tuple[Check, ...] = (
    fits_the_lines,
    everything_when_it_fits,
    wastes_nothing,
    floor_or_nothing,
    does_not_see_the_order,
    scales,
    treats_equals_alike,
    asking_for_more_stays_chosen,
    a_higher_score_stays_chosen,
)


def scene_of(data: st.DataObject, problem: Problem) -> Scene | None:
    """None where the problem is refused, which only too many commitments or demands can bring about."""
    result = allocate(problem)
    if not isinstance(result, Allocation):
        assert isinstance(result, Infeasible)
        assert result.kind in ("commitments", "coverage")
        return None
    names = tuple(data.draw(st.permutations(sorted(r.id for r in problem.requests))))
    return Scene(problem, result, names[0], data.draw(st.integers(1, 40)), names)


# Each example is held to a dozen promises, by some twenty allocations: a quarter of the examples of other properties.
DEAR = settings(max_examples=max(60, settings().max_examples // 4))


@pytest.mark.parametrize("method", PROMISES)
@DEAR
@given(data=st.data())
def test_promises(method: str, data: st.DataObject) -> None:
    scene = scene_of(data, data.draw(problems(method, least=1)))
    if scene is not None:
        for check in PROMISES[method]:
            check(scene)


@DEAR
@given(data=st.data(), least=st.integers(0, 2))
def test_promises_of_score(data: st.DataObject, least: int) -> None:
    problem = data.draw(problems("score", least=1, most=6))
    problem = replace(problem, params={"cover": [{"group": "nord", "min": least}]})
    scene = scene_of(data, problem)
    if scene is not None:
        assert scene.result.proven_optimal
        assert scene.result.optimal_sets
        assert set(scene.result.optimal_sets[0]) == scene.result.chosen
        for check in SCORE:
            check(scene)


@pytest.mark.parametrize("method", SHARING)
@DEAR
@given(data=st.data())
def test_a_wish_steers_nothing_and_is_answered_truly(method: str, data: st.DataObject) -> None:
    problem = data.draw(problems(method))
    result = allocate(problem)
    if not isinstance(result, Allocation):
        return
    member = data.draw(
        st.sets(st.sampled_from([r.id for r in problem.requests])) if problem.requests else st.just(set())
    )
    wished = data.draw(st.integers(0, 10**7))
    reports = tuple(replace(r, groups=("theme",) if r.id in member else ()) for r in problem.requests)
    params = {**problem.params, "wishes": [{"group": "theme", "kroner": wished}]}
    again = allocate(replace(problem, requests=reports, params=params))
    assert isinstance(again, Allocation)
    assert again.amounts == result.amounts
    given_to = sum(result.amounts[name] for name in member)
    (kept,) = again.wishes
    assert (kept.given, kept.short) == (given_to, max(wished - given_to, 0))


def _times(problem: Problem, k: int) -> Problem:
    base = problem.params.get("base")
    return replace(
        problem,
        unit=k,
        lines=tuple(Line(line.id, line.frame * k, line.hold_back * k) for line in problem.lines),
        requests=tuple(
            replace(r, ask=r.ask * k, floor=None if r.floor is None else r.floor * k, commit=r.commit * k)
            for r in problem.requests
        ),
        params={**problem.params, **({"base": base * k} if isinstance(base, int) else {})},
    )


@settings(max_examples=max(20, settings().max_examples // 10))
@given(data=st.data())
def test_numbers_beyond_floats_are_exact(data: st.DataObject) -> None:
    big = 2**53
    lines = (Line("barnehage", big + data.draw(st.integers(0, 9))), Line("skole", big + data.draw(st.integers(0, 9))))
    small = data.draw(requests_for(lines, commits=False, floors=False, least=2))
    reports: tuple[Request, ...] = tuple(replace(r, ask=r.ask * big + 1) for r in small)
    for method in (*SHARING, "score"):
        problem: Any = Problem(method, lines, reports)
        fits_the_lines(Scene(problem, solved(problem), reports[0].id, 1, ()))
