"""The history of a whole year: in words, about something that can be opened, narrowed, and the same as a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils.translation import override

from fordel.demo.former import YEARS as FORMER_YEARS
from fordel.demo.worlds import load_world
from fordel.parties.models import Office, Person
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.shared.audit import record, words_of
from fordel.shared.clock import OSLO, today
from fordel.shared.log_words import SUBJECTS
from fordel.shared.models import AuditEntry
from fordel.web.selectors.history import HistoryFilter, all_rows, history_of, rows_in_words

pytestmark = pytest.mark.django_db
HERE = "/nordland/historikk/"
# a dict or list as it is stored, a date or time as computers write it, a hash, None, a key or state in code
RAW = re.compile(r"[{}\[\]]|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}|[0-9a-f]{16}|\bNone\b|\b[a-z]+_[a-z_]+\b|\b(nb|nn)\b")


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo's year until the letters are sent, made once and taken back after the last test."""
    with django_db_blocker.unblock(), override_settings(FORDEL_DEMO=True), transaction.atomic():
        load_world("decided")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def decided(_world: None, settings: Any) -> Office:
    settings.FORDEL_DEMO = True
    return Office.objects.get(slug="nordland")


def _client(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_whole_year_is_told_in_words(decided: Office, language: str) -> None:
    with override(language):
        rows = list(all_rows(history_of(decided.pk, HistoryFilter())))
        assert len(rows) > 300
        texts = [f"{row.who}|{row.what}|{row.kind}|{row.about.words}|{row.details_text}" for row in rows]
        named = {entry.subject_type for entry in AuditEntry.objects.filter(office_id=decided.pk)}
        assert named <= {subject.kind for subject in SUBJECTS}
    assert [text for text in texts if RAW.search(text)] == []
    assert all(row.what and row.kind and row.about.words for row in rows)
    if language != "en":
        assert [text for text in texts if " no. " in text or "No. " in text] == []


@pytest.mark.parametrize("email", ["case.officer@demo.example", "auditor@demo.example"])
def test_what_it_leads_to_can_be_opened(decided: Office, email: str) -> None:
    client, seen = _client(email), set()
    with override("nb"):
        rows = list(all_rows(history_of(decided.pk, HistoryFilter())))
    for url in sorted({re.sub(r"\d+/$", "", row.about.url): row.about.url for row in rows if row.about.url}.values()):
        assert client.get(url).status_code == 200, url
        seen.add(url)
    assert len(seen) > 8


@pytest.mark.parametrize("email", ["case.officer@demo.example", "auditor@demo.example"])
def test_what_is_in_a_draft_is_its_owners_until_it_is_sent(decided: Office, email: str) -> None:
    """That one was begun is known; whom it asks for what is not."""
    unsent = ReportDraft.objects.filter(report__isnull=True).values_list("pk", flat=True)
    inside = AuditEntry.objects.filter(subject_type="reports.reportdraft", subject_id__in=list(unsent))
    assert inside.exclude(action="reports.draft.started").count() > 3
    client = _client(email)
    for pk in unsent:
        page = client.get(f"{HERE}?om=reports.reportdraft-{pk}").content.decode()
        assert page.count('<th scope="row">') == 1
    with override("nb"):
        said = list(all_rows(history_of(decided.pk, HistoryFilter())))
    assert not [row for row in said if row.what == str(words_of("reports.party.declined"))]


def test_a_deadline_is_told_by_its_last_minute(decided: Office) -> None:
    report = NeedsReport.objects.filter(round__office=decided, round__year=2026).select_related("round")[0]
    round_, instant = report.round, datetime(2026, 2, 11, tzinfo=OSLO)
    record(
        "programme.round.changed",
        actor=None,
        subject=round_,
        office=decided,
        details={"needs_deadline": [None, instant.isoformat()], "report_due": ["2027-01-15", "2027-01-20"]},
    )
    record(
        "reports.extension.granted", actor=None, subject=round_, office=decided, details={"until": instant.isoformat()}
    )
    record("reports.report.assigned", actor=None, subject=report, office=decided, details={"from": None, "to": None})
    with override("nb"):
        assigned, granted, changed = rows_in_words(list(history_of(decided.pk, HistoryFilter())[:3]))
    assert "ikke satt → 10.\xa0februar kl. 23.59" in changed.details_text
    assert "15.\xa0januar 2027 → 20.\xa0januar 2027" in changed.details_text
    assert granted.details_text == "Frist: 10.\xa0februar kl. 23.59"
    assert assigned.details_text == "Til: ingen"


def test_it_is_narrowed_by_person_action_row_and_period(decided: Office) -> None:
    client = _client("case.officer@demo.example")
    report = NeedsReport.objects.get(round__office=decided, round__scheme_slug="kollektiv", round__year=2026, number=41)

    def rows(query: str) -> str:
        return client.get(f"{HERE}?{query}").content.decode().partition("<tbody>")[2]

    assert "Godkjente et forslag" in rows("hvem=godkjenner+nord")
    assert "Importerte" not in rows("hvem=godkjenner+nord")
    approved = rows("hva=decisions.proposal.approved")
    assert approved.count('<th scope="row">') == 1 + len(FORMER_YEARS)
    about = rows(f"om=reports.needsreport-{report.pk}")
    assert report.title in about
    assert (
        about.count('<th scope="row">')
        == AuditEntry.objects.filter(subject_type="reports.needsreport", subject_id=report.pk).count()
    )
    for day in ("2026-03-24", "24.03.2026", "24.+mars+2026"):
        assert "Godkjente et forslag" in rows(f"fra={day}&til={day}")
    assert "Godkjente et forslag" not in rows(f"fra={(today() + timedelta(days=1)).isoformat()}")


def test_the_file_is_what_the_page_shows(decided: Office) -> None:
    client = _client("case.officer@demo.example")
    response = client.get("/nordland/historikk.csv?hva=decisions.letter.written")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    written = AuditEntry.objects.filter(action="decisions.letter.written", office_id=decided.pk)
    assert len(rows) == 1 + written.count() > 104
    assert rows[0][:3] == ["Når", "Hvem", "Hva"]
    with override("nb"):
        assert {row[2] for row in rows[1:]} == {str(words_of("decisions.letter.written"))}
    assert client.get("/nordland/historikk.xlsx").status_code == 200
