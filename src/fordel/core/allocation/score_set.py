"""The one file that talks to a solver: HiGHS proposes a set and multipliers; no krone is ever set from here.

Whatever it answers is checked again in whole numbers by `score.py`; the multipliers only serve as bounds, which hold
for any non-negative values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from time import monotonic
from typing import Any, Final

LIMIT_SECONDS = 4.0  # of the five a choice may take; the rest is for what cannot be interrupted
MULTIPLIER_BITS = 24
_SAFE_NUMBER = 2**45
_LARGE_DUAL = 2.0**40
_FEASIBLE = 2
_HALF = 0.5
_OPTIONS: Final[Mapping[str, object]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


@dataclass(frozen=True, slots=True)
class SetModel:
    """Choose reports. `need`, `worth`, `value`: units for the floor, units of the ask, score of each report.

    `kinds` are the distinct line sets, `kind[r]` the place of r's; `above[k]` the sets T (places in `room`) that
    contain kind k; `covers` are (least number, members).
    """

    value: Sequence[int]
    need: Sequence[int]
    worth: Sequence[int]
    kind: Sequence[int]
    above: Sequence[Sequence[int]]
    room: Sequence[int]
    covers: Sequence[tuple[int, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set the solver holds for best, whether it says so itself, and its upper bound on the objective."""

    chosen: list[bool] | None
    proven: bool
    infeasible: bool = False


@dataclass(frozen=True, slots=True)
class Multipliers:
    """Non-negative prices times 2**MULTIPLIER_BITS: per T for floors, per T for money, for the score, per cover."""

    floors: list[int]
    money: list[int]
    score: int
    covers: list[int]


class Deadline:
    """The time after which a search stops and says so."""

    def __init__(self, seconds: float = LIMIT_SECONDS) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        return max(0.0, self._end - monotonic())


def usable(model: SetModel) -> bool:
    """Whether the numbers are small enough for a solver that counts in floating point."""
    sums = (sum(model.value), sum(model.need), sum(model.worth), *model.room)
    return all(abs(n) < _SAFE_NUMBER for n in sums)


def propose(
    model: SetModel, goal: str, least_score: int, seconds: float, known: Sequence[bool] | None = None
) -> Proposal:
    """The best set by `goal` (score, money, cover). With money the score is at least `least_score`.

    `known` is a set to begin from. The solver stops after `seconds` with what it has.
    """
    rows = _rows(model, goal, least_score)
    solver = _solver(model, goal, rows, whole=True)
    solver.setOptionValue("time_limit", max(0.0, seconds))
    if known is not None and goal != "money":
        start = _highs().HighsSolution()
        start.col_value = [float(y) for y in known]
        solver.setSolution(start)
    solver.run()
    status = solver.getModelStatus().name
    if status == "kInfeasible":
        return Proposal(None, True, infeasible=True)
    values = solver.getSolution().col_value
    found = solver.getInfo().primal_solution_status == _FEASIBLE
    chosen = [v > _HALF for v in values[: len(model.value)]] if found else None
    return Proposal(chosen, status == "kOptimal")


def multipliers(model: SetModel, goal: str, least_score: int, seconds: float) -> Multipliers:
    """Prices from the relaxed problem; any rounding of them still bounds, only less sharply."""
    rows = _rows(model, goal, least_score)
    solver = _solver(model, goal, rows, whole=False)
    solver.setOptionValue("time_limit", max(0.0, seconds))
    solver.run()
    duals = list(solver.getSolution().row_dual)
    duals += [0.0] * (sum(len(part) for part in rows) - len(duals))
    scaled = iter([int(abs(d) * 2**MULTIPLIER_BITS) if abs(d) < _LARGE_DUAL else 0 for d in duals])
    floors, money, score, covers = ([next(scaled) for _ in part] for part in rows[:4])
    return Multipliers(floors, money or [0] * len(model.room), score[0] if score else 0, covers)


@dataclass(frozen=True, slots=True)
class _Row:
    """low <= sum of coefficients times columns <= high; None is no bound."""

    low: int | None
    high: int | None
    terms: list[tuple[int, int]]


def _rows(model: SetModel, goal: str, least_score: int) -> list[list[_Row]]:
    """The rows by sort: floors per T, money per T, the score reached, covers, money per line set.

    Columns are the reports, then, for the goal money, what each line set is given.
    """
    count = len(model.value)
    by_kind: list[list[int]] = [[] for _ in model.above]
    for r, k in enumerate(model.kind):
        by_kind[k].append(r)
    inside: list[list[int]] = [[] for _ in model.room]
    for k, above in enumerate(model.above):
        for s in above:
            inside[s].append(k)
    floors = [
        _Row(None, room, [(r, model.need[r]) for k in kinds for r in by_kind[k]])
        for room, kinds in zip(model.room, inside, strict=True)
    ]
    covers = [_Row(least, None, [(r, 1) for r in who]) for least, who in model.covers]
    if goal != "money":
        return [floors, [], [], covers, []]
    money = [_Row(None, room, [(count + k, 1) for k in kinds]) for room, kinds in zip(model.room, inside, strict=True)]
    reached = [_Row(least_score, None, list(enumerate(model.value)))]
    asked = [
        _Row(None, 0, [(count + k, 1), *((r, -model.worth[r]) for r in members)]) for k, members in enumerate(by_kind)
    ]
    return [floors, money, reached, covers, asked]


def _highs() -> Any:
    """The solver's library, loaded when a set is chosen: that takes longer than every other method."""
    import highspy  # lazy: heavy library

    return highspy


def _solver(model: SetModel, goal: str, rows: list[list[_Row]], *, whole: bool) -> Any:
    highs = _highs()
    solver = highs._core._Highs()  # the public class prints a banner where the command's answer goes
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    count = len(model.value)
    extra = len(model.above) if goal == "money" else 0
    gains = model.value if goal == "score" else [0] * count
    flat = [row for part in rows for row in part]
    lp = highs.HighsLp()
    lp.num_col_, lp.num_row_ = count + extra, len(flat)
    lp.col_cost_ = [float(g) for g in gains] + [1.0] * extra
    lp.col_lower_ = [0.0] * (count + extra)
    lp.col_upper_ = [1.0] * count + [highs.kHighsInf] * extra
    lp.row_lower_ = [-highs.kHighsInf if row.low is None else float(row.low) for row in flat]
    lp.row_upper_ = [highs.kHighsInf if row.high is None else float(row.high) for row in flat]
    lp.sense_ = highs.ObjSense.kMaximize
    terms = [[(c, v) for c, v in row.terms if v] for row in flat]
    lp.a_matrix_.format_ = highs.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = list(accumulate((len(t) for t in terms), initial=0))
    lp.a_matrix_.index_ = [c for t in terms for c, _ in t]
    lp.a_matrix_.value_ = [float(v) for t in terms for _, v in t]
    if whole:
        kinds = highs.HighsVarType
        lp.integrality_ = [kinds.kInteger] * count + [kinds.kContinuous] * extra
    solver.passModel(lp)
    return solver
