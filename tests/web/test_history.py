"""The history of an office: who reads it, what may be written, and input that cannot be read."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.shared.audit import VERBS, Event, record, record_many
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
HERE = "/nordland/historikk/"


def test_every_verb_of_every_module_has_words_in_the_history(nordland: Any, client_as: Callable[..., Any]) -> None:
    every = {verb: words for verbs in VERBS for verb, words in verbs.items()}
    record_many([Event(verb, nordland, {}) for verb in every], actor=None, office=nordland.office)
    auditor, text = client_as("auditor", office="nordland"), ""
    for page in Paginator(range(len(every) + 10), 50).page_range:
        text += html.unescape(auditor.get(f"{HERE}?side={page}").content.decode())
    with override("nb"):
        assert [verb for verb, words in every.items() if str(words) not in text] == []


def test_a_detail_that_no_module_has_words_for_cannot_be_written(nordland: Any) -> None:
    with pytest.raises(ValueError, match="new_detail"):
        record(
            "programme.round.opened", actor=None, subject=nordland, office=nordland.office, details={"new_detail": 1}
        )


def test_the_words_of_details_are_about_verbs_that_exist_and_rows_that_have_names() -> None:
    verbs = {verb for verbs in VERBS for verb in verbs}
    nouns = {verb.rpartition(".")[0] for verb in verbs}
    kinds = {subject.kind for subject in SUBJECTS}
    assert [key for details in DETAILS for key in details if key not in verbs | nouns] == []
    assert {each.of for details in DETAILS for noun in details.values() for each in noun.values() if each.of} <= kinds


def test_who_reads_the_history(nordland: Any, client_as: Callable[..., Any]) -> None:
    allowed = [client_as("case_officer"), client_as("auditor")]
    refused = [client_as("case_officer", office="trondelag"), client_as("forum_member"), client_as("national_reader")]
    for address in (HERE, "/nordland/historikk.csv"):
        assert {client.get(address).status_code for client in allowed} == {200}
        assert {client.get(address).status_code for client in refused} == {403}
    assert all("/nordland/historikk/" in client.get("/", follow=True).content.decode() for client in allowed[:1])


@pytest.mark.parametrize(
    "query", ["fra=i+g%C3%A5r", "til=2026-02-30", "fra=0001-01-01", "fra=2026-03-02&til=2026-03-01"]
)
def test_a_date_that_cannot_be_read_is_told_and_nothing_typed_is_lost(
    nordland: Any, client_as: Callable[..., Any], query: str
) -> None:
    response = client_as("case_officer").get(f"{HERE}?hvem=Kari&{query}")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Kari"' in page and 'aria-invalid="true"' in page


@pytest.mark.parametrize(
    "query",
    ["om=reports.needsreport-x", "om=x-1", "hva=x", "om=parties.person-99999999999999999999", "hva=%00x"],
)
def test_what_names_nothing_is_told(nordland: Any, client_as: Callable[..., Any], query: str) -> None:
    client = client_as("case_officer")
    assert client.get(f"{HERE}?{query}").status_code == 422
    assert client.get(f"/nordland/historikk.csv?{query}").status_code == 422


@pytest.mark.parametrize("query", ["side=x", "side=-1", "hvem=%00", "hvem=a%00b", "om=%00", "x=y"])
def test_what_asks_for_nothing_is_no_fault(nordland: Any, client_as: Callable[..., Any], query: str) -> None:
    assert client_as("case_officer").get(f"{HERE}?{query}").status_code == 200


def test_a_file_that_would_be_too_long_is_not_made(
    nordland: Any, client_as: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from fordel.web.views import history

    monkeypatch.setattr(history, "MOST_IN_FILE", 1)
    response = client_as("case_officer").get("/nordland/historikk.csv")
    assert response.status_code == 422
    assert "kortere periode" in response.content.decode()


def test_it_asks_the_database_as_often_for_one_entry_as_for_a_thousand(
    imported: Any, client_as: Callable[..., Any]
) -> None:
    client = client_as("case_officer")
    client.cookies[settings.FORDEL_LANGUAGE_COOKIE] = "nb"
    reports = list(NeedsReport.objects.filter(round=imported))

    def queries() -> int:
        client.get(f"{HERE}?hva=reports.report.imported")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{HERE}?hva=reports.report.imported").status_code == 200
        return len(captured)

    before = queries()
    details = {"amount": 1, "import": AuditEntry.objects.get(action="reports.import.applied").subject_id}
    events = [Event("reports.report.imported", report, details) for report in reports * 20]
    record_many(events, actor=Person.objects.first(), office=imported.office_id)
    assert queries() == before
    assert reverse("history", kwargs={"office": "nordland"}) == HERE
