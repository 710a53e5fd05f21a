"""Figures and findings: the real case, sums that always add up, and limits that are the real ones."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.alphabet import norwegian_key
from fordel.core.findings import (
    frame_finding,
    network_finding,
    partner_finding,
    place_finding,
    sami_finding,
    theme_finding,
)
from fordel.core.status import Group, Line, Need, Partner, Place, StatusFigures, Tally, figures, shortages

BOTH = ("kindergarten", "school")
TARGETS = [Group("kindergarten", BOTH[:1]), Group("school", BOTH[1:]), Group("both", BOTH)]
LINES = [Line("kindergarten", 11_000_000), Line("school", 17_000_000)]
REAL = [Need("kindergarten", 7_140_413), Need("school", 10_232_728), Need("both", 7_232_379)]
GROUPS = st.sampled_from(["kindergarten", "school", "both"])
NEEDS = st.lists(
    st.builds(
        Need,
        target_group=GROUPS,
        amount=st.integers(1, 400),
        theme=st.sampled_from(["", "a", "b", "c"]),
        network=st.sampled_from(["", "n", "m"]),
        sami_perspective=st.sampled_from([True, False, None]),
        municipality=st.sampled_from(["", "1", "2", "9"]),
    ),
    max_size=25,
)
FRAMES = st.tuples(st.integers(1, 3000), st.integers(1, 3000))


def _figures(needs: list[Need], frames: tuple[int, int]) -> StatusFigures:
    lines = [Line("kindergarten", frames[0]), Line("school", frames[1])]
    return figures(lines, TARGETS, needs, places=[Place("1", "En"), Place("2", "To")])


def test_the_real_case() -> None:
    found = figures(LINES, TARGETS, REAL)
    assert (found.frame, found.needs, found.left) == (28_000_000, Tally(3, 24_605_520), 3_394_480)
    assert found.interval("kindergarten") == (465_107, 3_859_587)
    assert found.interval("school") == (3_372_792, 6_767_272)
    assert [line.choice for line in found.lines] == [3_394_480, 3_394_480]
    finding = frame_finding(found)
    assert (finding.code, finding.values["kroner"]) == ("choose", 3_394_480)


def test_seven_million_held_back_from_school_says_the_largest_shortage_first() -> None:
    found = figures([Line("kindergarten", 11_000_000), Line("school", 10_000_000)], TARGETS, REAL)
    assert [(s.lines, s.short) for s in found.shortages] == [
        (("kindergarten", "school"), 3_605_520),
        (("school",), 232_728),
    ]
    assert found.interval("kindergarten") is None
    finding = frame_finding(found)
    assert (finding.code, finding.values["short"], finding.values["part"].short) == ("over_asked", 3_605_520, 232_728)


def test_one_line_short_though_the_whole_fits() -> None:
    found = figures([Line("kindergarten", 7_000_000), Line("school", 21_000_000)], TARGETS, REAL)
    finding = frame_finding(found)
    assert (finding.code, finding.values["short"], finding.values["lines"]) == (
        "line_short",
        140_413,
        ("kindergarten",),
    )


def test_a_line_shorter_than_the_whole_comes_first() -> None:
    found = figures([Line("kindergarten", 1_000), Line("school", 1_000)], TARGETS, [Need("school", 2_500)])
    assert [(s.lines, s.short) for s in found.shortages] == [(("school",), 1_500), (("kindergarten", "school"), 500)]
    finding = frame_finding(found)
    assert finding.code == "over_asked"
    assert finding.values["part"] is finding.values["largest"]


def test_three_lines_share_between_two_of_them() -> None:
    lines = [Line("kindergarten", 100), Line("school", 100), Line("upper", 50)]
    groups = [*TARGETS, Group("upper", ("upper",))]
    found = figures(lines, groups, [Need("both", 150), Need("upper", 50)])
    assert [found.interval(line.code) for line in lines] == [(50, 100), (50, 100), (0, 0)]
    over = figures(lines, groups, [Need("both", 150), Need("upper", 60)])
    assert (over.shortages[0].lines, over.shortages[0].short) == (("upper",), 10)


def test_four_groups_on_three_lines() -> None:
    lines = [Line("a", 100), Line("b", 200), Line("c", 300)]
    groups = [Group("one", ("a",)), Group("two", ("b",)), Group("pair", ("a", "b")), Group("all", ("a", "b", "c"))]
    found = figures(lines, groups, [Need("one", 40), Need("two", 50), Need("pair", 120), Need("all", 200)])
    assert (found.shared, found.left) == (Tally(2, 320), 190)
    assert [found.interval(line.code) for line in lines] == [(0, 60), (60, 150), (110, 200)]
    short = figures(lines, groups, [Need("pair", 301)])
    assert [(s.lines, s.short) for s in short.shortages] == [(("a", "b"), 1)]


@given(NEEDS, FRAMES)
def test_sums_add_up_everywhere(needs: list[Need], frames: tuple[int, int]) -> None:
    found = _figures(needs, frames)
    whole = Tally(len(needs), sum(need.amount for need in needs))
    assert found.needs == whole
    assert found.left == sum(frames) - whole.amount

    def total(tallies: list[Tally]) -> Tally:
        return Tally(sum(t.count for t in tallies), sum(t.amount for t in tallies))

    assert total(list(found.by_group.values())) == whole
    assert total([theme.total for theme in found.themes]) == whole
    assert total([*(place.total for place in found.places), found.elsewhere]) == whole
    for grouped in (*found.themes, *found.networks):
        assert total(list(grouped.by_group.values())) == grouped.total
    assert found.in_networks.count == sum(bool(need.network) for need in needs)
    assert found.sami.total.count + found.sami.not_given <= whole.count


@given(NEEDS, FRAMES)
def test_the_interval_is_every_payment_that_works(needs: list[Need], frames: tuple[int, int]) -> None:
    found = _figures(needs, frames)
    shared = found.shared.amount
    room = [line.frame - line.own.amount for line in found.lines]
    working = [paid for paid in range(shared + 1) if paid <= room[0] and shared - paid <= room[1]]
    fits = bool(working) and min(room) >= 0
    assert found.all_can_be_met == fits
    assert found.interval("kindergarten") == ((working[0], working[-1]) if fits else None)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(2, 500), st.data())
def test_the_interval_is_as_wide_as_what_is_left_where_nothing_else_stops_it(
    first: int, second: int, shared: int, data: st.DataObject
) -> None:
    room = data.draw(st.integers(1, shared - 1))
    other = data.draw(st.integers(shared - room, shared - 1))
    needs = [Need("kindergarten", first), Need("school", second), Need("both", shared)]
    found = _figures(needs, (first + room, second + other))
    assert [line.choice for line in found.lines] == [found.left, found.left]


@given(st.lists(st.integers(0, 30), min_size=2, max_size=2), st.lists(st.integers(0, 30), min_size=3, max_size=3))
def test_shortages_are_exactly_what_no_split_can_mend(frames: list[int], asked: list[int]) -> None:
    lines = [Line("kindergarten", frames[0]), Line("school", frames[1])]
    short = shortages(lines, {BOTH[:1]: asked[0], BOTH[1:]: asked[1], BOTH: asked[2]})
    splits = product(range(asked[2] + 1))
    possible = any(asked[0] + paid <= frames[0] and asked[1] + asked[2] - paid <= frames[1] for (paid,) in splits)
    assert bool(short) != possible
    assert [s.short for s in short] == sorted((s.short for s in short), reverse=True)


def _themes(*amounts: int) -> StatusFigures:
    return figures(LINES, TARGETS, [Need("school", amount, theme=f"t{i}") for i, amount in enumerate(amounts)])


def test_the_theme_sentence_follows_the_numbers() -> None:
    assert theme_finding(figures(LINES, TARGETS, [])).code == "neutral"
    assert theme_finding(figures(LINES, TARGETS, [Need("school", 5)])).code == "neutral"
    assert theme_finding(_themes(5)).code == "only"
    assert theme_finding(_themes(30, 20, 20, 20, 10)).code == "dominates"
    assert theme_finding(_themes(24, 20, 20, 20, 16)).code == "largest"
    assert theme_finding(_themes(*[90] * 9, 99)).code == "largest"
    assert theme_finding(_themes(*[90] * 11, 91)).code == "none_dominates"
    assert theme_finding(_themes(50, 50)).code == "neutral"


def test_the_partner_sentence_follows_the_numbers() -> None:
    def found(*measures: int) -> str:
        partners = [Partner(i, f"p{i}", "university", 10, count) for i, count in enumerate(measures)]
        return partner_finding(figures(LINES, TARGETS, REAL, partners=partners)).code

    assert (found(), found(2), found(2, 1), found(2, 2)) == ("nobody", "most", "most", "count")


def test_sami_network_and_place_sentences_follow_the_numbers() -> None:
    def need(sami: bool | None = None, network: str = "", place: str = "1") -> Need:
        return Need("school", 10, network=network, sami_perspective=sami, municipality=place)

    codes = [
        sami_finding(figures(LINES, TARGETS, needs)).code
        for needs in ([need()], [need(True)], [need(True), need(False)])
    ]
    assert codes == ["none", "all", "some"]
    assert network_finding(figures(LINES, TARGETS, [need()])).code == "none"
    assert network_finding(figures(LINES, TARGETS, [need(network="n"), need()])).values["networks"] == 1
    places = [Place("1", "En"), Place("2", "To")]
    assert place_finding(figures(LINES, TARGETS, [], places=places)).code == "empty"
    assert place_finding(figures(LINES, TARGETS, [need(), need(place="2")], places=places)).code == "all"
    assert place_finding(figures(LINES, TARGETS, [need()], places=places)).code == "missing"
    assert place_finding(figures(LINES, TARGETS, [need()], places=places, through_network={"2"})).code == "networks"
    assert place_finding(figures(LINES, TARGETS, [need()], places=places, through_others={"2"})).code == "reached"


def test_names_in_norwegian_order() -> None:
    names = ["Ås", "Øksnes", "Ærlig", "Zulu", "Aarnes", "Ál", "Alstahaug", "bodø"]
    assert sorted(names, key=norwegian_key) == [
        "Ál",
        "Alstahaug",
        "bodø",
        "Zulu",
        "Ærlig",
        "Øksnes",
        "Aarnes",
        "Ås",
    ]
