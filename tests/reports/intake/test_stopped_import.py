"""A job whose worker died: the file comes back, nothing is half done, and a late job does nothing. Other sheets."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.reports.intake.services import start_import
from fordel.reports.intake.services.undo_import import STOPPED_AFTER
from fordel.reports.models import ImportState, NeedsReport, SpreadsheetImport
from fordel.reports.tasks import apply_in_background
from tests.reports.intake.workbooks import HEADINGS, row, saved, workbook
from tests.support.where import WHERE


@pytest.fixture
def started(nordland: Any, client_as: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(start_import, "BACKGROUND_ABOVE", 2)
    client = client_as("case_officer")
    content = workbook([row(number, number * 1_000) for number in range(1, 6)])
    client.post(reverse("reports:imports", kwargs=WHERE), {"file": SimpleUploadedFile("behov.xlsx", content)})
    made = SpreadsheetImport.objects.get()
    where = {**WHERE, "import_id": made.pk}
    client.post(reverse("reports:import-apply", kwargs=where))
    return client, made, where


def silence(made: SpreadsheetImport) -> None:
    SpreadsheetImport.objects.filter(pk=made.pk).update(progress_at=Now() - STOPPED_AFTER - timedelta(seconds=1))


def test_a_job_that_is_at_work_is_not_taken_from(started: Any) -> None:
    client, made, where = started
    assert "import-progress" in client.get(reverse("reports:import", kwargs=where)).content.decode()
    assert client.post(reverse("reports:import-check", kwargs=where)).status_code == 409
    made.refresh_from_db()
    assert made.state == ImportState.RUNNING


def test_a_stopped_import_is_started_again_and_imports_once(started: Any) -> None:
    client, made, where = started
    silence(made)
    address = reverse("reports:import", kwargs=where)
    assert "Importen har stoppet" in client.get(address).content.decode()
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    client.post(reverse("reports:import-check", kwargs=where))
    made.refresh_from_db()
    assert (made.state, NeedsReport.objects.count()) == (ImportState.RECEIVED, 0)
    client.post(reverse("reports:import-apply", kwargs=where))
    first, second = (
        job.args for job in ProcrastinateJob.objects.filter(task_name="reports.apply_in_background").order_by("id")
    )
    apply_in_background.func(**first)
    assert NeedsReport.objects.count() == 0, "a job that was taken from does nothing when it wakes up"
    apply_in_background.func(**second)
    apply_in_background.func(**second)
    made.refresh_from_db()
    assert (made.state, NeedsReport.objects.count()) == (ImportState.APPLIED, 5)


def test_another_sheet_is_chosen_on_the_column_page(nordland: Any, client_as: Any) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([row(1, 1_000)])))
    book.active.title = "Vår"
    autumn = book.create_sheet("Høst")
    autumn.append(list(reversed(HEADINGS)))
    autumn.append(list(reversed(row(2, 7_000))))
    client = client_as("case_officer")
    client.post(reverse("reports:imports", kwargs=WHERE), {"file": SimpleUploadedFile("behov.xlsx", saved(book))})
    made = SpreadsheetImport.objects.get()
    where = {**WHERE, "import_id": made.pk}
    page = reverse("reports:import-columns", kwargs=where)
    assert 'value="Høst"' in client.get(page).content.decode()
    assert client.post(page, {"sheet": "Finnes ikke"}).status_code == 409
    client.post(page, {"sheet": "Høst"})
    made.refresh_from_db()
    assert (made.result["sheet"], made.result["other_sheets"], made.result["total"]) == ("Høst", ["Vår"], 7_000)
    client.post(reverse("reports:import-apply", kwargs=where))
    assert [report.amount for report in NeedsReport.objects.all()] == [7_000]
