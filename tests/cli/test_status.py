"""`fordel status` through the command's own door."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fordel.cli.main import main
from tests.insight.conftest import demo_rows, make_report


def _run(*words: str) -> int:
    return main(["status", *words])


@pytest.fixture
def case(nordland: Any) -> Any:
    for row in demo_rows():
        make_report(nordland, row)
    return nordland


def test_json_has_the_real_figures(case: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--office", "nordland", "--year", "2026", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["frame"] == {"total": 28_000_000, "kindergarten": 11_000_000, "school": 17_000_000}
    assert answer["needs"] == {
        "count": 52,
        "total": 24_605_520,
        "kindergarten": {"count": 12, "sum": 7_140_413},
        "school": {"count": 22, "sum": 10_232_728},
        "both": {"count": 18, "sum": 7_232_379},
    }
    assert answer["left"] == 3_394_480
    assert answer["both_on_kindergarten"] == [465_107, 3_859_587]
    assert answer["partners"] == {"university": 11, "vocational_college": 1, "other_provider": 1}
    assert answer["comparison"][0]["total"] == 33_160_000
    assert "30 prosent" in answer["comparison"][0]["note"]
    assert sum(place["sum"] for place in answer["municipalities"]) == 24_605_520


def test_json_says_null_where_no_split_works(nordland: Any, capsys: pytest.CaptureFixture[str]) -> None:
    make_report(nordland, {"number": 1, "target_group": "both", "amount": 28_000_001})
    assert _run("--office", "nordland", "--year", "2026", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["both_on_kindergarten"] is None
    assert answer["left"] == -1
    assert answer["shortages"][0]["short"] == 1


def test_text_is_a_calm_table(case: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--office", "nordland", "--year", "2026") == 0
    out = capsys.readouterr().out
    assert "Det er plass til alle i begge rammene." in out
    values = [line.split("  ")[-1].strip() for line in out.splitlines() if line.startswith("  Meldt behov")]
    assert values == ["7 140 413", "10 232 728", "7 232 379", "24 605 520"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--office", "nordland", "--scheme", "livslang", "--year", "2026"),
            "Velg en av disse: kollektiv, rekom-dekom-kpl, videregaende.",
        ),
        (("--office", "nordlan", "--year", "2026"), "nordland"),
        (("--office", "nordland", "--year", "2031"), "Velg en av disse: 2026."),
        (("--office", "agder", "--year", "2026"), "Åpne året med rammer først."),
    ],
)
def test_unknown_office_or_year_is_one_line_and_exit_2(
    nordland: Any, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert _run(*words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert told in captured.err


def test_a_year_must_be_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        _run("--office", "nordland", "--year", "i fjor")
    assert stopped.value.code == 2
