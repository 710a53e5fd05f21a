"""What the distribution page, the proposal and the letters say about who gets what, and why."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation import Allocation, Line, Problem, Request, allocate
from fordel.core.allocation.explain import reasons
from fordel.core.allocation.reserve import hold_back_curve
from fordel.core.money import format_percent, format_signed_points
from fordel.decisions.selectors.proposals import proposal_view
from fordel.decisions.services.proposals import create_proposal
from fordel.forum.computing.compute import compute
from fordel.forum.computing.specification import Specification, is_in_full
from fordel.forum.scenarios.presentation.distribution import Distribution, curve_problem, distribution
from fordel.forum.scenarios.presentation.reasons import full_reason, kept_reason_text
from fordel.forum.scenarios.services.save_scenario import MOST_SCENARIOS, create_scenario
from fordel.programme.selectors.rounds import frame_lines
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.reports import report_rows
from fordel.shared.errors import UserError
from tests.support.steps import carry_out
from tests.support.where import HOME

HELD = {"kindergarten": 1_964_000, "school": 3_036_000}
PAGE = f"{HOME}fordeling/"
CASE = Specification(method="priority", reserve=HELD, unit=100)


def page_of(round_: Any, spec: Specification, other: Any = None, language: str = "nb") -> Distribution:
    with override(language):
        return distribution(spec, frame_lines(round_), report_rows(round_), other)


def text_of(response: Any) -> str:
    """The page as a reader meets it: no tags, one space between words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("method", ["proportional", "cut_with_floor", "priority", "per_head", "equal"])
def test_a_sum_that_is_only_rounded_down_says_so(method: str) -> None:
    requests = (
        Request("a", 917_728, ("x",), floor=1_000, priority=1, count=1_000_000),
        Request("b", 500_050, ("x",), floor=1_000, priority=2, count=1),
        Request("c", 2_000_000, ("x",), floor=1_000, priority=3, count=1),
    )
    problem = Problem(method, (Line("x", 2_500_000),), requests, unit=100)
    answer = allocate(problem)
    assert isinstance(answer, Allocation)
    found = reasons(problem, answer)
    for request in requests:
        short = request.ask - answer.amounts[request.id]
        assert (found[request.id][0].code == "rounded_down") == (0 < short < 100), (request, answer.amounts)
    if method == "priority":
        assert found["a"][0].code == "rounded_down"
        assert found["c"][0].code == "class_cut"


def test_a_report_that_gets_nothing_is_never_met_in_full() -> None:
    assert not is_in_full(asked=50, amount=0, unit=100)
    assert is_in_full(asked=917_728, amount=917_700, unit=100)
    assert not is_in_full(asked=917_728, amount=917_700, unit=1)


def test_the_proposal_counts_cuts_as_the_distribution_does(imported: Any, person_as: Callable[..., Any]) -> None:
    officer = person_as("case_officer")
    shown = page_of(imported, CASE)
    cut = sum(not share.is_full and share.amount > 0 for share in shown.computed.shares)
    view = proposal_view(create_proposal(create_scenario(imported, "Prioritert", CASE, officer), officer))
    assert (shown.computed.full_count, cut) == (21, 31)
    assert len(view.cut) == cut
    assert len(view.rounded) == sum(s.is_full and s.amount < s.row.amount for s in shown.computed.shares) > 0


def test_the_proposal_says_what_is_rounded_and_what_is_cut(imported: Any, client_as: Callable[..., Any]) -> None:
    officer = client_as("case_officer")
    spec = {"method": "priority", "first": ["network", "sami"], "unit": "100", "name": "Prioritert"}
    officer.post(f"{PAGE}lagre/", {**spec, "reserve": "5 000 000", "scenario": "new"})
    chosen = imported.scenarios.get()
    officer.post(f"{HOME}vedtak/nytt/", {"scenario": chosen.pk})
    view = proposal_view(imported.proposals.get())
    assert {len(view.cut)} == {31}
    assert all(row.asked - row.amount >= 100 for row in view.cut)


def test_why_names_what_was_chosen_and_no_class_by_its_number(imported: Any) -> None:
    rows = {row.number: row.why for row in page_of(imported, CASE).rows}
    assert rows[31] == "Nettverk og samisk perspektiv"
    assert rows[1] == "Nettverk"
    assert rows[10] == "Samisk perspektiv"
    assert rows[37] == "Likt kutt 11,5\u00a0%"
    assert not [words for words in rows.values() if "rioritet" in words]
    assert max(map(len, rows.values())) < 40


@pytest.mark.parametrize(("language", "network"), [("nb", "nettverk"), ("nn", "nettverk"), ("en", "network")])
def test_a_letter_gives_the_criterion_and_not_a_class(imported: Any, language: str, network: str) -> None:
    computed = page_of(imported, CASE).computed
    by_number = {share.row.number: share.row for share in computed.shares}
    first = full_reason(computed.reasons_of(by_number[1]), language)
    after = full_reason(computed.reasons_of(by_number[37]), language)
    assert network in first and network in after
    assert "812" in first and "88" in after
    for text in (first, after):
        assert not re.search(r"(?i)priorit\w* \d", text)


def test_without_a_criterion_all_are_cut_alike_and_the_letter_says_only_that(imported: Any) -> None:
    computed = page_of(imported, Specification(method="priority", reserve=HELD, first=())).computed
    texts = {full_reason(computed.reasons_of(share.row), "nb") for share in computed.shares}
    assert all("kuttet likt" in text and "Prioritet" not in text for text in texts)


def test_a_reason_kept_before_criteria_were_kept_names_no_class_either() -> None:
    kept = {"parts": [["class_cut", {"amount": 500, "ask": 1000, "priority": 2}]]}
    assert "rioritet 2" not in kept_reason_text(kept, "nb")
    assert "50,0\u00a0%" in kept_reason_text(kept, "nb")


def test_what_is_kept_with_the_scenario_says_the_same(imported: Any, person_as: Callable[..., Any]) -> None:
    scenario = create_scenario(imported, "Prioritert", CASE, person_as("case_officer"))
    computed = page_of(imported, CASE).computed
    kept = dict(scenario.amounts.values_list("report__number", "reason"))
    for share in computed.shares:
        assert kept_reason_text(kept[share.row.number], "nn") == full_reason(computed.reasons_of(share.row), "nn")


def test_the_finding_has_a_noun_wherever_it_starts(imported: Any) -> None:
    alike = Specification(method="proportional", reserve=HELD)
    assert page_of(imported, alike).heading == "52 meldinger får 93,5\u00a0%"
    assert page_of(imported, alike, language="nn").heading == "52 meldingar får 93,5\u00a0%"
    assert page_of(imported, CASE).heading.startswith("21 meldinger får alt, 31 får 88,5")
    nothing = Specification(reserve={"kindergarten": 11_000_000, "school": 17_000_000})
    assert page_of(imported, nothing).heading == "52 meldinger får ingenting"


def test_all_of_it_is_a_hundred_per_cent_without_a_decimal(imported: Any) -> None:
    assert format_percent(7, 7) == "100\u00a0%"
    assert format_percent(99_999, 100_000) == "100,0\u00a0%"
    assert format_percent(935, 1000) == "93,5\u00a0%"
    coverage = {row.number: row.coverage for row in page_of(imported, CASE).rows}
    assert coverage[31] == "100\u00a0%"  # 917 700 of 917 728, only rounded down
    assert coverage[37] == "88,5\u00a0%"


def test_lowest_coverage_differs_by_points_that_fit_the_columns(imported: Any, person_as: Callable[..., Any]) -> None:
    alike = Specification(method="proportional", reserve=HELD, unit=100)
    other = create_scenario(imported, "Likt kutt", alike, person_as("case_officer"))
    for language, lowest in (("nb", "Laveste dekning"), ("nn", "Lågaste dekning")):
        comparison = page_of(imported, CASE, other, language).comparison
        assert comparison is not None
        row = next(row for row in comparison.rows if row.name == lowest)
        before, after = (int(re.sub(r"\D", "", text)) for text in (row.before, row.after))
        assert row.difference == f"{format_signed_points(after - before)} prosentpoeng"
        assert row.direction == "down"
    assert format_signed_points(-50) == "\u22125,0"
    assert format_signed_points(0) == "0"


def test_every_line_of_the_comparison_has_a_name(imported: Any, client_as: Callable[..., Any]) -> None:
    create_scenario(imported, "Likt kutt", Specification(method="proportional", reserve=HELD), None)
    create_scenario(imported, "Nettverk først", CASE, None)
    text = text_of(client_as("case_officer").get(f"{PAGE}?scenario=2&against=1"))
    assert "felles meldinger" in text
    assert "Får mer i 2 Nettverk først" in text
    assert "Får mindre i 2 Nettverk først" in text
    assert "Sortert etter forskjell" in text
    changed = text_of(client_as("case_officer").get(f"{PAGE}?scenario=2&against=1&unit=1000"))
    assert "2 Nettverk først, endret" in changed
    assert "Får mer her enn i 1 Likt kutt" in changed


def test_the_table_is_sorted_by_difference_only_where_something_is_compared(
    imported: Any, client_as: Callable[..., Any]
) -> None:
    create_scenario(imported, "Likt kutt", Specification(method="proportional", reserve=HELD, unit=100), None)
    create_scenario(imported, "Nettverk først", CASE, None)
    client = client_as("case_officer")
    compared = client.get(f"{PAGE}?scenario=2&against=1").context["page"]
    assert compared[0].number == 31
    assert [row.difference for row in compared] == sorted((row.difference for row in compared), reverse=True)
    alone = client.get(f"{PAGE}?scenario=2")
    assert [row.number for row in alone.context["page"]] == list(range(1, 53))
    assert "Sortert etter nummer" in text_of(alone)


def test_bars_grow_from_the_middle_by_the_difference(imported: Any) -> None:
    other = create_scenario(imported, "Likt kutt", Specification(method="proportional", reserve=HELD, unit=100), None)
    rows = page_of(imported, CASE, other).rows
    for row in rows:
        assert row.difference is not None
        x, width = row.bar or (30, 0)
        assert (x == 30) if row.difference > 0 else (x + width == 30)
        assert x >= 0 and x + width <= 60
    assert max(row.bar[1] for row in rows if row.bar) == 30


def test_the_note_on_rounding_stands_only_where_it_is_so(imported: Any, client_as: Callable[..., Any]) -> None:
    client = client_as("case_officer")
    note = "«Alt» er rundet ned"
    held = "reserve=5000000&unit=100"
    assert note in text_of(client.get(f"{PAGE}?scenario=new&method=priority&first=network&{held}"))
    assert note not in text_of(client.get(f"{PAGE}?scenario=new&method=proportional&{held}"))
    assert note not in text_of(client.get(f"{PAGE}?scenario=new&method=proportional&unit=100"))


def test_a_wrong_number_on_the_way_has_not_to_do_with_saving(imported: Any, client_as: Callable[..., Any]) -> None:
    client = client_as("case_officer")
    looked = text_of(client.get(f"{PAGE}?scenario=new&reserve=1.5"))
    assert "Dette lar seg ikke regne ut" in looked and "Ingenting er lagret" not in looked
    saved = text_of(client.post(f"{PAGE}lagre/", {"scenario": "new", "reserve": "1.5", "name": "Et navn"}))
    assert "Ingenting er lagret" in saved


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("method=cut_with_floor&floor_percent=140", "floor_percent"),
        ("line_rule=chosen&both_on_first=1.5", "both_on_first"),
        ("reserve=1.5", "reserve"),
    ],
)
def test_what_is_wrong_stands_at_the_field(
    imported: Any, client_as: Callable[..., Any], query: str, field: str
) -> None:
    page = client_as("case_officer").get(f"{PAGE}?scenario=new&{query}").content.decode()
    tag = re.search(rf'<input[^>]*id="{field}"[^>]*>', page)
    assert tag and 'aria-invalid="true"' in tag[0] and f'aria-describedby="{field}-error"' in tag[0]
    typed = query.rsplit("=", 1)[1]
    assert f'value="{typed}"' in tag[0]
    message = re.search(rf'id="{field}-error">([^<]+)<', page)
    assert message and message[1].strip()


def test_a_scenario_without_a_name_says_so_at_the_name(imported: Any, client_as: Callable[..., Any]) -> None:
    page = client_as("case_officer").post(f"{PAGE}lagre/", {"scenario": "new", "name": " "}).content.decode()
    tag = re.search(r'<input[^>]*id="name"[^>]*>', page)
    assert tag and 'aria-describedby="name-error"' in tag[0]
    assert "Alternativet må ha et navn" in (re.search(r'id="name-error">([^<]+)<', page) or [""])[0]


def test_the_limit_of_scenarios_is_said(nordland: Any) -> None:
    for number in range(MOST_SCENARIOS):
        create_scenario(nordland, f"Alternativ {number}", Specification(), None)
    with override("nb"), pytest.raises(UserError, match=rf"\b{MOST_SCENARIOS}\b"):
        create_scenario(nordland, "Ett til", Specification(), None)


def test_a_scenario_can_be_deleted_from_the_page(imported: Any, client_as: Callable[..., Any]) -> None:
    scenario = create_scenario(imported, "Bort", Specification(), None)
    client = client_as("case_officer")
    path = f"{PAGE}{scenario.pk}/slett/"
    assert f'href="{path}"' in client.get(PAGE).content.decode()
    carry_out(client, path)
    assert not imported.scenarios.exists()
    assert f'href="{path}"' not in client.get(PAGE).content.decode()


def test_same_cut_for_all_is_said_only_where_it_is_so(imported: Any, client_as: Callable[..., Any]) -> None:
    client = client_as("case_officer")
    alike = "hva likt kutt for alle gir"
    apart = "likt kutt gir for dem som deler ramme"
    even = text_of(client.get(f"{PAGE}?scenario=new&reserve=5000000"))
    assert alike in even and apart not in even
    held = "reserve=10000000&reserve_before=10000000&reserve-kindergarten=10000000&reserve-school=0"
    uneven = client.get(f"{PAGE}?scenario=new&{held}")
    rates = {round(share.amount / share.row.amount, 3) for share in uneven.context["result"].computed.shares}
    assert len(rates) > 1
    assert apart in text_of(uneven) and alike not in text_of(uneven)


def test_the_spreadsheet_explains_in_sentences_and_follows_the_comparison(
    imported: Any, client_as: Callable[..., Any]
) -> None:
    create_scenario(imported, "Likt kutt", Specification(method="proportional", reserve=HELD, unit=100), None)
    create_scenario(imported, "Nettverk først", CASE, None)
    content = client_as("case_officer").get(f"{PAGE}fordeling.xlsx?scenario=2&against=1").content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    head = rows[0]
    assert [len(row) for row in rows] == [len(head)] * 54
    by_number = {row[0]: dict(zip(head, row, strict=True)) for row in rows[1:]}
    assert by_number[31]["Forskjell"] == by_number[31]["Får"] - by_number[31]["Alternativ 1"] == 59_800
    assert by_number[31]["Hvorfor"].startswith("Meldingen går først på grunn av nettverk og samisk perspektiv.")
    assert by_number["Sum"]["Forskjell"] == sum(by_number[n]["Forskjell"] for n in range(1, 53))


_lines = st.sampled_from([("x",), ("y",), ("x", "y")])


@given(
    method=st.sampled_from(["proportional", "priority", "equal", "per_head"]),
    asks=st.lists(st.tuples(st.integers(1, 5_000), _lines, st.integers(1, 3)), min_size=1, max_size=8),
    frames=st.tuples(st.integers(1, 9_000), st.integers(1, 9_000)),
    part=st.integers(0, 100),
)
def test_the_curve_of_few_reports_is_the_curve_of_all(
    method: str, asks: list[tuple[int, tuple[str, ...], int]], frames: tuple[int, int], part: int
) -> None:
    requests = tuple(Request(f"r{n}", ask, lines, priority=key, count=key) for n, (ask, lines, key) in enumerate(asks))
    problem = Problem(method, (Line("x", frames[0]), Line("y", frames[1])), requests)
    total = sum(frames) * part // 100
    (whole,) = hold_back_curve(problem, [total])
    (short,) = hold_back_curve(curve_problem(problem), [total])
    assert short.granted == whole.granted


def test_only_the_reports_on_the_page_are_explained(imported: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from fordel.core.allocation import explain

    asked: list[str] = []
    plain = explain.Explained.reasons_of
    monkeypatch.setattr(explain.Explained, "reasons_of", lambda self, key: asked.append(key) or plain(self, key))
    result = page_of(imported, CASE)
    assert asked == []
    assert result.rows[3].why
    assert asked == ["000004"]


def test_no_report_is_counted_both_as_full_and_as_refused(imported: Any) -> None:
    NeedsReport.objects.filter(round=imported, number=37).update(amount=60)
    computed = compute(CASE, frame_lines(imported), report_rows(imported))
    small = next(share for share in computed.shares if share.row.number == 37)
    assert small.amount == 0 and not small.is_full
    assert computed.full_count + computed.refused_count <= len(computed.shares)
