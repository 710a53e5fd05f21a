"""Before the deadline: drafts in progress, reminders, later deadlines, and reports that came on paper."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Organisation, Person
from fordel.reports.casework.selectors.reminders import recipients_of
from fordel.reports.casework.services.extensions import grant_extension
from fordel.reports.casework.services.send_reminders import remind_now, send_due_reminders
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import (
    DeadlineExtension,
    DeadlineReminder,
    ExtensionRequest,
    NeedsReport,
    ReportDraft,
    ReportOrigin,
)
from fordel.reports.partners.services.answer_party import decline_party
from fordel.reports.selectors.draft_facts import round_window
from fordel.reports.selectors.submissions import report_of
from fordel.reports.tasks import remind_of_deadlines
from fordel.shared.clock import OSLO
from fordel.shared.models import AuditEntry, OutboxMail
from fordel.writing.models import Document
from tests.reports.casework.conftest import WHERE
from tests.reports.drafting.conftest import fill, organisation_of
from tests.support.groups import group_in
from tests.support.html import html_of

pytestmark = pytest.mark.django_db
REGISTER = reverse("reports:register", kwargs=WHERE)
EXTENSIONS = reverse("reports:extensions", kwargs=WHERE)
GRANT = reverse("reports:grant-extension", kwargs=WHERE)
REMINDERS = reverse("reports:reminders", kwargs=WHERE)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def at(day: date, hour: int = 7) -> datetime:
    return datetime.combine(day, time(hour), OSLO)


LAST_DAY = date(2026, 2, 1)


def mails(person: Person) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(recipient=person.email).order_by("pk"))


# --- registering on behalf


def test_a_report_on_paper_becomes_one_like_the_others(
    nordland: Any,
    client: Client,
    officer: Person,
    marit: Person,
    hamaroy: Organisation,
    uit: Organisation,
    january: datetime,
) -> None:
    found = client.get(f"{REGISTER}?q=hamar").content.decode()
    assert "Hamarøy kommune" in found
    number = hamaroy.organisation_number or ""
    assert client.get(f"{REGISTER}?q={number[:3]} {number[3:]}").context["hits"][0].id == hamaroy.pk
    started = client.post(
        REGISTER, {"q": "hamar", "owner": str(hamaroy.pk), "file": SimpleUploadedFile("brev.pdf", PDF, "text/html")}
    )
    draft = ReportDraft.objects.get()
    assert started.url == reverse("own_needs:draft-part", kwargs={"draft_id": draft.pk, "part": "about"})
    assert draft.by_office
    assert draft.original is not None
    assert (draft.original.name, draft.original.content_type, draft.original.read()) == (
        "brev.pdf",
        "application/pdf",
        PDF,
    )
    assert client.get(started.url).status_code == 200, "the office fills in the owner's own pages"
    fill(draft, officer, uit)
    report = report_of(submit_report(draft.pk, officer, january))
    assert report.origin == ReportOrigin.OFFICE
    (mail,) = mails(marit)
    assert mail.subject.startswith("Kontroller det vi har registrert")
    page = client.get(reverse("reports:report", kwargs={**WHERE, "number": report.number})).content.decode()
    assert "Embetet registrerte den på vegne av eieren." in page
    original = client.get(reverse("reports:report-original", kwargs={**WHERE, "number": report.number}))
    assert b"".join(original.streaming_content) == PDF


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("", b"", "Du har ikke valgt noen fil."),
        ("brev.pdf", b"MZ not a letter", ""),
        ("brev.exe", b"MZ", ""),
    ],
)
def test_a_file_that_is_none_is_refused_at_the_field(
    nordland: Any, client: Client, hamaroy: Organisation, name: str, content: bytes, says: str
) -> None:
    typed: dict[str, Any] = {"q": "hamar", "owner": str(hamaroy.pk)}
    if name:
        typed["file"] = SimpleUploadedFile(name, content)
    refused = client.post(REGISTER, typed)
    text = html_of(refused)
    assert refused.status_code == 422
    assert 'id="file-error"' in text
    assert says in text
    assert re.search(f'value="{hamaroy.pk}"[^>]* checked', text), "the owner stays chosen"
    assert not ReportDraft.objects.exists()


def test_an_owner_elsewhere_or_of_another_kind_cannot_be_chosen(
    nordland: Any, client: Client, uit: Organisation
) -> None:
    elsewhere = organisation_of("5001")
    for owner in (elsewhere, uit):
        refused = client.post(
            REGISTER, {"q": owner.name, "owner": str(owner.pk), "file": SimpleUploadedFile("brev.pdf", PDF)}
        )
        assert refused.status_code == 422
        assert "Velg eieren." in refused.content.decode()
    assert "Ingen eier passer med" in client.get(f"{REGISTER}?q=trondheim").content.decode()


# --- later deadlines


def test_an_owner_asks_and_gets_a_later_deadline(
    nordland: Any, client: Client, officer: Person, marit: Person, hamaroy: Organisation, set_time: Any
) -> None:
    late = at(date(2026, 2, 3))
    set_time(at(date(2026, 1, 30)))
    owners = Client()
    owners.force_login(marit)
    ask = reverse("own_needs:ask-extension", kwargs={"round_id": nordland.pk})
    assert owners.post(ask, {"reason": ""}).status_code == 422
    owners.post(ask, {"reason": "Rektor er syk. Vi trenger tre dager."})
    again = owners.post(ask, {"reason": "Vi purrer"})
    assert again.status_code == 409
    assert [m.subject for m in mails(officer)] == ["Hamarøy kommune ber om utsatt frist"]
    asked = ExtensionRequest.objects.get()
    text = client.get(EXTENSIONS).content.decode()
    assert "Rektor er syk." in text
    assert "Svar 1 eier som ber om utsatt frist" in client.get(reverse("start", kwargs=WHERE)).content.decode()
    wrong = client.post(GRANT, {"owner": hamaroy.pk, "asked": asked.pk, "until": "2026-02-01", "reason": "Sykdom"})
    assert wrong.status_code == 422
    assert f'id="request-{asked.pk}-until-error"' in wrong.content.decode()
    assert "Sykdom</textarea>" in wrong.content.decode(), "what was typed stays"
    assert not round_window(nordland, hamaroy.pk, late).is_open
    client.post(GRANT, {"owner": hamaroy.pk, "asked": asked.pk, "until": "2026-02-04", "reason": "Sykdom"})
    extension = DeadlineExtension.objects.get()
    assert extension.until == datetime(2026, 2, 5, tzinfo=OSLO)
    assert round_window(nordland, hamaroy.pk, late).is_open
    assert not round_window(nordland, organisation_of("1804").pk, late).is_open, "the others have the old one"
    asked.refresh_from_db()
    assert asked.is_granted
    assert "4.\xa0februar kl. 23.59" in mails(marit)[-1].body
    own = reverse("reports:extension", kwargs={**WHERE, "extension_id": extension.pk})
    client.post(own, {"until": "2026-02-10", "reason": "Fortsatt syk"})
    extension.refresh_from_db()
    assert extension.until == datetime(2026, 2, 11, tzinfo=OSLO)
    file = client.get(reverse("reports:extensions-file", kwargs={**WHERE, "kind": "json"}))
    assert json.loads(file.content)["rows"] == [
        {"owner": "Hamarøy kommune", "last_day": "2026-02-10", "reason": "Fortsatt syk", "granted_by": officer.name}
    ]
    client.post(own, {"withdraw": "yes"})
    assert not round_window(nordland, hamaroy.pk, late).is_open
    actions = AuditEntry.objects.filter(action__startswith="reports.extension").order_by("pk")
    assert [entry.action.rsplit(".", 1)[1] for entry in actions] == ["asked", "granted", "changed", "withdrawn"]
    assert "syk" not in str([entry.details for entry in actions])


def test_an_owner_hears_why_not(nordland: Any, client: Client, marit: Person, set_time: Any) -> None:
    set_time(at(date(2026, 1, 30)))
    owners = Client()
    owners.force_login(marit)
    ask = reverse("own_needs:ask-extension", kwargs={"round_id": nordland.pk})
    owners.post(ask, {"reason": "Ferie"})
    asked = ExtensionRequest.objects.get()
    no = reverse("reports:refuse-extension", kwargs={**WHERE, "asked_id": asked.pk})
    assert client.post(no, {"answer": ""}).status_code == 422
    client.post(no, {"answer": "Ferie er ingen grunn."})
    assert client.post(no, {"answer": "To ganger"}).status_code == 409
    assert "Ferie er ingen grunn." in mails(marit)[-1].body
    assert "Ferie er ingen grunn." in owners.get(ask).content.decode()
    assert not DeadlineExtension.objects.exists()
    owners.post(ask, {"reason": "Ny grunn"})
    assert ExtensionRequest.objects.count() == 2, "one may ask again"


def test_the_officer_gives_one_unasked(nordland: Any, client: Client, hamaroy: Organisation, january: datetime) -> None:
    assert "Hamarøy kommune" in client.get(f"{EXTENSIONS}?q=hamar").content.decode()
    missing = client.post(GRANT, {"q": "hamar", "owner": hamaroy.pk, "until": "", "reason": "Storm"})
    assert 'id="new-until-error"' in missing.content.decode()
    assert client.post(GRANT, {"owner": "0", "until": "2026-03-01", "reason": "Storm"}).status_code == 422
    client.post(GRANT, {"q": "hamar", "owner": hamaroy.pk, "until": "2026-03-01", "reason": "Storm"})
    assert DeadlineExtension.objects.get().owner == hamaroy


# --- reminders


@pytest.fixture
def draft(nordland: Any, hamaroy: Organisation, marit: Person, january: datetime) -> ReportDraft:
    begun = start_draft(nordland, hamaroy, marit)
    Document.objects.filter(pk=begun.pk).update(created_at=at(LAST_DAY - timedelta(days=30)))
    return begun


def last_years(nordland: Any, owner: Organisation) -> None:
    """The owner had a report that stood the year before."""
    from fordel.programme.models import Round

    former = Round.objects.get(office=nordland.office, year=2025)
    NeedsReport.objects.create(
        round=former,
        number=owner.pk,
        owner=owner,
        target_group=group_in(former, "school"),
        title="I fjor",
        amount=100,
        identity=str(owner.pk),
        content_hash="x",
        updated_at=at(LAST_DAY),
    )


def run_on(set_time: Any, day: date, hour: int = 7) -> None:
    """The periodic task as the worker runs it at the hour."""
    set_time(at(day, hour))
    remind_of_deadlines(int(at(day, hour).timestamp()))


def test_owners_are_reminded_once_on_each_of_the_days(
    nordland: Any, draft: ReportDraft, marit: Person, set_time: Any, person_as: Any
) -> None:
    narvik = Organisation.objects.get(organisation_number="959469059")
    last_years(nordland, narvik)
    nils = person_as("owner", organisation=narvik)
    for days in (20, 15):
        run_on(set_time, LAST_DAY - timedelta(days=days))
    assert not DeadlineReminder.objects.exists()
    run_on(set_time, LAST_DAY - timedelta(days=14), hour=6)
    assert not DeadlineReminder.objects.exists(), "not before seven"
    run_on(set_time, LAST_DAY - timedelta(days=14))
    run_on(set_time, LAST_DAY - timedelta(days=14))
    assert [m.subject for m in mails(marit)] == ["Fristen for behovsmeldinger er 1.\xa0februar kl. 23.59"]
    assert "har begynt på en behovsmelding for 2026 som ikke er sendt ennå" in mails(marit)[0].body
    assert "meldte behov i fjor" in mails(nils)[0].body
    for days in (13, 12, 4, 3, 2, 1, 0, -1):
        run_on(set_time, LAST_DAY - timedelta(days=days))
    assert len(mails(marit)) == len(mails(nils)) == 2
    assert sorted(DeadlineReminder.objects.values_list("days_before", flat=True)) == [3, 3, 14, 14]


@pytest.mark.parametrize("lost", range(1, 8))
def test_lost_days_are_caught_up_once(
    nordland: Any, draft: ReportDraft, marit: Person, set_time: Any, lost: int
) -> None:
    for days in (14 - lost, 14 - lost, 13 - lost):
        run_on(set_time, LAST_DAY - timedelta(days=days))
        run_on(set_time, LAST_DAY - timedelta(days=days), hour=20)
    assert len(mails(marit)) == 1


def test_seven_o_clock_lost_is_caught_up_the_same_day(
    nordland: Any, draft: ReportDraft, marit: Person, set_time: Any
) -> None:
    run_on(set_time, LAST_DAY - timedelta(days=14), hour=13)
    assert len(mails(marit)) == 1


def test_of_several_lost_reminders_the_last_goes(
    nordland: Any, draft: ReportDraft, marit: Person, set_time: Any
) -> None:
    for days in (2, 1, 0):
        run_on(set_time, LAST_DAY - timedelta(days=days))
    assert list(DeadlineReminder.objects.values_list("days_before", flat=True)) == [3]
    assert len(mails(marit)) == 1


def test_a_reminder_is_not_made_up_for_after_more_than_a_week_or_the_deadline(
    nordland: Any, draft: ReportDraft, set_time: Any
) -> None:
    for days in (6, 5, 4, -1):
        run_on(set_time, LAST_DAY - timedelta(days=days))
    assert not DeadlineReminder.objects.exists()


def test_nobody_is_reminded_of_what_they_have_just_begun(
    nordland: Any, draft: ReportDraft, marit: Person, set_time: Any
) -> None:
    due = LAST_DAY - timedelta(days=14)
    Document.objects.filter(pk=draft.pk).update(created_at=at(due, 7) + timedelta(minutes=1))
    for day in (due, due + timedelta(days=1)):
        run_on(set_time, day, hour=10)
    assert not mails(marit)
    run_on(set_time, LAST_DAY - timedelta(days=3))
    assert len(mails(marit)) == 1


def test_a_reminder_sent_by_hand_takes_the_place_of_a_lost_one(
    nordland: Any, draft: ReportDraft, marit: Person, officer: Person, set_time: Any
) -> None:
    set_time(at(LAST_DAY - timedelta(days=2)))
    remind_now(nordland, officer)
    run_on(set_time, LAST_DAY - timedelta(days=2))
    assert len(mails(marit)) == 1


def test_who_has_sent_or_has_more_time_is_left_in_peace(
    nordland: Any,
    draft: ReportDraft,
    marit: Person,
    officer: Person,
    uit: Organisation,
    january: datetime,
    set_time: Any,
) -> None:
    grant_extension(nordland, draft.owner, datetime(2026, 3, 1, tzinfo=OSLO), "Storm", officer)
    before = len(mails(marit))
    set_time(at(LAST_DAY - timedelta(days=3)))
    assert send_due_reminders(nordland) == 0
    set_time(at(date(2026, 2, 28) - timedelta(days=3)))
    assert send_due_reminders(nordland) == 1, "counted from the owner's own deadline"
    assert "28.\xa0februar" in mails(marit)[before].subject
    set_time(january)
    fill(draft, marit, uit)
    submit_report(draft.pk, marit, january)
    assert recipients_of(nordland) == []


def test_the_office_sees_who_when_and_what_and_sends_now(
    nordland: Any, client: Client, draft: ReportDraft, marit: Person, hamaroy: Organisation
) -> None:
    last_years(nordland, organisation_of("1804"))
    hamaroy.language_form = "nn"
    hamaroy.save()
    page = client.get(REMINDERS)
    text = page.content.decode()
    assert "2 eiere får varsel" in text
    assert "18.\xa0januar" in text
    assert "29.\xa0januar" in text
    assert "Se varselet som blir sendt til Hamarøy kommune" in text
    assert "1 eier har ingen brukere i Fordel" in text
    send = reverse("reports:remind", kwargs=WHERE)
    assert "1 eier har fått varsel." in client.post(send, follow=True).content.decode()
    assert "har byrja på ei behovsmelding" in mails(marit)[-1].body
    assert "Ingen ble varslet" in client.post(send, follow=True).content.decode()
    assert len(mails(marit)) == 1
    rows = json.loads(client.get(reverse("reports:reminders-file", kwargs={**WHERE, "kind": "json"})).content)["rows"]
    assert [row["people"] for row in rows] == [0, 1]


def test_after_the_deadline_nobody_is_reminded(
    nordland: Any, client: Client, draft: ReportDraft, set_time: Any
) -> None:
    set_time(at(date(2026, 2, 2)))
    assert "Fristen har gått ut." in client.get(REMINDERS).content.decode()
    assert client.post(reverse("reports:remind", kwargs=WHERE)).status_code == 409
    assert not DeadlineReminder.objects.exists()


def test_drafts_in_progress_say_who_and_when_but_not_what(
    nordland: Any, client: Client, draft: ReportDraft, marit: Person, client_as: Any
) -> None:
    from fordel.reports.drafting.services.document import save_draft
    from fordel.shared.clock import now
    from fordel.writing.services.save_fields import Edit

    save_draft(draft.pk, marit, [Edit("title", "Hemmelig tiltak", 0)], now())
    last_years(nordland, organisation_of("1804"))
    address = reverse("reports:drafts", kwargs=WHERE)
    for reader in (client, client_as("auditor")):
        text = reader.get(address).content.decode()
        assert "Hamarøy kommune" in text
        assert "Bodø kommune" in text
        assert "Hemmelig" not in text
    rows = json.loads(client.get(reverse("reports:drafts-file", kwargs={**WHERE, "kind": "json"})).content)["rows"]
    assert [row["owner"] for row in rows] == ["Hamarøy kommune"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three(
    nordland: Any,
    client: Client,
    marit: Person,
    officer: Person,
    january: datetime,
    rows: int,
    django_assert_num_queries: Any,
) -> None:
    for number in ("1875", "1804", "1806")[:rows]:
        owner = organisation_of(number)
        start_draft(nordland, owner, marit)
        last_years(nordland, owner)
        grant_extension(nordland, owner, datetime(2026, 3, 1, tzinfo=OSLO), "Storm", officer)
        ExtensionRequest.objects.create(round=nordland, owner=owner, text="Mer", asked_at=january)
    for name, queries in {"drafts": 12, "reminders": 11, "extensions": 7, "register": 6, "views": 6}.items():
        address = reverse(f"reports:{name}", kwargs=WHERE)
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200, name


# --- what waits


def test_what_waits_is_counted_for_the_owner_and_the_office(
    sent: NeedsReport, client: Client, officer: Person, marit: Person, set_time: Any, january: datetime
) -> None:
    from fordel.reports.casework.services.messages import answer_office, ask_owner

    start = reverse("start", kwargs=WHERE)
    assert "Tildel 1 melding som ingen har" in client.get(start).content.decode()
    ask_owner(sent.pk, "Hva er målet?", january + timedelta(days=1), officer, seen=None)
    owners = Client()
    owners.force_login(marit)
    menu = html_of(owners.get(reverse("own_needs:list")))
    assert 'Behovsmeldinger<span class="count">1</span>' in menu
    set_time(january + timedelta(days=2))
    assert "Følg opp 1 spørsmål uten svar" in client.get(start).content.decode()
    answer_office(sent.pk, "Slik.", marit)
    text = client.get(start).content.decode()
    assert "Les svaret om 1 melding" in text
    assert "Følg opp" not in text
    menu = html_of(owners.get(reverse("own_needs:list")))
    assert 'Behovsmeldinger<span class="count"' not in menu and "Behovsmeldinger" in menu


def test_a_partys_answer_is_seen_in_the_findings(
    sent: NeedsReport, client: Client, person_as: Any, january: datetime
) -> None:
    assert sent.findings == 0
    party = sent.draft.parties.get()
    decline_party(party.pk, person_as("partner", organisation=party.organisation), "Vi har ikke tid.", january)
    sent.refresh_from_db()
    assert sent.findings == 1
    page = client.get(reverse("reports:report", kwargs={**WHERE, "number": sent.number})).content.decode()
    assert "har avslått." in page
    assert "Vi har ikke tid." in page


def test_figures_follow_when_a_report_is_sent_refused_and_opened_again(
    sent: NeedsReport, client: Client, officer: Person
) -> None:
    from fordel.reports.casework.services.change_state import change_state

    status = reverse("insight:status", kwargs=WHERE)
    amount = f"{sent.amount:,}".replace(",", "\u00a0")
    assert amount in client.get(status).content.decode()
    change_state(sent.pk, "refuse", officer, seen=None, reason="Nei")
    assert amount not in client.get(status).content.decode()
    change_state(sent.pk, "reopen", officer, seen=None)
    assert amount in client.get(status).content.decode()
    NeedsReport.objects.filter(pk=sent.pk).update(state="withdrawn")
    assert amount not in client.get(status).content.decode()


def test_what_the_menu_counts_for_an_owner_is_what_its_start_page_lists(
    sent: NeedsReport, officer: Person, january: datetime, marit: Person, client_of: Any
) -> None:
    from fordel.reports.casework.selectors.counts import waiting_for_owner
    from fordel.reports.casework.services.change_state import change_state
    from fordel.reports.casework.services.messages import ask_owner

    def tasks() -> list[str]:
        titles = [task.title for task in client_of(marit).get("/").context["tasks"]]
        assert len(titles) == waiting_for_owner(sent.owner_id)
        return titles

    assert tasks() == []
    ask_owner(sent.pk, "Hva er målet?", january + timedelta(days=1), officer, seen=None)
    assert [title.partition("«")[0] for title in tasks()] == ["Svar på spørsmålet om "]
    change_state(sent.pk, "return", officer, seen=None, reason="Mangler mål.", reply_by=january + timedelta(days=2))
    assert [title.partition("«")[0] for title in tasks()] == ["Rett "]
