"""The office's own file, from bytes to reports."""

from __future__ import annotations

from typing import Any

import pytest

from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.report_fields import REPORT_FIELDS
from fordel.reports.selectors.reports import report_rows
from fordel.reports.selectors.snapshots import fingerprint, snapshot_of
from tests.conftest import DEMO_FILE

TEXT_ROWS = [9, 11, 18, 24, 27, 36, 37, 45, 50, 54]


def test_the_file_gives_the_figures_of_2026(nordland: Any) -> None:
    outcome = import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    assert outcome.as_json() | {"readings": []} == {
        "accepted": 52,
        "rejected": 0,
        "duplicates": 0,
        "changed": 0,
        "total": 24_605_520,
        "by_target_group": {
            "kindergarten": {"count": 12, "sum": 7_140_413},
            "school": {"count": 22, "sum": 10_232_728},
            "both": {"count": 18, "sum": 7_232_379},
        },
        "readings": [],
        "problems": [],
    }
    assert [reading["row"] for reading in outcome.readings] == TEXT_ROWS
    assert outcome.readings[1] == {
        "row": 11,
        "column": "Meldt behov 2026 (kr)",
        "text": "kr 737\u00a0500",
        "kroner": 737_500,
    }
    rows = report_rows(nordland)
    assert sum(row.amount for row in rows) == 24_605_520
    assert [row.number for row in rows] == list(range(1, 53))
    assert len({p.organisation_id for row in rows for p in row.partners if p.kind == "university"}) == 11
    assert {row.owner_kind for row in rows if row.number in (4, 8, 11)} == {"private_owner"}


def test_what_is_stored_has_the_hash_of_what_was_read(nordland: Any) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    for row in report_rows(nordland):
        assert fingerprint(snapshot_of(row, REPORT_FIELDS)) == row.content_hash


def test_the_same_file_again_is_52_duplicates(nordland: Any) -> None:
    for _ in range(2):
        outcome = import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    assert (outcome.accepted, outcome.duplicates, outcome.rejected, outcome.total) == (0, 52, 0, 0)
    assert len(outcome.problems) == 52
    assert NeedsReport.objects.count() == 52


@pytest.mark.parametrize("rows", [1, 3])
def test_reports_are_read_in_three_queries(nordland: Any, django_assert_num_queries: Any, rows: int) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    NeedsReport.objects.filter(number__gt=rows).delete()
    with django_assert_num_queries(3):
        assert len(report_rows(nordland)) == rows
