"""Files that cost too much or are no spreadsheet of a program's making: one refusal in words, and nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fordel.cli.main import main
from fordel.reports.intake.services import open_table
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.intake.services.start_import import start_import
from fordel.reports.models import ImportState, NeedsReport, SpreadsheetImport
from fordel.reports.tasks import apply_in_background
from fordel.shared.models import StoredFile
from fordel.shared.spreadsheets import Cost, Limits
from fordel.shared.spreadsheets.limited import read_spreadsheet
from tests.reports.intake.hostile_files import HEAVY, TORN, VALUES, ods_of, ods_table, xlsx_table
from tests.reports.intake.workbooks import row, workbook
from tests.support.where import WHERE

REFUSED = {**HEAVY, **{name: ("not_text" if name.endswith(".csv") else "damaged", make) for name, make in TORN.items()}}


def send(client: Any, name: str, content: bytes) -> Any:
    return client.post(reverse("reports:imports", kwargs=WHERE), {"file": SimpleUploadedFile(name, content)})


def kept_files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.FORDEL_FILES).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_words_and_not_kept(
    name: str, nordland: Any, client_as: Any, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, make = REFUSED[name]
    content = make()
    answer = send(client_as("case_officer"), name, content)
    assert answer.status_code == 422
    assert answer.context["form"].refusal.message
    assert answer.context["form"].refusal.fix
    assert answer.context["form"].refusal.__cause__.code == code
    path = tmp_path / name
    path.write_bytes(content)
    capsys.readouterr()  # what the log said of the page
    assert main(["import", str(path), "--office", "nordland", "--year", "2026"]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert captured.err.startswith("fordel: ")
    assert not SpreadsheetImport.objects.exists()
    assert not StoredFile.objects.exists()
    assert not NeedsReport.objects.exists()
    assert kept_files(settings) == []


@pytest.mark.parametrize("field", range(len(VALUES)))
def test_a_nul_in_a_text_is_left_out(field: int, nordland: Any, client_as: Any) -> None:
    values = tuple(f"{text}_x0000_" if n == field else text for n, text in enumerate(VALUES))
    client = client_as("case_officer")
    assert send(client, "nul_title.xlsx", xlsx_table(values=values)).status_code == 302
    made = SpreadsheetImport.objects.get()
    assert client.post(reverse("reports:import-apply", kwargs={**WHERE, "import_id": made.pk})).status_code == 302
    assert NeedsReport.objects.get().title == "Lesing"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xlsx", xlsx_table('<row r="20000"><c r="GR20000" s="0"/></row>')),
        ("ods", ods_of(ods_table('<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
                                 'table:number-columns-repeated="16384"/></table:table-row>'))),
        ("csv", ";".join(("Eier", "Org.nr", "Målgruppe", "Tiltak", "Beløp")).encode() + b"\n"
                + ";".join(VALUES).encode() + b"\n" * 90_000),
    ],
)  # fmt: skip
def test_a_file_at_the_limits_is_accepted(name: str, content: bytes, nordland: Any) -> None:
    assert import_file(nordland, f"a.{name}", content, None).accepted == 1


def test_a_long_table_is_read_whole(nordland: Any) -> None:
    content = workbook([row(n, 1_000, title=f"Tiltak {n}") for n in range(1, 20_000)])
    sheet = read_spreadsheet("a.xlsx", content, cost=Cost(seconds=120)).sheets[0]
    assert (len(sheet.rows), sheet.cell(20_000, 5)) == (20_000, "Tiltak 19999")


# --- a file that was kept, and cannot be read any more ---------------------------------------------------------------


@pytest.fixture
def kept(nordland: Any, client_as: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A file that was received, before the limits were lowered: its client, its row, and the address of a page."""
    client = client_as("case_officer")
    assert send(client, "behov.xlsx", workbook([row(n, 1_000) for n in range(1, 4)])).status_code == 302
    made = SpreadsheetImport.objects.get()

    def read(name: str, content: bytes) -> Any:
        return read_spreadsheet(name, content, Limits(cells=3))

    monkeypatch.setattr(open_table, "read_spreadsheet", read)
    return client, made, lambda page: reverse(f"reports:{page}", kwargs={**WHERE, "import_id": made.pk})


Address = Callable[[str], str]


def test_every_page_of_a_kept_file_answers_in_words(kept: tuple[Any, SpreadsheetImport, Address]) -> None:
    client, made, address = kept
    columns = {f"column-{code}": column for code, column in made.mapping["columns"].items()}
    answers = {
        "apply": client.post(address("import-apply")),
        "check": client.post(address("import-check")),
        "bad rows": client.get(address("import-bad-rows")),
        "sheet": client.post(address("import-columns"), {"sheet": made.result["sheet"]}),
        "columns": client.post(address("import-columns"), {**columns, "column-number": ""}),
    }
    for page, answer in answers.items():
        assert answer.status_code in (409, 422), page
        assert "mer enn 3 celler" in answer.content.decode(), page
    assert client.get(address("import")).status_code == 200
    made.refresh_from_db()
    assert made.state == ImportState.RECEIVED
    assert not NeedsReport.objects.exists()


def test_the_job_gives_a_kept_file_back_with_the_reason(
    kept: tuple[Any, SpreadsheetImport, Address], person_as: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, made, address = kept
    monkeypatch.setattr("fordel.reports.intake.services.start_import.BACKGROUND_ABOVE", 2)
    person = person_as("case_officer")
    assert not start_import(made, person, update=False)
    made.refresh_from_db()
    apply_in_background.func(import_id=made.pk, person_id=person.pk, update=False, attempt=made.attempt)
    made.refresh_from_db()
    assert made.state == ImportState.RECEIVED
    assert "mer enn 3 celler" in made.result["failed"]
    assert "mer enn 3 celler" in client.get(address("import")).content.decode()
    assert not NeedsReport.objects.exists()
