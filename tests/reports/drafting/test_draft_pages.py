"""What the pages of a draft ask the database, whatever is in it; and what they answer to the unexpected."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.parties.models import Organisation, Person
from fordel.reports.models import DraftParty, ReportDraft
from fordel.shared import clock
from fordel.writing.models import Conflict, Field, Submission
from tests.reports.drafting.conftest import fill, write
from tests.support.groups import group_in

pytestmark = pytest.mark.django_db
QUERIES: Final = {"": 12, "del/partners/": 15, "del/goal/": 12, "del/attachments/": 13, "kontroller/": 12}
SAVE_QUERIES: Final = 17


@pytest.fixture
def client(marit: Person) -> Client:
    made = Client()
    made.force_login(marit)
    return made


def url(draft: ReportDraft, path: str = "") -> str:
    return f"/mine/utkast/{draft.pk}/{path}"


def counted(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def post(client: Client, draft: ReportDraft, fields: list[dict[str, Any]], **more: Any) -> Any:
    body = json.dumps({"fields": fields, "part": "goal", "field": "goal", **more})
    return client.post(
        url(draft, "lagre/"), body, content_type="application/json", headers={"accept": "application/json"}
    )


@pytest.mark.parametrize("path", sorted(QUERIES))
def test_pages_ask_the_same_with_one_party_and_with_many(
    client: Client, empty_draft: ReportDraft, marit: Person, uit: Organisation, path: str
) -> None:
    assert counted(client, url(empty_draft, path)) <= QUERIES[path]
    fill(empty_draft, marit, uit)
    assert counted(client, url(empty_draft, path)) == QUERIES[path]
    for number, organisation in enumerate(Organisation.objects.filter(kind="university").exclude(pk=uit.pk)[:20]):
        DraftParty.objects.create(
            draft=empty_draft,
            organisation=organisation,
            role="partner",
            state="asked",
            asked_at=clock.now(),
            position=number,
        )
    assert counted(client, url(empty_draft, path)) == QUERIES[path]


def test_a_save_asks_the_same_for_one_field_and_for_twenty(client: Client, empty_draft: ReportDraft) -> None:
    versions: dict[str, int] = {}

    def ask(count: int, text: str) -> int:
        keys = ["goal", "activities", "units", *(f"budget.2026.owner.{kind}" for kind in ("planning", "evaluation"))]
        fields = [{"key": key, "value": text, "base": versions.get(key, 0)} for key in keys[:count]]
        with CaptureQueriesContext(connection) as captured:
            answer = post(client, empty_draft, fields)
        assert answer.status_code == 200 and len(answer.json()["versions"]) == count
        versions.update(answer.json()["versions"])
        return len(captured)

    ask(5, "1")
    assert ask(1, "2") == SAVE_QUERIES
    assert ask(5, "3") == SAVE_QUERIES


def test_a_save_answers_what_is_stored(client: Client, empty_draft: ReportDraft) -> None:
    answer = post(client, empty_draft, [{"key": "goal", "value": "Et mål\r\ntil", "base": 0}]).json()
    assert answer["versions"] == {"goal": 1} and answer["time"] == "14.32" and answer["conflicts"] == []
    assert Field.objects.get().value == "Et mål\ntil"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"fields": 3}',
        b'{"fields": [{"key": "goal"}]}',
        b'{"fields": [{"key": "goal", "value": {"a": 1}, "base": 0}]}',
        b'{"fields": [{"key": "passord", "value": "x", "base": 0}]}',
        b'{"fields": [{"key": "goal", "value": "x", "base": "null"}]}',
        b"\xff\xfe",
    ],
)
def test_what_was_not_agreed_is_refused_in_words_and_nothing_is_stored(
    client: Client, empty_draft: ReportDraft, body: bytes
) -> None:
    answer = client.post(url(empty_draft, "lagre/"), body, content_type="application/json")
    assert answer.status_code == 409 and answer.json()["error"]
    assert not Field.objects.exists()


def test_a_save_after_the_deadline_says_so_and_one_without_a_session_as_well(
    client: Client, empty_draft: ReportDraft, set_time: Callable[[datetime], None]
) -> None:
    field = {"key": "goal", "value": "x", "base": 0}
    answer = Client().post(
        url(empty_draft, "lagre/"),
        json.dumps({"fields": [field]}),
        content_type="application/json",
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, set(answer.json())) == (401, {"refused"})
    set_time(datetime(2026, 2, 2, tzinfo=clock.OSLO))
    answer = post(client, empty_draft, [field])
    assert answer.status_code == 409 and "1.\xa0februar kl. 23.59" in answer.json()["closed"]


def test_pasted_markup_is_shown_as_it_was_typed(client: Client, empty_draft: ReportDraft, marit: Person) -> None:
    write(empty_draft, marit, {"goal": "<script>alert(1)</script> & <b>fet</b>"})
    page = client.get(url(empty_draft, "del/goal/")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;fet&lt;/b&gt;" in page
    assert "<script>alert(1)" not in client.get(url(empty_draft)).content.decode()


def test_after_the_deadline_it_can_be_read_and_nothing_else(
    client: Client, ready_draft: ReportDraft, set_time: Callable[[datetime], None]
) -> None:
    set_time(datetime(2026, 2, 2, 8, tzinfo=clock.OSLO))
    page = client.get(url(ready_draft)).content.decode()
    assert "Fristen gikk ut 1.\xa0februar kl. 23.59" in page and "Vi ser at overgangen er ulik" in page
    assert "Skriv videre" not in page and "Kontroller og send" not in page
    for path in ("del/goal/", "kontroller/"):
        assert client.get(url(ready_draft, path)).status_code == 302
    before = Field.objects.get(document=ready_draft.pk, key="goal").value
    client.post(url(ready_draft, "del/goal/"), {"goal": "for sent", "v.goal": "1"})
    client.post(url(ready_draft, "send/"))
    assert Field.objects.get(document=ready_draft.pk, key="goal").value == before
    assert not Submission.objects.exists()


def test_a_form_that_is_out_of_date_keeps_both_texts(
    client: Client, empty_draft: ReportDraft, hamaroy: Organisation, person_as: Callable[..., Person]
) -> None:
    lars = person_as("owner", organisation=hamaroy)
    write(empty_draft, lars, {"goal": "Lars"})
    answer = client.post(url(empty_draft, "del/goal/"), {"goal": "Marit", "v.goal": "0"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "Marit" in page and "Lars" in page
    answer = client.post(url(empty_draft, "del/goal/"), {"goal": "Lars", "v.goal": "1", "keep.goal": "mine"})
    assert answer.status_code == 302
    assert Field.objects.get(document=empty_draft.pk, key="goal").value == "Marit"
    assert Conflict.objects.get().resolved_at is not None


def test_presence_passes_and_changes_of_others_arrive_once(
    client: Client,
    empty_draft: ReportDraft,
    hamaroy: Organisation,
    person_as: Callable[..., Person],
    set_time: Callable[[datetime], None],
    january: datetime,
) -> None:
    lars = person_as("owner", organisation=hamaroy)
    other = Client()
    other.force_login(lars)
    other.post(url(empty_draft, "her/"), {"part": "goal", "field": "goal"})
    write(empty_draft, lars, {"goal": "Fra Lars"})
    here = client.post(url(empty_draft, "her/?since=0"), {"part": "need"}).json()
    assert here["people"] == [{"name": lars.name, "part": "goal", "field": "goal"}]
    assert here["changes"] == [{"key": "goal", "value": "Fra Lars", "version": 1, "revision": 1}]
    assert client.post(url(empty_draft, "her/?since=1"), {"part": "need"}).json()["changes"] == []
    set_time(january + timedelta(minutes=2))
    assert client.post(url(empty_draft, "her/?since=1"), {"part": "need"}).json()["people"] == []


def test_the_page_tells_the_script_which_revision_it_shows(
    client: Client, empty_draft: ReportDraft, marit: Person
) -> None:
    for number in range(1, 4):
        write(empty_draft, marit, {"goal": f"Mål {number}"})
        assert f'data-since="{number}"' in client.get(url(empty_draft, "del/goal/")).content.decode()


def test_the_owner_sees_what_was_sent_and_what_was_not(client: Client, ready_draft: ReportDraft, marit: Person) -> None:
    answer = client.post(url(ready_draft, "send/"), follow=True)
    assert "Vi mottok behovsmelding 1" in answer.content.decode()
    write(ready_draft, marit, {"goal": "Et bedre mål"})
    page = client.get(url(ready_draft)).content.decode()
    assert "Dere har endringer som ikke er sendt" in page
    client.post(url(ready_draft, "send/"))
    assert Submission.objects.count() == 2
    assert "Dere har endringer som ikke er sendt" not in client.get(url(ready_draft)).content.decode()


def test_sending_what_is_not_ready_leads_to_what_is_missing(client: Client, empty_draft: ReportDraft) -> None:
    answer = client.post(url(empty_draft, "send/"), follow=True)
    page = answer.content.decode()
    assert "<title>Feil: Kontroller svarene" in page and "Rett dette før dere kan sende" in page
    assert "Skriv et svar: «Hva er målet?»" in page


def test_a_new_report_begins_from_an_earlier_one_and_says_so(
    client: Client, nordland: Any, january: datetime, hamaroy: Organisation, marit: Person, uit: Organisation
) -> None:
    from fordel.programme.models import Round
    from fordel.reports.models import NeedsReport, ReportPartner

    former = Round.objects.get(office=nordland.office, year=2025)
    report = NeedsReport.objects.create(
        round=former,
        number=7,
        owner=hamaroy,
        target_group=group_in(former, "school"),
        title="Lesing i alle fag",
        amount=300_000,
        duration_years=2,
        identity="a",
        content_hash="b",
        updated_at=january,
    )
    ReportPartner.objects.create(report=report, organisation=uit, amount=100_000)
    page = client.get("/mine/utkast/ny/").content.decode()
    assert "Lesing i alle fag" in page and "2025, melding 7, 300\xa0000 kroner" in page and "fortsetter i 2026" in page
    client.post("/mine/utkast/ny/", {"round": str(nordland.pk), "copy": str(report.pk)})
    draft = ReportDraft.objects.get()
    page = client.get(url(draft, "del/about/")).content.decode()
    assert 'value="Lesing i alle fag"' in page and "Hentet fra meldingen for 2025" in page
    assert draft.parties.get().organisation == uit and draft.parties.get().state == "not_asked"
    other = client.post("/mine/utkast/ny/", {"round": str(nordland.pk), "copy": "999999"})
    assert other.status_code == 409 and "Vi finner ikke den meldingen" in other.content.decode()


def test_after_a_refusal_only_partners_and_budget_are_open(
    client: Client, ready_draft: ReportDraft, set_time: Callable[[datetime], None], uit: Organisation, person_as: Any
) -> None:
    from fordel.reports.partners.services.answer_party import decline_party

    client.post(url(ready_draft, "send/"))
    set_time(datetime(2026, 2, 5, 9, tzinfo=clock.OSLO))
    party = ready_draft.parties.get()
    decline_party(party.pk, person_as("partner", organisation=uit), "Vi har ikke folk nok.", clock.now())
    page = client.get(url(ready_draft)).content.decode()
    assert "En partner har avslått" in page and "kontroller/" not in page
    assert client.get(url(ready_draft, "del/partners/")).status_code == 200
    assert client.get(url(ready_draft, "del/goal/")).status_code == 302
