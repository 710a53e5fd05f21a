"""An owner's own list, and what can be done from it: withdraw, discard, begin from an earlier year."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.reports.drafting.selectors.copy_sources import copied_keys, sources_for
from fordel.reports.drafting.selectors.own_list import own_list
from fordel.reports.drafting.services.copy_draft import copy_draft
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.drafting.services.drafts import begin_draft, discard_draft, start_draft, withdraw_report
from fordel.reports.models import DraftParty, NeedsReport, ReportDraft, ReportPartner
from fordel.reports.partners.services.answer_party import decline_party
from fordel.reports.plugs.report_locks import CHANGE_LOCKS
from fordel.reports.selectors.submissions import report_of
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.writing.models import Field
from fordel.writing.services.save_fields import ClosedError
from tests.clients import client_of
from tests.reports.drafting.conftest import write
from tests.reports.partners.conftest import confirm, mails
from tests.support.definitions import checksum_of
from tests.support.groups import group_in
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 2, 2, tzinfo=OSLO)
SetTime = Callable[[datetime], None]


@pytest.fixture
def client(marit: Person) -> Client:
    return client_of(marit)


def states(owner: Organisation) -> dict[str, str]:
    return {row.title: row.state for row in own_list(owner.pk, now()).rows}


def test_nothing_is_to_be_written_or_waited_for_in_a_decided_year(
    client: Client, nordland: Any, january: datetime, marit: Person, hamaroy: Organisation, plugged: Callable[..., None]
) -> None:
    draft = start_draft(nordland, hamaroy, marit)
    write(draft, marit, {"title": "Lesing"})
    assert states(hamaroy) == {"Lesing": "draft"}
    assert "Skriv videre, og send innen" in client.get("/mine/").content.decode()
    plugged(CHANGE_LOCKS, lambda _round: "Tilskuddene for 2026 er vedtatt.")
    page = client.get("/mine/").content.decode()
    assert "Skriv videre" not in page and "gikk ut" not in page
    assert "Tilskuddene for 2026 er vedtatt" in page and "Den ble ikke sendt i tide" in page


def test_an_empty_list_says_what_can_be_done(
    client: Client, nordland: Any, january: datetime, set_time: SetTime
) -> None:
    page = client.get("/mine/").content.decode()
    assert "Ingen behovsmeldinger ennå" in page and "Frist søndag 1.\xa0februar kl. 23.59" in page
    assert 'href="/mine/utkast/ny/"' in page
    set_time(datetime(2025, 11, 20, tzinfo=OSLO))
    early = client.get("/mine/").content.decode()
    assert "Meldingene for 2026 åpner mandag 1.\xa0desember 2025" in early and 'href="/mine/utkast/ny/"' not in early
    set_time(LATE)
    assert "Fristen for 2026 gikk ut 1.\xa0februar kl. 23.59" in client.get("/mine/").content.decode()


def test_every_row_says_what_to_do_next(
    client: Client, party: DraftParty, marit: Person, anne: Person, hamaroy: Organisation, january: datetime
) -> None:
    draft = party.draft
    assert states(hamaroy) == {"Overgang barnehage–skole": "draft"}
    submit_report(draft.pk, marit, january)
    assert states(hamaroy) == {"Overgang barnehage–skole": "waiting"}
    assert "0 av 1 har bekreftet" in client.get("/mine/").content.decode()
    confirm(party, anne)
    assert states(hamaroy) == {"Overgang barnehage–skole": "sent"}
    decline_party(party.pk, anne, "Nei likevel", january)
    assert states(hamaroy) == {"Overgang barnehage–skole": "declined"}
    report = NeedsReport.objects.get()
    for state, shown in (("returned", "Må rettes"), ("accepted", "Klar for forumet"), ("not_eligible", "Les hvorfor")):
        until = LATE + timedelta(days=9) if state == "returned" else None
        NeedsReport.objects.filter(pk=report.pk).update(state=state, reply_by=until)
        page = client.get("/mine/").content.decode()
        assert shown in page or states(hamaroy) == {"Overgang barnehage–skole": state}
    NeedsReport.objects.filter(pk=report.pk).update(state="returned", reply_by=LATE + timedelta(days=9))
    assert "send på nytt innen 10.\xa0februar kl. 23.59" in client.get("/mine/").content.decode()


def test_changes_that_are_not_sent_are_seen(
    client: Client,
    party: DraftParty,
    marit: Person,
    anne: Person,
    hamaroy: Organisation,
    set_time: SetTime,
    january: datetime,
) -> None:
    submit_report(party.draft_id, marit, january)
    confirm(party, anne)
    set_time(january + timedelta(hours=1))
    write(party.draft, marit, {"units": "Bare Oppeid"})
    assert states(hamaroy) == {"Overgang barnehage–skole": "unsent"}
    assert "Endringer er ikke sendt" in client.get("/mine/").content.decode()


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_list_costs_the_same(
    client: Client, nordland: Any, hamaroy: Organisation, marit: Person, january: datetime, count: int
) -> None:
    for index in range(count):
        draft = begin_draft(nordland, hamaroy, None)
        Field.objects.create(document=draft.document, key="title", value=f"Tiltak {index}", changed_at=now())
    client.get("/mine/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/mine/").content.decode()
    assert len(asked) == 11
    assert page.count("Skriv videre, og send innen") == min(count, 50 if count > 60 else count)


def test_the_list_as_files(client: Client, party: DraftParty) -> None:
    rows = json.loads(client.get("/mine/behovsmeldinger.json").content)["rows"]
    assert rows[0]["title"] == "Overgang barnehage–skole" and rows[0]["amount"] == 812_379 and rows[0]["number"] is None
    assert "Overgang barnehage–skole" in client.get("/mine/behovsmeldinger.csv").content.decode("utf-8-sig")
    assert client.get("/mine/behovsmeldinger.xlsx").content.startswith(b"PK")


def test_withdrawing_is_told_counted_out_and_can_be_undone(
    client: Client, party: DraftParty, marit: Person, anne: Person, january: datetime
) -> None:
    submission = submit_report(party.draft_id, marit, january)
    url = f"/mine/melding/{report_of(submission).pk}/trekk/"
    page = client.get(url).content.decode()
    assert "Trekke behovsmeldingen?" in page and "812\u00a0379 kroner blir ikke vurdert" in page
    assert "fram til 1.\xa0februar kl. 23.59" in page
    carry_out(client, url)
    assert not NeedsReport.objects.counted().exists()
    assert mails(to=anne.email)[-1].subject == "«Overgang barnehage–skole» er trukket"
    carry_out(client, url)  # once more changes nothing
    assert NeedsReport.objects.get().state_changes.filter(verb="withdraw").count() == 1
    again = submit_report(party.draft_id, marit, january)
    assert (again.sequence, report_of(again).number, NeedsReport.objects.counted().count()) == (2, 1, 1)


def test_nothing_is_withdrawn_after_the_deadline(
    client: Client, party: DraftParty, marit: Person, january: datetime, set_time: SetTime
) -> None:
    report = report_of(submit_report(party.draft_id, marit, january))
    with pytest.raises(ClosedError):
        withdraw_report(party.draft_id, marit, LATE)
    set_time(LATE)
    page = client.get(f"/mine/melding/{report.pk}/trekk/").content.decode()
    assert "Meldingen kan ikke trekkes" in page and "Trekk meldingen" not in page
    assert carry_out(client, f"/mine/melding/{report.pk}/trekk/").status_code == 409


def test_a_draft_is_discarded_after_a_question(
    client: Client, party: DraftParty, marit: Person, anne: Person, january: datetime
) -> None:
    url = f"/mine/utkast/{party.draft_id}/kast/"
    assert "1 organisasjon som er spurt, får beskjed" in client.get(url).content.decode()
    assert "Utkastet er kastet" in carry_out(client, url, follow=True).content.decode()
    assert mails(to=anne.email)[-1].subject.startswith("Dere er ikke lenger med")
    assert client.get(f"/mine/utkast/{party.draft_id}/").status_code == 404
    assert "Ingen forespørsler ennå" in client_of(anne).get("/mine/bekreft/").content.decode()


def test_what_is_sent_cannot_be_discarded(party: DraftParty, marit: Person, client: Client, january: datetime) -> None:
    report = report_of(submit_report(party.draft_id, marit, january))
    with pytest.raises(UserError, match="kan ikke kastes"):
        discard_draft(party.draft_id, marit)
    assert client.get(f"/mine/utkast/{party.draft_id}/kast/")["Location"] == f"/mine/melding/{report.pk}/trekk/"


@pytest.fixture
def year_2027(nordland: Any) -> Round:
    """Nordland's 2027, with the same form."""
    scheme = SchemeVersion.objects.get(code="collective", year=2026)
    definition = {**scheme.definition, "dates": {"needs_open": "2026-12-01", "needs_deadline": "2027-02-02T00:00:00"}}
    later = SchemeVersion.objects.create(
        code="collective", slug=scheme.slug, year=2027, definition=definition, sha256=checksum_of(definition)
    )
    found: Round = open_round(nordland.office, later, {"kindergarten": 1, "school": 1}, None)
    return found


def test_a_measure_that_goes_on_brings_years_amounts_and_partners(
    party: DraftParty,
    marit: Person,
    anne: Person,
    hamaroy: Organisation,
    year_2027: Round,
    january: datetime,
    set_time: SetTime,
) -> None:
    confirm(party, anne)
    report = report_of(submit_report(party.draft_id, marit, january))
    set_time(datetime(2027, 1, 10, tzinfo=OSLO))
    (source,) = sources_for(hamaroy.pk, year_2027)
    assert (source.years_left, source.amounts, source.is_continuing) == ((2027,), ((2027, 680_000),), True)
    draft = copy_draft(report, year_2027, hamaroy, marit)
    fields = dict(draft.document.fields.values_list("key", "value"))
    new = draft.parties.get()
    assert (new.organisation, new.state, draft.copied_from) == (party.organisation, "not_asked", report)
    assert fields["title"] == "Overgang barnehage–skole" and fields["duration_years"] == "1"
    assert fields["need.2027"] == "680000" and fields[f"budget.2027.p{new.pk}.carrying_out"] == "260000"
    assert "need.2026" not in fields and "employees_took_part" not in fields and "private_kindergartens" not in fields
    assert copied_keys(draft) == set(fields)
    write(draft, marit, {"title": "Nytt navn"})
    assert "title" not in copied_keys(draft)


def test_a_row_of_last_years_spreadsheet_can_be_begun_from(
    nordland: Any, hamaroy: Organisation, marit: Person, uit: Organisation, year_2027: Round, set_time: SetTime
) -> None:
    set_time(datetime(2027, 1, 10, tzinfo=OSLO))
    report = NeedsReport.objects.create(
        round=nordland,
        number=41,
        owner=hamaroy,
        target_group=group_in(nordland, "both"),
        title="Overgang",
        theme="Overganger",
        amount=5,
        duration_years=1,
        employees=42,
        sami_perspective=True,
        employees_took_part=True,
        identity="x",
        content_hash="x",
        updated_at=now(),
    )
    ReportPartner.objects.create(report=report, organisation=uit, amount=2)
    (source,) = sources_for(hamaroy.pk, year_2027)
    assert not source.is_continuing
    draft = copy_draft(report, year_2027, hamaroy, marit)
    fields = dict(draft.document.fields.values_list("key", "value"))
    assert fields == {
        "title": "Overgang",
        "target_group": "both",
        "duration_years": "1",
        "themes": ["overgang"],
        "sami_perspective": "yes",
        "employees": "42",
    }
    assert draft.parties.get().organisation == uit


def test_only_ones_own_earlier_reports_can_be_begun_from(
    party: DraftParty, marit: Person, nordland: Any, uit: Organisation, january: datetime, year_2027: Round
) -> None:
    report = report_of(submit_report(party.draft_id, marit, january))
    with pytest.raises(UserError):
        copy_draft(report, year_2027, uit, marit)
    with pytest.raises(UserError):
        copy_draft(report, nordland, report.owner, marit)
    start_draft(nordland, report.owner, marit)
    assert ReportDraft.objects.count() == 2
