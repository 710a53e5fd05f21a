"""The queue: search, filters, views, many at once, and files that hold what is shown."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.events import NamesChanged
from fordel.parties.models import Network, Organisation, Person
from fordel.parties.services.organisations import change_name
from fordel.reports.casework.services.bulk import assign_reports
from fordel.reports.casework.services.change_state import change_state
from fordel.reports.casework.services.messages import answer_office, ask_owner
from fordel.reports.models import NeedsReport, SavedView
from fordel.reports.selectors.submissions import submissions_of_report
from fordel.shared.clock import now
from fordel.shared.events import emit
from fordel.shared.models import AuditEntry
from tests.reports.casework.conftest import WHERE
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
LIST = reverse("reports:reports", kwargs=WHERE)
BULK = reverse("reports:bulk", kwargs=WHERE)
VIEWS = reverse("reports:views", kwargs=WHERE)


def numbers(client: Client, query: str) -> list[int]:
    """The numbers of the reports that the list shows."""
    found = json.loads(
        client.get(reverse("reports:reports-file", kwargs={**WHERE, "kind": "json"}) + f"?{query}").content
    )
    shown = client.get(f"{LIST}?{query}").context["totals"].count
    assert shown == len(found["rows"]), "the page and the file show the same"
    return [row["number"] for row in found["rows"]]


def report(number: int) -> NeedsReport:
    return NeedsReport.objects.get(number=number)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=foreldresamarbeidet", [38, 44, 50]),  # another inflection than in the titles
        ("q=foreldresam", [38, 44, 50]),  # the last word is the beginning of one
        ("q=samiske perspektivet hadsel", []),
        ("q=Statped", [45]),
        ("q=41", [41]),
        ("q=4", [4]),
        ("q=9595430", []),
        ("q=og", None),
        ("q=!&|:*'()", None),
        ("q=samiske perspektiver", [39, 45, 51]),
    ],
)
def test_search_is_norwegian(imported: Any, client: Client, query: str, found: list[int] | None) -> None:
    hits = numbers(client, query)
    if found is not None:
        assert hits == found


def test_search_finds_what_owners_have_written(sent: NeedsReport, client: Client) -> None:
    answers = submissions_of_report(sent.pk).get().content["answers"]
    word = max(answers["need_text"].replace(".", " ").split(), key=len)
    assert numbers(client, f"q={word}") == [sent.number]
    assert numbers(client, f"q={word[: len(word) - 2]}") == [sent.number]
    assert numbers(client, "q=uit") == [sent.number]


def test_a_new_name_is_found_and_the_old_one_is_not(imported: Any, client: Client) -> None:
    owner = report(41).owner
    change_name(owner, "Nytt Eierlag")
    assert 41 in numbers(client, "q=eierlag")
    network = Network.objects.filter(reports__isnull=False).first()
    assert network is not None
    change_name(network, "Kystringen")
    assert numbers(client, "q=kystring")
    partner = report(45).partners.get().organisation
    change_name(partner, "Hjelpetjenesten")
    assert numbers(client, "q=hjelpetjeneste") == [45]
    assert numbers(client, "q=statped") == []


def test_filters(imported: Any, client: Client, officer: Person, person_as: Any) -> None:
    colleague = person_as("case_officer")
    assign_reports(imported, [report(1).pk, report(2).pk], officer.pk, officer)
    assign_reports(imported, [report(3).pk], colleague.pk, officer)
    ask_owner(report(4).pk, "Hva er målet?", now() + timedelta(days=3), officer, seen=None)
    ask_owner(report(5).pk, "Hva er målet?", now() + timedelta(days=3), officer, seen=None)
    answer_office(report(5).pk, "Slik.", person_as("owner", organisation=report(5).owner))
    ask_owner(report(6).pk, "Takk.", None, officer, seen=None)
    change_state(report(7).pk, "accept", officer, seen=None)
    assert numbers(client, "assigned=me") == [1, 2]
    assert numbers(client, f"assigned={colleague.pk}") == [3]
    assert len(numbers(client, "assigned=nobody")) == 49
    assert numbers(client, "waits=owner") == [4]
    assert numbers(client, "waits=office") == [5]
    assert numbers(client, "state=accepted") == [7]
    assert numbers(client, "origin=owner") == []
    lacking = numbers(client, "findings=yes")
    assert lacking == [31, 45]
    assert len(numbers(client, "findings=no")) == 50
    text = client.get(f"{LIST}?findings=yes").content.decode()
    assert text.count("1 mangler") == 2


def test_waits_for_confirmation(sent: NeedsReport, client: Client) -> None:
    assert numbers(client, "waits=party") == [sent.number]
    sent.draft.parties.update(state="confirmed", confirmed={})
    assert numbers(client, "waits=party") == []


def test_those_that_do_not_stand_are_left_out_of_lists_and_sums(imported: Any, client: Client, officer: Person) -> None:
    out = report(41)
    change_state(out.pk, "refuse", officer, seen=None, reason="Videregående opplæring.")
    assert 41 not in numbers(client, "")
    page = client.get(LIST)
    assert (page.context["totals"].count, page.context["totals"].amount) == (51, 24_605_520 - out.amount)
    assert "1 som ikke teller med, er utelatt" in page.content.decode()
    every = client.get(f"{LIST}?state=all")
    assert (every.context["totals"].count, every.context["totals"].counted) == (52, 51)
    assert every.context["totals"].amount == 24_605_520 - out.amount
    assert "1 av dem som vises, teller ikke med" in every.content.decode()
    only = client.get(f"{LIST}?state=not_eligible")
    assert (only.context["totals"].count, only.context["totals"].amount) == (1, 0)
    status = client.get(reverse("insight:status", kwargs=WHERE)).content.decode()
    assert f"{24_605_520 - out.amount:,}".replace(",", "\u00a0") in status


def test_json_has_documented_keys_and_numbers(imported: Any, client: Client) -> None:
    found = json.loads(
        client.get(reverse("reports:reports-file", kwargs={**WHERE, "kind": "json"}) + "?sort=-amount&q=skole").content
    )
    assert found["filter"] == {"sort": "-amount", "q": "skole"}
    amounts = [row["amount"] for row in found["rows"]]
    assert amounts == sorted(amounts, reverse=True)
    assert all(type(amount) is int for amount in amounts)
    assert set(found["rows"][0]) == {
        "number", "submitted", "owner", "owner_number", "municipality", "target_group", "title", "theme", "network",
        "participating", "partner", "sami", "duration", "amount", "partner_amount", "employees", "children",
        "took_part", "state", "assigned_to", "findings", "origin", "received_at",
    }  # fmt: skip


def test_a_view_is_kept_renamed_and_removed(imported: Any, client: Client, client_as: Any) -> None:
    assert "Lagre visningen" in client.get(f"{VIEWS}?target_group=school&q=les").content.decode()
    done = client.post(VIEWS, {"name": "  Skole  og lesing ", "target_group": "school", "q": "les"})
    assert done.url == f"{LIST}?q=les&target_group=school"
    kept = SavedView.objects.get()
    assert kept.name == "Skole og lesing"
    page = client.get(done.url)
    assert '<a href="?q=les&amp;target_group=school" aria-current="true">Skole og lesing</a>' in page.content.decode()
    again = client.post(VIEWS, {"name": "Skole og lesing", "q": "x"})
    assert again.status_code == 422
    assert 'value="Skole og lesing"' in again.content.decode(), "what was typed stays"
    assert client.post(VIEWS, {"name": "", "q": "x"}).status_code == 422
    own = reverse("reports:view", kwargs={**WHERE, "view_id": kept.pk})
    assert client_as("case_officer").post(own, {"name": "Tatt"}).status_code == 404, "views are a person's own"
    client.post(own, {"name": "Lesing"})
    assert SavedView.objects.get().name == "Lesing"
    client.post(own, {"delete": "yes"})
    assert not SavedView.objects.exists()


def test_many_are_accepted_at_once_and_some_are_left(
    imported: Any, client: Client, officer: Person, person_as: Any
) -> None:
    from fordel.shared.models import OutboxMail

    change_state(report(2).pk, "refuse", officer, seen=None, reason="Nei.")
    owner = person_as("owner", organisation=report(1).owner)
    chosen = {"action": "accept", "report": [str(report(n).pk) for n in (1, 2, 3)], "query": "sort=owner"}
    before = AuditEntry.objects.count()
    first = client.post(BULK, chosen)
    text = first.content.decode()
    assert "2 meldinger på til sammen" in text
    assert "1 blir ikke endret" in text
    assert AuditEntry.objects.count() == before, "nothing is done before it is confirmed"
    assert report(1).state == "submitted"
    done = client.post(BULK, chosen | {"confirm": "yes"}, follow=True)
    assert "2 meldinger er klare for forumet." in done.content.decode()
    assert "1 ble ikke endret: 2: Den kan ikke merkes som klar" in done.content.decode()
    assert [report(n).state for n in (1, 2, 3)] == ["accepted", "not_eligible", "accepted"]
    entries = AuditEntry.objects.filter(action="reports.report.accepted")
    assert sorted(entry.subject_id or 0 for entry in entries) == sorted([report(1).pk, report(3).pk])
    assert list(OutboxMail.objects.filter(recipient=owner.email).values_list("subject", flat=True)) == [
        "Klar for forumet"
    ]
    assert report(1).state_changes.get().by == officer


def test_many_are_assigned_and_exported(imported: Any, client: Client, officer: Person, client_as: Any) -> None:
    ids = [str(report(n).pk) for n in (4, 5)]
    asked = client.post(BULK, {"action": "assign", "report": ids, "confirm": "yes"})
    assert asked.status_code == 422
    assert "Velg hvem som skal ha dem." in asked.content.decode()
    client.post(BULK, {"action": "assign", "report": ids, "to": "me", "confirm": "yes"})
    assert numbers(client, "assigned=me") == [4, 5]
    stranger = client_as("case_officer", office="agder")
    assert stranger.post(BULK, {"action": "assign", "report": ids}).status_code == 403
    foreign = Person.objects.order_by("-pk").first()
    assert foreign is not None
    refused = client.post(BULK, {"action": "assign", "report": ids, "to": str(foreign.pk), "confirm": "yes"})
    assert refused.status_code == 422
    file = client.post(BULK, {"action": "export", "report": ids, "confirm": "json"})
    assert [row["number"] for row in json.loads(file.content)["rows"]] == [4, 5]
    none = client.post(BULK, {"action": "accept", "query": "state=submitted"}, follow=True)
    assert none.redirect_chain == [(f"{LIST}?state=submitted", 302)]
    assert "Ingen meldinger er krysset av" in none.content.decode()


def test_an_import_that_was_worked_on_is_not_undone(imported: Any, client: Client, officer: Person) -> None:
    made = report(1).sources.get().source
    address = reverse("reports:import-undo", kwargs={**WHERE, "import_id": made.pk})
    assert "Angre importen</button>" in client.get(address).content.decode()
    change_state(report(3).pk, "accept", officer, seen=None)
    ask_owner(report(9).pk, "Hva er målet?", None, officer, seen=None)
    refused = carry_out(client, address)
    assert refused.status_code == 409
    assert "Meldingene 3, 9 er under behandling" in refused.content.decode()
    assert NeedsReport.objects.count() == 52


def test_readers_cannot_tick(imported: Any, client_as: Any) -> None:
    text = client_as("auditor").get(LIST).content.decode()
    assert 'name="report"' not in text
    assert "Dine visninger" not in text


def test_an_owner_of_another_kind_is_a_finding(imported: Any, client: Client) -> None:
    owner = report(1).owner
    Organisation.objects.filter(pk=owner.pk).update(kind="university")
    emit(NamesChanged(organisations=frozenset({owner.pk})))
    assert 1 in numbers(client, "findings=yes")
