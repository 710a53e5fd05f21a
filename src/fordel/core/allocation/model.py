"""The words the distribution is stated in: lines, reports, a problem and its answers.

Every amount is a whole number of kroner (`int`). The symbols in the docstrings (F, h, C, a, g, m, u, w) are those of
the mathematical specification, docs/allocation.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

UNITS: Final = (1, 100, 1000)
NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class CaseError(ValueError):
    """The input is no case at all: a key is missing, has the wrong type, or names an unknown method or rule."""


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: `frame` F and `hold_back` h in kroner; what can be given out is C = F - h."""

    id: str
    frame: int
    hold_back: int = 0

    @property
    def capacity(self) -> int:
        """Kroner that can be given out, C = F - h."""
        return self.frame - self.hold_back


@dataclass(frozen=True, slots=True)
class Request:
    """One needs report as the distribution sees it, in kroner.

    `lines` are the budget lines that may pay it (two for a measure that serves both groups), `floor` m the least sum
    that is of any use (None: not stated, counts as 0), `commit` g what earlier years promised, `priority` the class
    (1 is best), `count` children or pupils, `score` points, `groups` what coverage demands and wishes may refer to.
    """

    id: str
    ask: int
    lines: tuple[str, ...]
    floor: int | None = None
    commit: int = 0
    priority: int | None = None
    count: int | None = None
    score: int | None = None
    groups: tuple[str, ...] = ()

    @property
    def least(self) -> int:
        """The floor in kroner, 0 where none is stated."""
        return self.floor if self.floor is not None else 0


@dataclass(frozen=True, slots=True)
class Wish:
    """That the reports in `group` get at least so many kroner together. It steers nothing: it is checked afterwards."""

    group: str
    kroner: int


@dataclass(frozen=True, slots=True)
class WishKept:
    """What became of a wish; kroner."""

    group: str
    wished: int
    given: int

    @property
    def short(self) -> int:
        """Kroner that are missing; 0 where the wish is kept."""
        return max(self.wished - self.given, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be distributed, to whom and by which method.

    `unit` u is 1, 100 or 1000 kroner. `params` holds the method's own settings in the words of the case format:
    `rounding`, `admit`, `base`, `cover`, `votes`, `completion`; and with every method `wishes`.
    """

    method: str
    lines: tuple[Line, ...]
    requests: tuple[Request, ...]
    unit: int = 1
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Allocation:
    """An answer that can be carried out. Amounts are kroner per report; sums hold to the krone on every line.

    `left`: kroner not given out over all lines (the hold-back is not counted). `not_admitted`: reports whose floor
    found no room. `ties`: (winner, loser) pairs where only the id decided who is funded; swapping the two ids swaps
    the outcome; `ties_complete` is False where there were too many to try them all. `interval`: for each line, the
    least and the most of the shared reports' money that it can pay, and `pairs` the same for two lines together if
    there are more than two (both empty with one line). `rates`: exact share of the ask
    before rounding (proportional, unit 1). `levels`: kroner per unit of weight that the reports on the same lines
    reached, by the ids of the lines (None: all of them got what they could). The fields from `order` on belong to
    single methods.
    """

    method: str
    amounts: Mapping[str, int]
    total: int
    left: int
    not_admitted: tuple[str, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()
    ties_complete: bool = True
    interval: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    rates: Mapping[str, Fraction] | None = None
    levels: Mapping[tuple[str, ...], Fraction | None] = field(default_factory=dict)
    everything_fits: bool = False
    base_reached: bool = True
    order: tuple[str, ...] | None = None
    completion: tuple[str, ...] | None = None
    purse_left: Mapping[str, Fraction] | None = None
    score: int | None = None
    chosen: frozenset[str] | None = None
    optimal_sets: tuple[tuple[str, ...], ...] | None = None
    optimal_sets_complete: bool = True
    proven_optimal: bool = True
    wishes: tuple[WishKept, ...] = ()

    status = "ok"


@dataclass(frozen=True, slots=True)
class Invalid:
    """The input contradicts itself. `code` is one of the closed list of § 4, `ids` the reports (or lines) concerned."""

    code: str
    ids: tuple[str, ...] = ()

    status = "invalid"


@dataclass(frozen=True, slots=True)
class Infeasible:
    """The demands cannot hold together; what is named is enough to make them fail, and no less is.

    `kind`: hold_back_exceeds_frame, commitments, coverage or lines. `lines` in the order given, `requests` and
    `groups` in id order, `need`, `available` and `short` in kroner.
    """

    kind: str
    lines: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    need: int | None = None
    available: int | None = None
    short: int | None = None

    status = "infeasible"


Answer: TypeAlias = Allocation | Invalid | Infeasible


@dataclass(frozen=True, slots=True)
class Cover:
    """At least `least` of the reports in `group` must be chosen (method score)."""

    group: str
    least: int


@dataclass(frozen=True, slots=True)
class Settings:
    """`Problem.params` read and checked. `base` is in kroner; `votes` maps a member to the reports supported."""

    rounding: str = "largest_remainder"
    admit: str = "priority"
    base: int = 0
    cover: tuple[Cover, ...] = ()
    votes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    completion: str = "none"
    wishes: tuple[Wish, ...] = ()
