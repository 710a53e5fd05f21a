"""No report comes into a decided year, through whichever door, and whoever tries reads why and whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fordel.cli.main import main
from fordel.decisions.models import Proposal
from fordel.reports.drafting.services.drafts import begin_draft, start_draft
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.intake.services.receive_import import receive_import
from fordel.reports.models import ImportState, NeedsReport, SpreadsheetImport
from fordel.shared.errors import UserError
from tests.reports.intake.workbooks import row, workbook
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]
WHY = "Året er vedtatt"


@pytest.fixture
def before(issued: Proposal) -> int:
    return NeedsReport.objects.count()


@pytest.fixture
def content() -> bytes:
    return workbook([row(1, 100_000, title="Et nytt tiltak")])


def test_the_import_page(client_as: ClientAs, before: int, content: bytes) -> None:
    client, url = client_as("case_officer"), reverse("reports:imports", kwargs=WHERE)
    page = client.get(url).content.decode()
    assert WHY in page
    assert "snakk med den som godkjente vedtaket" in page
    assert 'type="file"' not in page
    answer = client.post(url, {"file": SimpleUploadedFile("ny.xlsx", content)})
    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    assert (NeedsReport.objects.count(), SpreadsheetImport.objects.count()) == (before, 1)


def test_a_file_that_was_received_before_the_decision(
    client_as: ClientAs, approved: Proposal, content: bytes, request: pytest.FixtureRequest, officer: Any
) -> None:
    received, table = receive_import(approved.round, "ny.xlsx", content, officer)
    request.getfixturevalue("issued")
    where = {**WHERE, "import_id": received.pk}
    client, before = client_as("case_officer"), NeedsReport.objects.count()
    client.post(reverse("reports:import-check", kwargs=where))
    page = client.get(reverse("reports:import", kwargs=where)).content.decode()
    assert WHY in page
    assert reverse("reports:import-apply", kwargs=where) not in page
    answer = client.post(reverse("reports:import-apply", kwargs=where))
    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    received.refresh_from_db()
    assert (NeedsReport.objects.count(), received.state) == (before, ImportState.RECEIVED)
    assert table.sheet


@pytest.mark.parametrize("more", [[], ["--update"], ["--dry-run"]])
def test_the_command_line(capsys: Any, tmp_path: Path, before: int, content: bytes, more: list[str]) -> None:
    file = tmp_path / "ny.xlsx"
    file.write_bytes(content)
    assert main(["import", str(file), "--office", "nordland", "--year", "2026", "--language", "nb", *more]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert WHY in told.err
    assert NeedsReport.objects.count() == before


def test_the_service_itself(issued: Proposal, before: int, content: bytes, officer: Any) -> None:
    with pytest.raises(UserError, match=WHY):
        import_file(issued.round, "ny.xlsx", content, officer)
    assert NeedsReport.objects.count() == before


def test_an_owner_begins_no_report_and_sends_no_draft(client_as: ClientAs, issued: Proposal, before: int) -> None:
    owner = NeedsReport.objects.get(number=41).owner
    client = client_as("owner", organisation=owner)
    assert "Ingen melding kan sendes eller endres" in client.get(reverse("own_needs:list")).content.decode()
    page = client.get(reverse("own_needs:draft-new")).content.decode()
    assert "Skriv til statsforvalteren hvis et tiltak mangler der" in page
    answer = client.post(reverse("own_needs:draft-new"), {"round": issued.round_id})
    assert answer.status_code == 409
    draft = begin_draft(issued.round, owner, None)
    sent = client.post(reverse("own_needs:draft-send", args=[draft.pk]))
    assert sent.status_code in (302, 409)
    assert NeedsReport.objects.count() == before


def test_the_office_registers_none_and_gives_no_later_deadline(
    client_as: ClientAs, issued: Proposal, before: int, officer: Any
) -> None:
    client, owner = client_as("case_officer"), NeedsReport.objects.get(number=41).owner
    url = reverse("reports:register", kwargs=WHERE)
    assert WHY in client.get(url).content.decode()
    sent = {"owner": owner.pk, "file": SimpleUploadedFile("brev.pdf", b"%PDF-1.7")}
    assert client.post(url, sent).status_code in (409, 422)
    draft = start_draft(issued.round, owner, officer, by_office=True)
    answer = client.post(reverse("own_needs:draft-send", args=[draft.pk]))
    assert answer.status_code in (302, 403, 409)
    assert NeedsReport.objects.count() == before
