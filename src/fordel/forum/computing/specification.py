"""What a scenario is asked for: the method, what is held back, and how shared reports are paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fordel.core.allocation.receipt import canonical_hash
from fordel.core.prioritising import Assessed
from fordel.programme.models import FrameLine
from fordel.programme.selectors.groups import Groups
from fordel.reports.selectors.reports import ReportRow

BY_ASSESSMENT: Final = ("score", "classes")
UNITS: Final = (1, 100, 1000)
LINE_RULES: Final = ("same_share", "fewest_splits", "chosen")
SHARED: Final = "shared"
CRITERIA: Final = ("network", "sami", SHARED)
THEME: Final = "theme:"
SAMI: Final = "sami"
_CORE_METHODS: Final = {"meet_all": "proportional", "classes": "priority"}


@dataclass(frozen=True)
class Adjustment:
    """An amount set by hand for one report (kroner), and why. It is kept when the scenario is recalculated."""

    amount: int
    reason: str


@dataclass(frozen=True)
class Specification:
    """A scenario before it is computed. `reserve` is kroner per line code, `adjusted` amounts set by hand per report
    number, `purposes` what the reserve is for (kroner; the scheme's purposes by place).

    `first` (method priority) names what makes a report come first: network, sami, both. `floor_percent`
    (cut_with_floor) is the least part of the ask that is of use. `both_on_first` (line rule chosen) is how many kroner
    of the reports for both groups the first line pays.

    `assessed` (methods score and classes) is what came of the forum's prioritising, per report id. `least` (score) is
    the least number of reports of a target group, of networks or with a Sámi perspective. `wishes` are kroner for
    "sami" or "theme:NAME": they steer nothing, and the page says what they lack.
    """

    method: str = "meet_all"
    reserve: Mapping[str, int] = field(default_factory=dict)
    unit: int = 1
    first: tuple[str, ...] = ("network", "sami")
    floor_percent: int = 50
    line_rule: str = "same_share"
    both_on_first: int | None = None
    adjusted: Mapping[int, Adjustment] = field(default_factory=dict)
    purposes: Mapping[str, int] = field(default_factory=dict)
    assessed: Mapping[int, Assessed] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    wishes: Mapping[str, int] = field(default_factory=dict)

    @property
    def reserve_total(self) -> int:
        return sum(self.reserve.values())

    @property
    def params(self) -> dict[str, Any]:
        """What is kept in `Scenario.params`."""
        return {
            "first": list(self.first),
            "floor_percent": self.floor_percent,
            "line_rule": self.line_rule,
            "both_on_first": self.both_on_first,
            "purposes": dict(self.purposes),
            "least": dict(self.least),
            "wishes": dict(self.wishes),
        }

    @property
    def adjusted_json(self) -> dict[str, Any]:
        """What is kept in `Scenario.adjusted`."""
        return {str(number): {"amount": a.amount, "reason": a.reason} for number, a in sorted(self.adjusted.items())}


def demand_groups(groups: Groups) -> list[str]:
    """What a least number of reports can be demanded of: a target group, networks, or the Sámi perspective."""
    return [*groups.codes, "network", SAMI]


def groups_of(row: ReportRow) -> list[str]:
    """What demands and wishes may refer to: the target group, the criteria that the report meets, and its theme."""
    met = [criterion for criterion in criteria_met(row, CRITERIA) if criterion != SHARED]
    return [row.target_group, *met, *([f"{THEME}{row.theme}"] if row.theme else [])]


def criteria_met(row: ReportRow, criteria: Sequence[str]) -> list[str]:
    """Which of the criteria of the priority method the report meets."""
    meets = {
        "network": bool(row.network_name),
        "sami": row.sami_perspective is True,
        SHARED: row.group.is_shared,
    }
    return [criterion for criterion in criteria if meets[criterion]]


def comes_first(row: ReportRow, criteria: Sequence[str]) -> bool:
    """Whether the report meets any of the criteria of the priority method."""
    return bool(criteria_met(row, criteria))


def is_in_full(asked: int, amount: int, unit: int) -> bool:
    """Whether a report gets all it asked for, down to the unit of rounding (kroner)."""
    return (amount > 0 or asked == 0) and 0 <= asked - amount < unit


def build_case(spec: Specification, lines: Sequence[FrameLine], rows: Sequence[ReportRow]) -> dict[str, Any]:
    """The input in the case format of `fordel allocate`; report numbers as ids, line codes as line ids.

    `meet_all` is `proportional`: where everything fits nobody is cut, and where it does not the page says so.
    """
    return {
        "method": _CORE_METHODS.get(spec.method, spec.method),
        "unit": spec.unit,
        "lines": [
            {"id": line.code, "frame": line.amount, "hold_back": spec.reserve.get(line.code, 0)} for line in lines
        ],
        "requests": [_request(row, spec) for row in rows],
        "params": _params(spec),
    }


def _params(spec: Specification) -> dict[str, Any]:
    params: dict[str, Any] = {"admit": "most_measures"} if spec.method == "cut_with_floor" else {}
    if spec.method == "score" and spec.least:
        params["cover"] = [{"group": group, "min": least} for group, least in sorted(spec.least.items())]
    if spec.wishes:
        params["wishes"] = [{"group": group, "kroner": kroner} for group, kroner in sorted(spec.wishes.items())]
    return params


def request_id(number: int) -> str:
    """A report's id in the case: its number, padded so that ids sort as numbers do."""
    return f"{number:06d}"


def _request(row: ReportRow, spec: Specification) -> dict[str, Any]:
    request: dict[str, Any] = {
        "id": request_id(row.number),
        "ask": row.amount,
        "lines": list(row.group.lines),
    }
    by_hand = spec.adjusted.get(row.number)
    if by_hand is not None:  # paid before anything else, and never more
        amount = min(by_hand.amount, row.amount)
        request |= {"ask": amount, "commit": amount}
    if spec.method == "priority":
        request["priority"] = 1 if comes_first(row, spec.first) else 2
    if spec.method in BY_ASSESSMENT:
        request |= _assessment(row, spec)
    if spec.wishes or (spec.method == "score" and spec.least):
        request["groups"] = groups_of(row)
    if spec.method in ("cut_with_floor", "score"):
        request["floor"] = request["ask"] * spec.floor_percent // 100
    if spec.method == "per_head" and row.children is not None:
        request["count"] = row.children
    return request


def _assessment(row: ReportRow, spec: Specification) -> dict[str, int]:
    """The score, 0 where nobody gave points; or the class, after all others where nobody has ranked the report."""
    found = spec.assessed.get(row.id)
    value = found.value if found is not None else None
    if spec.method == "score":
        return {"score": value or 0}
    last = 1 + max((each.value or 0 for each in spec.assessed.values()), default=0)
    return {"priority": last if value is None else value}


def case_hash(case: Mapping[str, Any]) -> str:
    """SHA-256 of the case as canonical JSON: anyone can compute it again (`fordel allocate --verify`)."""
    return canonical_hash(case)
