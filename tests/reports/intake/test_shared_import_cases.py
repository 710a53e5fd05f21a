"""The cases of import that are kept outside the project, each checked against what its manifest says is right."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import pytest

from fordel.cli.main import main
from tests.conftest import SHARED

FOLDER = SHARED / "cases" / "import"


class Right(NamedTuple):
    """What a run must give: exit code, accepted rows, their kroner, and what it must say (English, a pattern)."""

    exit: int
    accepted: int | None = None
    total: int | None = None
    says: str = ""


REFUSED_HEADING = Right(2, says="not taken for the need")
RIGHT = {
    "csv_stray_quote_joins_two_rows.csv": Right(2, says="quotation mark in line 2"),
    "csv_unclosed_quote_swallows_the_rest.csv": Right(2, says="quotation mark in line 2"),
    "merged_owner_and_title_that_begins_with_samla.xlsx": Right(0, 3, 600_000),
    "subtotal_row_repeats_owner_and_group.xlsx": Right(0, 3, 550_000),
    "total_row_per_owner_with_number.xlsx": Right(1, 2, 150_000, "looks like a sum"),
    "amount_heading_in_thousands.xlsx": REFUSED_HEADING,
    "amount_heading_in_millions.xlsx": REFUSED_HEADING,
    "amount_heading_is_another_amount.xlsx": REFUSED_HEADING,
    "years_under_a_merged_amount_heading.xlsx": Right(2, says="two rows of headings"),
    "three_sheets_only_one_read.xlsx": Right(1, 2, 120_000, "«Skole», «Begge»"),
    "merged_cell_with_a_hidden_value_below.xlsx": Right(1, 1, 100_000, "another value lies hidden"),
    "filtered_rows_not_mentioned.xlsx": Right(1, 3, 600_000, "hidden in the file are counted: 3, 200\u00a0000"),
    "ods_amount_in_euro_and_per_cent.ods": Right(1, 1, 300_000, "shown as EUR"),
    "ods_text_box_anchored_to_cell.ods": Right(0, 2, 150_000),
    "xlsx_nul_in_title.xlsx": Right(0, 1, 112_000),
    "ods_empty_repeat_attribute.ods": Right(1),
    "xlsx_formula_that_gives_empty_text.xlsx": Right(0, 2, 150_000),
    "ods_formula_that_gives_empty_text.ods": Right(0, 2, 150_000),
    "excel_subtotal_feature_rows.xlsx": Right(0, 3, 550_000),
    "rows_with_only_a_running_number.xlsx": Right(0, 2, 150_000),
    "csv_first_line_begins_with_bracket.csv": Right(0, 1, 100_000),
    "csv_utf16_without_mark_as_udir_writes.csv": Right(0, 1, 100_000),
    "invisible_marks_in_number_and_amount.xlsx": Right(0, 2, 400_000),
    "xlsx_workbook_part_with_another_name.xlsx": Right(0, 1, 100_000),
    "ods_error_with_value_zero.ods": Right(1, 1, 50_000, "formula in the cell gives an error"),
}


def manifest() -> list[Any]:
    path = FOLDER / "manifest.json"
    return json.loads(path.read_text()) if path.exists() else []


CASES = [case["file"] for case in manifest() if not case["file"].endswith(".txt")]


@pytest.mark.skipif(not CASES, reason="the cases are not here")
def test_every_case_has_an_answer() -> None:
    assert set(CASES) <= set(RIGHT)


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_read_as_its_manifest_says(name: str, nordland: Any, capsys: pytest.CaptureFixture[str]) -> None:
    right = RIGHT[name]
    words = ["import", str(FOLDER / name), "--office", "nordland", "--year", "2026", "--json", "--language", "en"]
    for more in (["--dry-run"], []):
        code = main([*words, *more])
        captured = capsys.readouterr()
        said = captured.out + captured.err
        assert code == right.exit, said
        assert re.search(right.says, said), said
        if right.exit == 2:
            assert captured.err.count("\n") == 1
        elif right.accepted is not None:
            result = json.loads(captured.out)
            assert (result["accepted"], result["total"]) == (right.accepted, right.total), said
