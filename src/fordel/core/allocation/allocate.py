"""The door to all methods that share out frames: check, honour commitments, share, and report what is true of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from fordel.core.allocation.equal_shares import Purchases, equal_shares
from fordel.core.allocation.frames import Work, commitments_conflict, lay_out
from fordel.core.allocation.line_sums import MOST_LINES, Bounds, bounds_of, demand_of
from fordel.core.allocation.methods import SHARING, share_above_floor
from fordel.core.allocation.model import Allocation, Answer, Infeasible, Problem, Settings, Wish, WishKept
from fordel.core.allocation.score import choose
from fordel.core.allocation.ties import choice_ties, real_ties, twin_groups
from fordel.core.allocation.validate import check, check_votes, read_settings


def allocate(problem: Problem) -> Answer:
    """Distribute the frames of a problem (§ 3 of the specification, M1 to M6).

    An `Allocation` has an amount in whole kroner for each report: never above the ask, never below the commitment,
    and payable line by line. `Invalid` and `Infeasible` say what is wrong with the input and which reports, lines or
    groups it concerns. The answer does not depend on the order of the reports. Raises CaseError when the method or
    one of its settings is unknown or of the wrong type.
    """
    settings = read_settings(problem.params)
    result = _allocate(problem, settings)
    if not settings.wishes or not isinstance(result, Allocation):
        return result
    return replace(result, wishes=tuple(_kept(wish, problem, result) for wish in settings.wishes))


def _kept(wish: Wish, problem: Problem, result: Allocation) -> WishKept:
    given = sum(result.amounts[request.id] for request in problem.requests if wish.group in request.groups)
    return WishKept(wish.group, wish.kroner, given)


def _allocate(problem: Problem, settings: Settings) -> Answer:
    refused = check(problem, settings)
    if refused is not None:
        return refused
    check_votes(settings.votes, problem.requests)
    conflict = commitments_conflict(problem.lines, problem.requests)
    if conflict is not None:
        return conflict
    work = lay_out(problem.lines, problem.requests, problem.unit, settings.votes)
    if problem.method == "equal_shares":
        return _bought(work, settings)
    fits = work.sets.fits(work.masks, (r.ask for r in work.requests))
    if problem.method == "score":
        return _scored(work, settings, everything_fits=fits)
    if fits:
        return _whole(work, problem.method)
    return _shared(work, problem.method, settings)


def _answer(work: Work, method: str, amounts: Sequence[int], **more: object) -> Allocation:
    total = sum(amounts)
    left = sum(line.capacity for line in work.sets.lines) - total
    named = {r.id: amount for r, amount in zip(work.requests, amounts, strict=True)}
    bounds = bounds_of(demand_of(work.sets.lines, work.masks, amounts)) if _can_be_told(work) else Bounds({}, {})
    return Allocation(method, named, total, left, interval=bounds.lines, pairs=bounds.pairs, **more)  # type: ignore[arg-type]


def _can_be_told(work: Work) -> bool:
    """Whether there is a choice of line at all, and few enough lines to look at every set of them."""
    return 1 < len(work.sets.lines) <= MOST_LINES


def _whole(work: Work, method: str) -> Allocation:
    """Everybody gets the ask: no cut, no rounding."""
    rates = {r.id: Fraction(1) for r in work.requests} if method == "proportional" and work.unit == 1 else None
    return _answer(work, method, [r.ask for r in work.requests], rates=rates, everything_fits=True)


def _kroner(work: Work, units: Sequence[int]) -> list[int]:
    return [r.commit + work.unit * u for r, u in zip(work.requests, units, strict=True)]


def _named_ties(pairs: tuple[tuple[tuple[str, str], ...], bool]) -> dict[str, object]:
    return {"ties": pairs[0], "ties_complete": pairs[1]}


def _shared(work: Work, method: str, settings: Settings) -> Allocation:
    """M1 to M4 where not all asks fit."""
    run = SHARING[method]

    def funded(trial: Work) -> set[int]:
        return {r for r, units in enumerate(run(trial, settings).units) if units}

    outcome = run(work, settings)
    have = {r for r, units in enumerate(outcome.units) if units}
    ties = real_ties(work, outcome.tie_groups, have, funded)
    return _answer(
        work,
        method,
        _kroner(work, outcome.units),
        not_admitted=tuple(work.requests[r].id for r in outcome.not_admitted),
        rates=_rates(work, outcome.levels) if method == "proportional" and work.unit == 1 else None,
        levels={work.sets.names(mask): level for mask, level in outcome.levels.items()},
        base_reached=outcome.base_reached,
        **_named_ties(ties),
    )


def _rates(work: Work, levels: Mapping[int, Fraction | None]) -> dict[str, Fraction]:
    """The exact share of the ask before rounding; 1 for a report that asks for nothing."""
    one = Fraction(1)
    shared = {mask: one if level is None else min(one, level) for mask, level in levels.items()}
    rates: dict[str, Fraction] = {}
    for request, mask in zip(work.requests, work.masks, strict=True):
        rate = shared.get(mask, one)
        if request.commit:
            rate = max(rate, Fraction(request.commit, request.ask))
        rates[request.id] = rate if request.ask else one
    return rates


def _bought(work: Work, settings: Settings) -> Allocation:
    """M6."""

    def funded(trial: Work) -> set[int]:
        return {r for r, kroner in enumerate(equal_shares(trial, settings).kroner) if kroner}

    bought: Purchases = equal_shares(work, settings)
    have = {r for r, kroner in enumerate(bought.kroner) if kroner}
    ties = real_ties(work, [*twin_groups(work, have), *bought.tie_groups], have, funded)
    names = [r.id for r in work.requests]
    return _answer(
        work,
        "equal_shares",
        [r.commit + kroner for r, kroner in zip(work.requests, bought.kroner, strict=True)],
        order=tuple(names[r] for r in bought.order),
        completion=tuple(names[r] for r in bought.completion),
        purse_left=dict(zip(sorted(settings.votes), bought.purses, strict=True)),
        **_named_ties(ties),
    )


def _scored(work: Work, settings: Settings, *, everything_fits: bool) -> Allocation | Infeasible:
    """M5. Where all asks fit nothing has to be chosen, but a coverage demand that cannot hold is still refused."""
    choice = choose(work, settings)
    if isinstance(choice, Infeasible):
        return choice
    amounts, levels = [r.ask for r in work.requests], {}
    if not everything_fits:
        given, shared = share_above_floor(work, choice.sets[0], work.room, settings.rounding)
        amounts = _kroner(work, [given.get(r, 0) for r in range(len(work.requests))])
        levels = {work.sets.names(mask): level for mask, level in shared.levels.items()}
    names = [r.id for r in work.requests]
    return _answer(
        work,
        "score",
        amounts,
        everything_fits=everything_fits,
        levels=levels,
        score=sum(work.requests[r].score or 0 for r in choice.sets[0]),
        chosen=frozenset(names[r] for r in choice.sets[0]),
        optimal_sets=tuple(tuple(names[r] for r in chosen) for chosen in choice.sets),
        optimal_sets_complete=choice.complete,
        proven_optimal=choice.proven,
        **_named_ties(choice_ties(work, choice.sets, complete=choice.complete)),
    )
