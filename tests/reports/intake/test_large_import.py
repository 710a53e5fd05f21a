"""A large file is imported by the job worker, whole or not at all; every query counted, none per row."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.reports.intake.services import start_import
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import ImportState, NeedsReport, SpreadsheetImport
from fordel.reports.tasks import apply_in_background
from tests.reports.intake.workbooks import NARVIK, row, workbook
from tests.support.where import WHERE


def uploaded(client: Any, content: bytes) -> SpreadsheetImport:
    client.post(reverse("reports:imports", kwargs=WHERE), {"file": SimpleUploadedFile("behov.xlsx", content)})
    return SpreadsheetImport.objects.latest("pk")


@pytest.fixture
def started(nordland: Any, client_as: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A file that has been handed over to the job worker, with the client and the address of its page."""
    monkeypatch.setattr(start_import, "BACKGROUND_ABOVE", 2)
    client = client_as("case_officer")
    made = uploaded(client, workbook([row(number, number * 1_000) for number in range(1, 6)]))
    where = {**WHERE, "import_id": made.pk}
    client.post(reverse("reports:import-apply", kwargs=where))
    client.post(reverse("reports:import-apply", kwargs=where))
    return client, made, reverse("reports:import", kwargs=where)


def test_the_job_is_handed_over_once_and_the_page_shows_progress(started: Any) -> None:
    client, made, address = started
    made.refresh_from_db()
    assert made.state == ImportState.RUNNING
    job = ProcrastinateJob.objects.get(task_name="reports.apply_in_background")
    assert job.args["import_id"] == made.pk
    assert "hx-trigger" in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="import-progress"')
    apply_in_background.func(**job.args)
    made.refresh_from_db()
    assert made.state == ImportState.APPLIED
    assert NeedsReport.objects.count() == 5
    assert "15\u00a0000" in client.get(address).content.decode()
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    apply_in_background.func(**job.args)
    assert NeedsReport.objects.count() == 5


def test_a_job_that_fails_leaves_nothing_and_says_so(started: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, made, address = started

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr("fordel.reports.intake.services.apply_import.write_changes", fail)
    with pytest.raises(OSError, match="disk"):
        apply_in_background.func(**ProcrastinateJob.objects.get(task_name="reports.apply_in_background").args)
    made.refresh_from_db()
    assert made.state == ImportState.RECEIVED
    assert not NeedsReport.objects.exists()
    assert "Importen ble ikke gjennomført" in client.get(address).content.decode()


def count_queries(round_: Any, rows: int, first: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    content = workbook([row(first + n, 1_000 + n, owner=NARVIK) for n in range(rows)])
    with CaptureQueriesContext(connection) as counted:
        assert import_file(round_, "behov.xlsx", content, None).accepted == rows
    return len(counted)


def test_an_import_costs_the_same_queries_for_one_row_and_two_hundred(nordland: Any) -> None:
    count_queries(nordland, 1, 5_000)  # the worker has read the round's target groups, which it keeps
    assert count_queries(nordland, 1, 1) == count_queries(nordland, 200, 1_000)
