"""The one file that talks to a solver: HiGHS proposes a set and multipliers; no krone is ever set from here.

Whatever it answers is checked again in whole numbers by `score.py`; the multipliers only serve as bounds, which hold
for any non-negative values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

LIMIT_SECONDS = 5.0
MULTIPLIER_BITS = 24
_SAFE_NUMBER = 2**45


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
    """The five seconds after which a search stops and says so."""

    def __init__(self, seconds: float = LIMIT_SECONDS) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        return max(0.0, self._end - monotonic())


def usable(model: SetModel) -> bool:
    """Whether the numbers are small enough for a solver that counts in floating point."""
    sums = (sum(model.value), sum(model.need), sum(model.worth), *model.room)
    return all(abs(n) < _SAFE_NUMBER for n in sums)


def propose(model: SetModel, goal: str, least_score: int, deadline: Deadline) -> Proposal:
    """The best set by `goal` (score, money, cover). With money the score is at least `least_score`."""
    solver, _ = _solver(model, goal, least_score, whole=True)
    solver.setOptionValue("time_limit", max(0.05, deadline.left()))
    solver.run()
    status = str(solver.getModelStatus()).rsplit(".", 1)[-1]
    if status == "kInfeasible":
        return Proposal(None, True, infeasible=True)
    values = solver.getSolution().col_value
    found = solver.getInfo().primal_solution_status == 2
    chosen = [v > 0.5 for v in values[: len(model.value)]] if found and len(values) else None
    return Proposal(chosen, status == "kOptimal")


def multipliers(model: SetModel, goal: str, least_score: int, deadline: Deadline) -> Multipliers:
    """Prices from the relaxed problem; any rounding of them still bounds, only less sharply."""
    solver, rows = _solver(model, goal, least_score, whole=False)
    solver.setOptionValue("time_limit", max(0.05, deadline.left()))
    solver.run()
    duals = list(solver.getSolution().row_dual) or [0.0] * sum(rows)
    scaled = [int(abs(d) * 2**MULTIPLIER_BITS) if abs(d) < 2**40 else 0 for d in duals]
    floors, money, score, covers = rows
    cut = floors + money
    return Multipliers(
        scaled[:floors],
        scaled[floors:cut] or [0] * floors,
        scaled[cut] if score else 0,
        scaled[cut + score : cut + score + covers],
    )


def _solver(model: SetModel, goal: str, least_score: int, *, whole: bool) -> tuple[Any, tuple[int, int, int, int]]:
    """The model in HiGHS, and how many rows there are of each sort: floors, money per T, score, covers."""
    import highspy  # imported when a set is chosen: loading it takes longer than every other method

    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
    for name, value in {**options, "mip_feasibility_tolerance": 1e-9, "primal_feasibility_tolerance": 1e-9}.items():
        solver.setOptionValue(name, value)
    infinity = highspy.kHighsInf
    count, kinds, sets = len(model.value), len(model.above), len(model.room)
    money = goal == "money"
    gain = {"score": list(model.value), "money": [0] * count, "cover": [0] * count}[goal]
    for r in range(count):
        solver.addCol(float(gain[r]), 0.0, 1.0, 0, [], [])
    for _ in range(kinds if money else 0):
        solver.addCol(1.0, 0.0, infinity, 0, [], [])
    if whole:
        solver.changeColsIntegrality(count, list(range(count)), [highspy.HighsVarType.kInteger] * count)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    inside: list[list[int]] = [[] for _ in range(sets)]
    for k, above in enumerate(model.above):
        for s in above:
            inside[s].append(k)

    def row(low: float, high: float, terms: list[tuple[int, int]]) -> None:
        used = [(c, float(v)) for c, v in terms if v]
        solver.addRow(low, high, len(used), [c for c, _ in used], [v for _, v in used])

    by_kind: list[list[int]] = [[] for _ in range(kinds)]
    for r, k in enumerate(model.kind):
        by_kind[k].append(r)
    for s in range(sets):
        row(-infinity, float(model.room[s]), [(r, model.need[r]) for k in inside[s] for r in by_kind[k]])
    if money:
        for s in range(sets):
            row(-infinity, float(model.room[s]), [(count + k, 1) for k in inside[s]])
        row(float(least_score), infinity, list(enumerate(model.value)))
    for least, who in model.covers:
        row(float(least), infinity, [(r, 1) for r in who])
    if money:
        for k in range(kinds):
            row(-infinity, 0.0, [(count + k, 1), *((r, -model.worth[r]) for r in by_kind[k])])
    return solver, (sets, sets if money else 0, 1 if money else 0, len(model.covers))
