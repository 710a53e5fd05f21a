"""The catalogue of figures, computed again in plain Python over any measures."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.figures import (
    BREAKDOWNS,
    CATALOGUE,
    DEGREE_BREAKDOWNS,
    Measure,
    Sign,
    degrees_by,
    degrees_of,
    shares_of_lines,
    stage_of,
    summed,
    values_by,
    values_of,
    values_of_lines,
)
from fordel.core.who_reports import standing_of

_kroner = st.integers(min_value=0, max_value=10**7)
_maybe = st.none() | _kroner
_signs = st.builds(
    Sign,
    st.sampled_from("ab"),
    st.sampled_from(["owner", "partner", "network_owner"]),
    st.sampled_from(["large", "some", "too_early"]),
)


@st.composite
def measures(draw: st.DrawFn) -> list[Measure]:
    found = []
    for _ in range(draw(st.integers(min_value=0, max_value=8))):
        recommended, granted = draw(_maybe), draw(_maybe)
        found.append(
            Measure(
                2026,
                draw(st.sampled_from(["kindergarten", "school", "both"])),
                draw(st.integers(min_value=1, max_value=4)),
                draw(st.sampled_from(["municipality", "private_owner"])),
                draw(st.sampled_from([True, False, None])),
                draw(_kroner),
                recommended,
                granted,
                {"school": recommended or 0},
                {"kindergarten": granted or 0},
                used := draw(_maybe),
                {"school": used or 0},
                draw(st.sampled_from(["", "Lek"])),
                tuple(draw(st.sets(st.sampled_from(["UiT", "Nord"])))),
                tuple(draw(st.lists(_signs, max_size=4))),
            )
        )
    return found


@given(measures())
def test_each_figure_is_what_a_plain_loop_finds(found: list[Measure]) -> None:
    count = needs = supported = reported = 0
    recommended: list[int] = []
    granted: list[int] = []
    used: list[int] = []
    for each in found:
        count += 1
        needs += each.asked
        recommended += [] if each.recommended is None else [each.recommended]
        granted += [] if each.granted is None else [each.granted]
        used += [] if each.used is None else [each.used]
        supported += bool(each.granted)
        reported += each.used is not None
    assert values_of(found) == {
        "reports": count,
        "needs": needs,
        "recommended": sum(recommended) if recommended else None,
        "granted": sum(granted) if granted else None,
        "supported": supported if granted else None,
        "used": sum(used) if used else None,
        "reported": reported or None,
        "assessments": len([sign for each in found for sign in each.signs]) or None,
    }


@given(measures())
def test_degrees_are_what_a_plain_loop_counts(found: list[Measure]) -> None:
    plain = Counter((sign.sign, sign.who, sign.degree) for each in found for sign in each.signs)
    degrees = degrees_of(found)
    assert {(*key, degree): n for key, counts in degrees.items() for degree, n in counts.items()} == plain
    for who in ("owner", "partner", "network_owner"):
        assert summed(degrees, who).total() == sum(n for (_sign, each, _degree), n in plain.items() if each == who)
        assert summed(degrees, who, "a")["large"] == plain["a", who, "large"]


@given(measures(), st.sampled_from(sorted(DEGREE_BREAKDOWNS)))
def test_a_part_has_the_assessments_of_its_measures_alone(found: list[Measure], breakdown: str) -> None:
    parts = degrees_by(found, breakdown)
    key = DEGREE_BREAKDOWNS[breakdown]
    assert set(parts) == {part for each in found if each.signs for part in key(each)}
    for part, degrees in parts.items():
        assert degrees == degrees_of([each for each in found if part in key(each)])


@given(measures(), st.sampled_from(sorted(BREAKDOWNS)))
def test_the_parts_sum_to_the_whole(found: list[Measure], breakdown: str) -> None:
    whole, parts = values_of(found), values_by(found, breakdown)
    for each in CATALOGUE:
        known = [values[each.code] for values in parts.values() if values[each.code] is not None]
        assert (whole[each.code] or 0) == sum(amount for amount in known if amount is not None)


@given(measures())
def test_the_lines_sum_to_the_whole_and_shared_needs_are_in_each_line(found: list[Measure]) -> None:
    groups = {"kindergarten": ["kindergarten"], "school": ["school"], "both": ["kindergarten", "school"]}
    by_line, whole = values_of_lines(["kindergarten", "school"], groups, found), values_of(found)
    for code in ("recommended", "granted", "used"):
        parts = [values[code] for values in by_line.values()]
        assert all((part is None) == (whole[code] is None) for part in parts)
        assert sum(part or 0 for part in parts) == (whole[code] or 0)
    both = sum(each.asked for each in found if each.group == "both")
    assert sum(values["needs"] or 0 for values in by_line.values()) == (whole["needs"] or 0) + both


@given(measures())
def test_a_line_gives_out_what_the_last_stage_says(found: list[Measure]) -> None:
    frames = [("kindergarten", 100), ("school", 200)]
    groups = {"kindergarten": ["kindergarten"], "school": ["school"], "both": ["kindergarten", "school"]}
    shares = {each.code: each.amount for each in shares_of_lines(frames, groups, found)}
    if stage_of(found) == "granted":
        assert shares == {"kindergarten": sum(each.granted or 0 for each in found), "school": 0}
    elif stage_of(found) == "recommended":
        assert shares == {"kindergarten": 0, "school": sum(each.recommended or 0 for each in found)}
    else:
        both = sum(each.asked for each in found if each.group == "both")
        own = {code: sum(each.asked for each in found if each.group == code) for code in shares}
        assert shares == {code: amount + both for code, amount in own.items()}


def test_a_line_is_below_when_it_gives_out_less_than_the_least_part() -> None:
    frames, groups = [("school", 1000)], {"school": ["school"]}
    (share,) = shares_of_lines(frames, groups, [Measure(2026, "school", 1, "municipality", None, 499)])
    assert share.is_below(50) and not share.is_below(49) and not share.is_below(0)


def test_how_somebody_is_in_the_reports_of_a_year() -> None:
    def code(own: set[int], *, through: bool = False) -> tuple[str, int | None]:
        standing = standing_of(own, 2026, through_others=through)
        return standing.code, standing.last_year

    assert code({2024, 2026}, through=True) == ("reports", 2026)
    assert code({2024}, through=True) == ("others", 2024)
    assert code({2024, 2025}) == ("stopped", 2025)
    assert code(set(), through=True) == ("others", None)
    assert code(set()) == ("never", None)
    assert code({2027}) == ("never", None), "a later year says nothing about this one"
