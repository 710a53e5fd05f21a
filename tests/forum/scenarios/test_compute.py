"""The distribution of the real reports of 2026: the county's own numbers, and sums that always hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.core.allocation import Line, split_reserve
from fordel.core.scheme import METHODS
from fordel.forum.computing.compute import Computed, compute
from fordel.forum.computing.specification import CRITERIA, LINE_RULES, UNITS, Specification, case_hash
from fordel.forum.scenarios.presentation.charts import line_uses
from fordel.programme.models import FrameLine
from fordel.programme.selectors.groups import Group
from fordel.programme.selectors.rounds import frame_lines
from fordel.reports.selectors.reports import ReportRow, bare_rows, report_rows
from tests.insight.conftest import demo_rows

FRAMES = {"kindergarten": 11_000_000, "school": 17_000_000}
LINES = tuple(
    FrameLine(code=code, name_nb=code, name_nn=code, name_en=code, amount=amount, position=place)
    for place, (code, amount) in enumerate(FRAMES.items())
)
GROUPS = {
    code: Group(place, code, {"nb": code}, mark, lines)
    for place, (code, mark, lines) in enumerate(
        [
            ("kindergarten", "circle", ("kindergarten",)),
            ("school", "square", ("school",)),
            ("both", "diamond", ("kindergarten", "school")),
        ]
    )
}


@cache
def _rows() -> tuple[ReportRow, ...]:
    """The 52 reports as the distribution sees them; every field it does not read is empty."""
    found = []
    for row in demo_rows():
        known = {
            "id": row["number"],
            "number": row["number"],
            "amount": row["amount"],
            "target_group": row["target_group"],
            "network_name": row["network"],
            "sami_perspective": row["sami"],
            "children": 10 + row["number"],
            "group": GROUPS[row["target_group"]],
        }
        found.append(ReportRow(**{name: known.get(name) for name in ReportRow._fields}))
    return tuple(found)


def _computed(method: str, reserve: int, unit: int = 1, **more: Any) -> Computed:
    held = split_reserve(reserve, [Line(code, amount) for code, amount in FRAMES.items()])
    return compute(Specification(method=method, reserve=held, unit=unit, **more), LINES, _rows())


def test_nothing_held_back() -> None:
    computed = _computed("meet_all", 0)
    assert (computed.total, computed.left, computed.full_count) == (24_605_520, 3_394_480, 52)
    assert computed.interval == (465_107, 3_859_587)
    assert (computed.no_cut.total, computed.conflict) == (3_394_480, None)
    assert not computed.is_one_point


def test_all_that_is_left_held_back_cuts_nobody_and_locks_the_split() -> None:
    computed = _computed("meet_all", 3_394_480)
    held = computed.spec.reserve["kindergarten"]
    assert (computed.total, computed.left, computed.conflict) == (24_605_520, 0, None)
    assert computed.interval == (3_859_587 - held, 3_859_587 - held)
    assert computed.both_on_first == 3_859_587 - held


def test_one_krone_more_is_short_by_one() -> None:
    computed = _computed("meet_all", 3_394_481)
    assert computed.conflict is not None
    assert (computed.conflict.short, computed.conflict.lines) == (1, ("kindergarten", "school"))
    assert (computed.total, computed.full_count) == (24_605_519, 51)


def test_five_millions_held_back() -> None:
    computed = _computed("priority", 5_000_000, unit=100)
    assert computed.spec.reserve == {"kindergarten": 1_964_000, "school": 3_036_000}
    assert computed.is_one_point
    assert computed.both_on_first == 2_353_300
    assert computed.total == 23_000_000
    assert {share.amount % 100 for share in computed.shares} == {0}


def test_three_millions_leave_a_narrow_choice() -> None:
    computed = _computed("meet_all", 3_000_000)
    assert computed.interval is not None
    assert computed.interval[1] - computed.interval[0] == 394_480


@pytest.mark.parametrize("rule", LINE_RULES)
def test_the_first_line_can_be_told_what_to_pay(rule: str) -> None:
    """An amount outside what is possible is moved to the nearest that is."""
    for wish, expected in ((0, 465_107), (1_000_000, 1_000_000), (9_000_000, 3_859_587)):
        computed = _computed("meet_all", 0, line_rule=rule, both_on_first=wish)
        if rule == "chosen":
            assert computed.both_on_first == expected
        assert 465_107 <= computed.both_on_first <= 3_859_587


def test_fewest_splits_divides_one_report_at_most() -> None:
    computed = _computed("proportional", 5_000_000, line_rule="fewest_splits")
    assert sum(len(share.by_line) > 1 for share in computed.shares) <= 1
    assert computed.both_on_first == computed.interval[0] if computed.interval else None


def test_priority_gives_those_that_come_first_everything() -> None:
    computed = _computed("priority", 5_000_000, first=("network",))
    first = [share for share in computed.shares if share.row.network_name]
    rest = [share for share in computed.shares if not share.row.network_name]
    assert first
    assert all(share.is_full for share in first)
    assert sum(share.row.amount - share.amount for share in rest) == 5_000_000 - 3_394_480


def test_a_floor_is_all_of_it_or_nothing() -> None:
    computed = _computed("cut_with_floor", 12_000_000, floor_percent=80)
    assert computed.refused_count > 0
    for share in computed.shares:
        assert share.amount == 0 or share.amount * 100 >= share.row.amount * 80 - 100


def test_without_head_counts_there_is_no_rate() -> None:
    rows = [row._replace(children=None) if row.number == 7 else row for row in _rows()]
    held = {"kindergarten": 5_000_000, "school": 5_000_000}
    computed = compute(Specification(method="per_head", reserve=held), LINES, rows)
    assert computed.shares == []
    assert getattr(computed.refusal, "code", "") == "missing_weight"
    assert getattr(computed.refusal, "ids", ()) == ("000007",)


@pytest.mark.django_db
def test_the_reports_of_the_database_are_those_of_the_file(imported: Any) -> None:
    """What these tests compute from is what the imported round holds; partners and places play no part."""
    lines, rows = frame_lines(imported), report_rows(imported)
    assert case_hash(compute(Specification(), lines, rows).case) == case_hash(
        compute(Specification(), LINES, _rows()).case
    )
    for method in ("meet_all", "priority", "cut_with_floor"):
        spec = Specification(method=method)
        assert compute(spec, lines, rows).hash == compute(spec, lines, bare_rows(imported)).hash


@st.composite
def specifications(draw: st.DrawFn) -> Specification:
    """Whatever the page lets somebody choose."""
    reserve = {code: draw(st.integers(0, frame)) for code, frame in FRAMES.items()}
    if draw(st.booleans()):
        reserve = split_reserve(draw(st.integers(0, 28_000_000)), [Line(code, frame) for code, frame in FRAMES.items()])
    return Specification(
        method=draw(st.sampled_from(METHODS)),
        reserve=reserve,
        unit=draw(st.sampled_from(UNITS)),
        first=tuple(draw(st.lists(st.sampled_from(CRITERIA), unique=True))),
        floor_percent=draw(st.integers(0, 100)),
        line_rule=draw(st.sampled_from(LINE_RULES)),
        both_on_first=draw(st.none() | st.integers(0, 12_000_000)),
    )


def _check(spec: Specification, rows: tuple[ReportRow, ...]) -> None:
    computed = compute(spec, LINES, rows)
    assert computed.refusal is None
    assert [share.row.number for share in computed.shares] == sorted(row.number for row in rows)
    for share in computed.shares:
        assert 0 <= share.amount <= share.row.amount
        assert sum(share.by_line.values()) == share.amount
        assert all(part > 0 for part in share.by_line.values())
        allowed = set(FRAMES) if share.row.target_group == "both" else {share.row.target_group}
        assert set(share.by_line) <= allowed
    for use in line_uses(computed, LINES):
        assert use.own + use.shared + use.reserve + use.left == use.frame == FRAMES[use.code]
        assert use.left >= 0
    assert computed.total + spec.reserve_total + computed.left == 28_000_000
    fits = computed.no_cut.allows(spec.reserve)
    assert fits == (computed.total == computed.asked)
    if spec.method == "meet_all":
        assert fits == (computed.conflict is None)
    if computed.interval is not None:
        low, high = computed.interval
        assert low <= computed.both_on_first <= high


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(specifications())
def test_no_choice_on_the_page_breaks_a_sum(spec: Specification) -> None:
    _check(spec, _rows())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(specifications(), st.lists(st.integers(0, 51), unique=True, max_size=6), st.integers(1, 9))
def test_nor_do_other_reports(spec: Specification, dropped: list[int], times: int) -> None:
    rows = tuple(row._replace(amount=row.amount * times) for k, row in enumerate(_rows()) if k not in dropped)
    _check(spec, rows)


@given(specifications())
def test_the_hash_tells_specifications_apart(spec: Specification) -> None:
    """The hash is of what is computed: the same for the same input, another when the reserve is."""
    first = compute(spec, LINES, _rows()).hash
    assert first == compute(spec, LINES, tuple(_rows())).hash
    held = dict(spec.reserve)
    held["school"] = held["school"] - 1 if held["school"] else 1
    assert compute(replace(spec, reserve=held), LINES, _rows()).hash != first
