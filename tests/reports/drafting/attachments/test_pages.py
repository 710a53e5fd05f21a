"""Owners add files to a report and take them away; owner and office get them back as they were, never shown inline."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fordel.parties.models import Person
from fordel.reports.drafting.services.document import NEEDS_REPORT, submit_report
from fordel.reports.models import ReportDraft
from fordel.reports.selectors.submissions import report_of
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from fordel.writing.models import Attachment
from fordel.writing.selectors.attachments import attachment_lines
from fordel.writing.services.attachments import add_attachment
from fordel.writing.services.save_fields import ClosedError
from tests.reports.drafting.attachments import files
from tests.reports.drafting.attachments.scanner import EICAR, scanner
from tests.support.where import HOME

pytestmark = pytest.mark.django_db


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def client(marit: Person) -> Client:
    found = Client()
    found.force_login(marit)
    return found


def add(client: Client, draft: ReportDraft, *uploaded: SimpleUploadedFile) -> dict[str, Any]:
    """Uploads, and gives the error that waits for the page ({} where there is none)."""
    client.post(f"/mine/utkast/{draft.pk}/vedlegg/legg-til/", {"file": list(uploaded)})
    kept: dict[str, Any] = client.session.get("draft_error", {})
    return kept


def test_several_files_are_added_at_once(client: Client, empty_draft: ReportDraft) -> None:
    assert not add(client, empty_draft, file("a.pdf", files.pdf()), file("b.txt", b"hei"))
    assert [line.name for line in attachment_lines(empty_draft.pk)] == ["a.pdf", "b.txt"]
    assert Attachment.objects.filter(scan="not_scanned").count() == 2
    add(client, empty_draft, file("b.txt", b"hei"))
    assert Attachment.objects.count() == 2, "the same file twice is one"


def test_a_bad_file_is_told_and_the_good_ones_are_kept(client: Client, empty_draft: ReportDraft) -> None:
    error = add(client, empty_draft, file("a.pdf", files.pdf()), file("b.pdf", b"ikke pdf"), file("c.exe", b"MZ"))
    assert "«b.pdf» er skadet" in error["message"] and "«c.exe»" in error["message"]
    assert [line.name for line in attachment_lines(empty_draft.pk)] == ["a.pdf"]
    assert "Du har ikke valgt noen fil." in add(client, empty_draft)["message"]


def test_there_is_room_for_as_many_as_the_scheme_says(client: Client, empty_draft: ReportDraft) -> None:
    add(client, empty_draft, *(file(f"{n}.txt", str(n).encode()) for n in range(10)))
    assert "Det er plass til 10 vedlegg" in add(client, empty_draft, file("11.txt", b"x"))["message"]
    assert len(attachment_lines(empty_draft.pk)) == 10


def test_an_infected_file_is_refused_and_logged(
    client: Client,
    empty_draft: ReportDraft,
    settings: Any,
) -> None:
    with scanner() as (_found, settings.FORDEL_CLAMD):
        error = add(client, empty_draft, file("brev.txt", EICAR), file("ok.txt", b"rent"))
    assert "«brev.txt» har virus (Eicar-Signature)" in error["message"]
    (kept,) = Attachment.objects.all()
    assert (kept.file.name, kept.scan) == ("ok.txt", "clean")
    entry = AuditEntry.objects.get(action="reports.attachment.refused")
    assert set(entry.details) == {"sha256", "size"}


@pytest.mark.parametrize("keep", [True, False])
def test_a_scanner_that_is_away(client: Client, empty_draft: ReportDraft, settings: Any, keep: bool) -> None:
    settings.FORDEL_CLAMD, settings.FORDEL_KEEP_UNSCANNED = "127.0.0.1:1", keep
    error = add(client, empty_draft, file("a.txt", b"hei"))
    assert bool(error) != keep
    assert [line.scan_word for line in attachment_lines(empty_draft.pk)] == (
        ["Ikke kontrollert for virus"] if keep else []
    )


def test_a_file_comes_back_as_it_was_and_is_never_shown(
    client: Client,
    ready_draft: ReportDraft,
    marit: Person,
    january: datetime,
    client_as: Any,
) -> None:
    add(client, ready_draft, file("notat ærlig.txt", b"<script>alert(1)</script>"))
    kept = Attachment.objects.get()
    response = client.get(f"/mine/utkast/{ready_draft.pk}/vedlegg/{kept.pk}/")
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff" and response["Content-Type"].startswith("text/plain")
    report = report_of(submit_report(ready_draft.pk, marit, january))
    office = client_as("case_officer").get(f"{HOME}behovsmeldinger/{report.number}/vedlegg/{kept.pk}/")
    assert b"".join(office.streaming_content) == b"<script>alert(1)</script>"


def test_a_file_that_is_taken_out_stays_with_what_was_sent(
    client: Client,
    ready_draft: ReportDraft,
    marit: Person,
    january: datetime,
) -> None:
    add(client, ready_draft, file("a.txt", b"a"), file("b.txt", b"b"))
    first, second = Attachment.objects.order_by("pk")
    submission = submit_report(ready_draft.pk, marit, january)
    assert [each["name"] for each in submission.content["attachments"]] == ["a.txt", "b.txt"]
    url = f"/mine/utkast/{ready_draft.pk}/vedlegg"
    client.post(f"{url}/{first.pk}/ta-ut/")
    assert [line.name for line in attachment_lines(ready_draft.pk)] == ["b.txt"]
    list(client.get(f"{url}/{first.pk}/").streaming_content)  # it was sent
    client.post(f"{url}/{second.pk}/ta-ut/")
    client.post(f"{url}/{second.pk}/ta-ut/")
    assert "allerede tatt bort" in client.session["draft_error"]["message"]
    assert client.get(f"{url}/999999/").status_code == 404


def test_nothing_is_added_or_taken_out_after_the_deadline(
    ready_draft: ReportDraft,
    marit: Person,
    january: datetime,
) -> None:
    late = datetime(2026, 2, 2, tzinfo=OSLO)
    draft = ReportDraft.objects.select_related("document", "round__scheme", "owner", "report").get(pk=ready_draft.pk)
    with pytest.raises(ClosedError):
        add_attachment(NEEDS_REPORT, draft, "a.txt", b"a", marit, late)
    assert add_attachment(NEEDS_REPORT, draft, "a.txt", b"a", marit, late - timedelta(seconds=1))


def test_a_full_disk_is_said(
    ready_draft: ReportDraft,
    marit: Person,
    january: datetime,
    settings: Any,
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("ikke en mappe")
    settings.FORDEL_FILES = str(blocked)
    draft = ReportDraft.objects.select_related("document", "round__scheme", "owner", "report").get(pk=ready_draft.pk)
    with pytest.raises(UserError):
        add_attachment(NEEDS_REPORT, draft, "a.txt", b"a", marit, january)
    assert not Attachment.objects.exists()
