"""`fordel import`: the documented JSON, exit codes, and one line for a mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fordel.cli.main import main
from fordel.parties.models import OrganisationAlias
from fordel.reports.models import NeedsReport
from tests.conftest import DEMO_FILE
from tests.reports.intake.workbooks import HEADINGS, demo_copy, row, workbook

WHERE = ["--office", "nordland", "--year", "2026"]


@pytest.fixture
def run(nordland: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    def command(content: bytes | Path, *options: str, name: str = "behov.xlsx", tmp: Path | None = None) -> Any:
        path = content
        if isinstance(content, bytes):
            assert tmp is not None
            path = tmp / name
            path.write_bytes(content)
        code = main(["import", str(path), *WHERE, *options])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_the_demo_file_as_json(run: Any) -> None:
    code, out, err = run(DEMO_FILE, "--json")
    result = json.loads(out)
    assert (code, err) == (0, "")
    assert set(result) == {
        *("accepted", "rejected", "duplicates", "changed", "total", "by_target_group", "readings", "problems")
    }
    assert (result["accepted"], result["total"], result["problems"]) == (52, 24_605_520, [])
    assert result["by_target_group"]["both"] == {"count": 18, "sum": 7_232_379}
    assert result["readings"][0] == {
        "row": 9,
        "column": "Meldt behov 2026 (kr)",
        "text": "312 500,-",
        "kroner": 312_500,
    }
    code, out, _err = run(DEMO_FILE, "--json")
    again = json.loads(out)
    assert (code, again["accepted"], again["duplicates"], again["total"]) == (1, 0, 52, 0)
    assert len(again["problems"]) == 52


def test_problems_say_row_column_value_message_and_fix(run: Any, tmp_path: Path) -> None:
    code, out, _err = run(demo_copy({"N5": "12,5 mill.", "C7": "x", "D7": 5}), "--json", tmp=tmp_path)
    result = json.loads(out)
    assert (code, result["accepted"], result["rejected"]) == (1, 50, 2)
    first = result["problems"][0]
    assert set(first) == {"row", "column", "value", "message", "fix"}
    assert (first["row"], first["column"], first["value"]) == (5, "Meldt behov 2026 (kr)", "12,5 mill.")


def test_dry_run_all_or_nothing_and_update(run: Any, tmp_path: Path) -> None:
    assert run(DEMO_FILE, "--dry-run")[0] == 0
    assert not NeedsReport.objects.exists()
    assert run(demo_copy({"N5": "1.5"}), "--all-or-nothing", tmp=tmp_path)[0] == 1
    assert not NeedsReport.objects.exists()
    assert run(DEMO_FILE)[0] == 0
    changed = demo_copy({"N5": 900_000})
    assert run(changed, tmp=tmp_path)[0] == 1
    assert NeedsReport.objects.get(number=1).amount == 812_500
    run(changed, "--update", tmp=tmp_path)
    assert NeedsReport.objects.get(number=1).amount == 900_000


def test_unknown_partners_are_named_by_an_option_and_remembered(run: Any, tmp_path: Path) -> None:
    content = demo_copy({"K5": "Nye Kompetansehuset", "K6": "Trondheimsmiljøet"})
    code, out, _err = run(content, "--json", "--dry-run", tmp=tmp_path)
    problems = json.loads(out)["problems"]
    assert code == 1
    assert '--partner "Nye Kompetansehuset=vocational_college"' in problems[0]["fix"]
    options = ["--partner", "Nye Kompetansehuset=other_provider", "--partner-alias", "Trondheimsmiljøet=974 767 880"]
    assert run(content, *options, tmp=tmp_path)[0] == 0
    assert OrganisationAlias.objects.get(name="Trondheimsmiljøet").organisation.organisation_number == "974767880"
    assert run(content, "--json", tmp=tmp_path)[0] == 1  # the same again: duplicates, and no questions


def test_a_column_is_named_by_an_option(run: Any, tmp_path: Path) -> None:
    content = workbook([row(1, 1_000)], [*HEADINGS[:-1], "Kolonne"])
    code, _out, err = run(content, "--language", "en", tmp=tmp_path)
    assert code == 2
    assert "--column" in err
    assert run(content, "--column", "amount=kolonne", tmp=tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--partner", "X"], "--partner"),
        (["--partner", "X=kurs"], "vocational_college"),
        (["--partner-alias", "X=972418013"], "972418013"),
        (["--column", "belop=Nr"], "amount"),
    ],
)
def test_wrong_options_are_one_line_and_change_nothing(run: Any, options: list[str], expected: str) -> None:
    code, out, err = run(DEMO_FILE, *options)
    assert (code, out) == (2, "")
    assert err.startswith("fordel: ")
    assert err.count("\n") == 1
    assert expected in err
    assert not NeedsReport.objects.exists()


def test_files_and_places_that_cannot_be_used(nordland: Any, capsys: Any, tmp_path: Path) -> None:
    wrong = tmp_path / "feil.xlsx"
    wrong.write_bytes(b"%PDF-1.7")
    for words in (
        ["import", str(wrong), *WHERE],
        ["import", str(tmp_path / "finnes-ikke.xlsx"), *WHERE],
        ["import", str(tmp_path), *WHERE],
        ["import", str(DEMO_FILE), "--office", "atlantis", "--year", "2026"],
        ["import", str(DEMO_FILE), "--office", "nordland", "--year", "2031"],
        ["import", str(DEMO_FILE), "--office", "nordland", "--year", "99999999999"],
        ["import", str(DEMO_FILE), "--office", "nordland", "--year", "-1"],
        ["import", str(DEMO_FILE), "--office", "nord\0land", "--year", "2026"],
        ["import", str(DEMO_FILE), "--office", "nord\nland", "--year", "2026"],
        ["import", str(DEMO_FILE), "--office", "nord\udcffland", "--year", "2026"],
        ["import", str(DEMO_FILE), *WHERE, "--scheme", "\0"],
        ["import", str(DEMO_FILE), *WHERE, "--partner", "A\0=university"],
        ["import", str(tmp_path / "a\0.xlsx"), *WHERE],
        ["status", "--office", "nord\0land", "--year", "2026"],
        ["status", "--office", "nordland", "--year", "99999999999"],
    ):
        assert main(words) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        assert captured.err.startswith("fordel: ")


def test_plain_words_in_the_language_asked_for(run: Any) -> None:
    _code, out, _err = run(DEMO_FILE, "--dry-run", "--language", "nn")
    assert "52 behovsmeldingar kan importerast" in out
    assert "19\u00a0373\u00a0141" in out
    _code, out, _err = run(DEMO_FILE, "--dry-run", "--language", "en")
    assert "52 reports can be imported" in out
