"""Drawings: lengths and areas follow the numbers, nothing leaves the picture, and everything is escaped."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.shared.charts.bars import Bar, bar_chart
from fordel.shared.charts.bubbles import Spot, bubble_map
from fordel.shared.charts.legend import above_each_other, legend_row
from fordel.shared.charts.paint import NEUTRAL, NOT_DECIDED, SHARED, paint_of
from fordel.shared.charts.scale import round_step, tick_values
from fordel.shared.charts.squares import MOST, filled_squares, per_square, square_chart
from fordel.shared.charts.stacked import Part, Row, split_bar, stacked_chart
from fordel.shared.charts.svg import NARROW
from fordel.shared.charts.text import text_width, wrap
from fordel.shared.charts.view_box import view_size
from fordel.shared.documents.picture import png_of

KINDERGARTEN, SCHOOL = paint_of("circle"), paint_of("square")
NS = "{http://www.w3.org/2000/svg}"
WIDTHS = pytest.mark.parametrize("width", [NARROW, 552, 1152])


def _rects(svg: str, fill: str) -> list[float]:
    tree = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    return [float(r.get("width", 0)) for r in tree.iter(f"{NS}rect") if r.get("fill") == fill]


def _frame(width: int, own: int = 7_000, must: int = 500, may: int = 3_500) -> str:
    parts = (
        Part(own, KINDERGARTEN, "Egne", "7"),
        Part(must, SHARED, "Må", "1", "må"),
        Part(may, NOT_DECIDED, "Kan", "2", "kan"),
    )
    rows = [Row("Barnehage", parts, "12", (11_000, "Ramme")), Row("Skole", (Part(17_000, SCHOOL, "Egne", "17"),))]
    return stacked_chart("f", rows, "En setning", str, width=width)


@WIDTHS
def test_bars_are_as_long_as_their_numbers(width: int) -> None:
    svg = _frame(width)
    own, school = _rects(svg, KINDERGARTEN.fill)[0], _rects(svg, SCHOOL.fill)[0]
    assert own / (school + 2) == pytest.approx(7 / 17, abs=0.02)
    hatched = _rects(svg, "url(#f-hatch)")[0]
    assert (hatched + 1) / school == pytest.approx(3.5 / 17, abs=0.02)


@WIDTHS
def test_a_drawing_says_what_it_shows_and_has_no_style(width: int) -> None:
    svg = _frame(width)
    tree = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    assert (tree.get("role"), tree.get("aria-label")) == ("img", "En setning")
    assert "style=" not in svg
    assert 'id="f-hatch"' in svg


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1, max_size=5), st.booleans())
def test_nothing_leaves_the_drawing(values: list[tuple[int, int]], narrow: bool) -> None:
    width = NARROW if narrow else 1152
    rows = [
        Row(
            "Linje",
            (Part(own, SCHOOL, "Egne meldinger", f"{own:,}"), Part(may, NOT_DECIDED, "Kan velges", f"{may:,}", "kan")),
            "notat",
            (10**6, "Ramme 1 000 000"),
        )
        for own, may in values
    ]
    svg = stacked_chart("f", rows, "x", str, width=width)
    _wide, high = view_size(svg)
    tree = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    for rect in (r for r in tree.iter(f"{NS}rect") if r.get("x")):
        x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
        assert x + float(rect.get("width", 0)) <= width + 1
        assert y >= -1
        assert y + float(rect.get("height", 0)) <= high
    for text in tree.iter(f"{NS}text"):
        weight = int(text.get("font-weight", 400))
        wide = text_width(text.text or "", float(text.get("font-size", 0)), weight)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        left = float(text.get("x", 0)) - wide * share
        assert left >= -2
        assert left + wide <= width + 2


@given(st.lists(st.integers(0, 10**7), max_size=5), st.sampled_from((NARROW, 554)))
def test_bars_of_any_amounts_can_be_drawn(amounts: list[int], width: int) -> None:
    """Also of none, and of partners that get nothing."""
    svg = bar_chart("b", [Bar("Partner", ((amount, SCHOOL),), f"{amount:,}") for amount in amounts], "x", width=width)
    for rect in _rects(svg, SCHOOL.fill):
        assert 0 <= rect <= width


def test_names_are_escaped() -> None:
    svg = bar_chart("b", [Bar("<script>&\"'", ((5, NEUTRAL),), "5")], 'a "label" <b>')
    assert "<script>" not in svg
    assert ET.fromstring(svg).get("aria-label") == 'a "label" <b>'  # noqa: S314 -- our own drawing


@pytest.mark.parametrize("width", [NARROW, 552])
def test_parts_of_a_bar_share_its_length(width: int) -> None:
    bars = [Bar("En", ((300, KINDERGARTEN), (100, SCHOOL)), "400"), Bar("To", ((200, KINDERGARTEN),), "200")]
    svg = bar_chart("b", bars, "x", width=width)
    first, second = _rects(svg, KINDERGARTEN.fill)
    assert (first + 2) / second == pytest.approx(1.5, abs=0.03)
    assert _rects(svg, SCHOOL.fill)[0] / second == pytest.approx(0.5, abs=0.03)


def test_split_bar_lists_its_parts_where_their_names_do_not_fit() -> None:
    parts = [Part(10, KINDERGARTEN, "Et langt navn som tar plass", "10"), Part(30, SCHOOL, "Et navn til " * 4, "30")]
    narrow, wide = split_bar("p", parts, "x", width=NARROW), split_bar("p", parts, "x", width=1152)
    assert view_size(narrow)[1] > 60
    assert _rects(wide, KINDERGARTEN.fill)[0] * 3 == pytest.approx(_rects(wide, SCHOOL.fill)[0], abs=0.3)


@given(st.integers(1, 10**12), st.integers(2, 10))
def test_steps_are_round_and_cover(largest: int, ticks: int) -> None:
    step = round_step(largest, ticks)
    assert re.fullmatch("[1235]0*|10+", str(step))
    values = tick_values(largest, ticks)
    assert values[0] == 0
    assert values[-1] <= largest
    assert len(values) <= ticks + 1


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=3), st.integers(0, 4000))
def test_squares_never_exceed_the_whole(parts: list[int], rest: int) -> None:
    whole = sum(parts) + rest
    each = per_square(max(whole, 1))
    filled = filled_squares(parts, each)
    assert sum(filled) == -(-sum(parts) // each)
    assert -(-whole // each) <= MOST
    if each == 1:
        assert filled == parts


def test_a_square_for_each_report() -> None:
    svg = square_chart("s", [(4, KINDERGARTEN), (3, SCHOOL)], 52, "x", width=352)
    assert len(_rects(svg, KINDERGARTEN.fill)) == 4
    assert len(_rects(svg, SCHOOL.fill)) == 3
    assert len(_rects(svg, "#ffffff")) == 45


SPOTS = [
    Spot("Bodø", 67.28, 14.4, 400),
    Spot("Narvik", 68.43, 17.4, 100),
    Spot("Træna", 66.5, 12.1, 0, is_missing=True),
    Spot("Bindal", 65.09, 12.4, 0),
]


@pytest.mark.parametrize("width", [NARROW, 552])
def test_areas_follow_amounts_and_the_missing_are_crossed(width: int) -> None:
    svg = bubble_map("m", SPOTS, "x", polar_circle="Polarsirkelen", legend=[(400, "400")], width=width)
    tree = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    radii = [float(c.get("r", 0)) for c in tree.iter(f"{NS}circle") if c.get("fill-opacity")]
    assert radii[0] / radii[1] == pytest.approx(2, abs=0.05)
    assert len([line for line in tree.iter(f"{NS}line") if line.get("stroke") == "#9b1616"]) == 2
    names = [text.text for text in tree.iter(f"{NS}text")]
    assert {"Bodø", "Narvik", "Træna", "Polarsirkelen"} <= set(names)
    assert "Bindal" not in names
    assert "67° N" in names


def test_north_is_up_and_east_is_right() -> None:
    svg = bubble_map("m", SPOTS[:2], "x", polar_circle="P", legend=[], width=552)
    tree = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    bodo, narvik = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in tree.iter(f"{NS}circle")]
    assert narvik[0] > bodo[0]
    assert narvik[1] < bodo[1]
    assert "P</text>" not in svg


@given(
    st.lists(
        st.tuples(st.floats(57, 71, allow_nan=False), st.floats(4, 31, allow_nan=False), st.integers(0, 10**7)),
        min_size=1,
        max_size=30,
    )
)
def test_a_map_of_any_office_can_be_drawn(places: list[tuple[float, float, int]]) -> None:
    spots = [Spot(f"Sted {i}", north, east, amount, is_missing=True) for i, (north, east, amount) in enumerate(places)]
    svg = bubble_map("m", spots, "x", polar_circle="P", legend=[], width=552)
    tree = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    for circle in tree.iter(f"{NS}circle"):
        assert math.isfinite(float(circle.get("cx", "nan")))
        assert 0 <= float(circle.get("cx", 0)) <= 552


def test_long_names_wrap_and_nothing_is_cut() -> None:
    text = "Profesjonsfellesskap og skolebasert utvikling i hele kommunen"
    lines = wrap(text, 13, 200)
    assert len(lines) == 2
    assert " ".join(lines) == text


def test_a_legend_goes_with_the_drawing_and_becomes_a_picture() -> None:
    chart = _frame(660)
    width, height = view_size(chart)
    both = above_each_other(chart, legend_row("f", [(SCHOOL, "Skole"), (NOT_DECIDED, "Kan")], 660), width, height)
    assert view_size(both)[1] > height
    assert ET.fromstring(both).get("aria-label") == "En setning"  # noqa: S314 -- our own drawing
    picture = png_of(both, width=600)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 600


def test_a_long_name_of_a_bar_is_wrapped_where_the_drawing_is_narrow() -> None:
    name = "Norges teknisk-naturvitenskapelige universitet (NTNU)"
    rows = [Row(name, (Part(7, NEUTRAL, "Egne", "7"),)), Row("Nord", (Part(9, NEUTRAL, "Egne", "9"),))]
    tree = ET.fromstring(stacked_chart("f", rows, "x", str, width=NARROW))  # noqa: S314 -- our own drawing
    texts = [each for each in tree.iter(f"{NS}text") if each.text and each.text in name]
    assert " ".join(each.text or "" for each in sorted(texts, key=lambda each: float(each.get("y", 0)))) == name
    assert all(text_width(each.text or "", 14, 600) <= NARROW for each in texts) and len(texts) == 2
    tops = [float(each.get("y", 0)) for each in tree.iter(f"{NS}rect") if each.get("fill") == NEUTRAL.fill]
    assert all(float(each.get("y", 0)) < tops[0] for each in texts), "both lines are above the bar"
