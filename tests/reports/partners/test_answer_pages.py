"""What the asked organisation sees and does: one list, several at once, and never what is others'."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fordel.parties.models import Organisation, Person
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import DraftParty, PartyRole, ReportDraft
from fordel.reports.partners.selectors.answers import request_counts
from fordel.shared.clock import now
from tests.clients import client_of
from tests.reports.drafting.conftest import fill, organisation_of, write
from tests.reports.partners.conftest import confirm, seen_of
from tests.support.html import html_of

pytestmark = pytest.mark.django_db
URL = "/mine/bekreft/"


@pytest.fixture
def many(
    nordland: Any, january: datetime, uit: Organisation, person_as: Callable[..., Person]
) -> Callable[[int], list[DraftParty]]:
    """`many(3)`: requests to UiT from so many municipalities, each about its own measure."""

    def make(count: int) -> list[DraftParty]:
        found = []
        for index, number in enumerate(("1804", "1806", "1811", "1812", "1813")[:count]):
            owner = organisation_of(number)
            person = person_as("owner", organisation=owner)
            draft = start_draft(nordland, owner, person)
            found.append(fill(draft, person, uit, title=f"Tiltak {index + 1}"))
        return found

    return make


def test_the_list_shows_what_waits_and_confirms_several(many: Callable[[int], list[DraftParty]], anne: Person) -> None:
    parties, client = many(3), client_of(anne)
    page = client.get(URL).content.decode()
    for said in (
        "3 forespørsler venter på svar",
        "Tiltak 1",
        "Tiltak 3",
        "356\u00a0000",
        "Svar innen 1.\xa0februar kl. 23.59",
    ):
        assert said in page
    boxes = [f"{party.pk}:{seen_of(party)}" for party in parties[:2]]
    answer = client.post(URL, {"seen": boxes}, follow=True).content.decode()
    assert "Dere har bekreftet 2 forespørsler." in answer
    assert [DraftParty.objects.get(pk=party.pk).state for party in parties] == ["confirmed", "confirmed", "asked"]


def test_one_that_changed_meanwhile_is_left_and_the_others_are_confirmed(
    many: Callable[[int], list[DraftParty]], anne: Person, marit: Person
) -> None:
    parties, client = many(2), client_of(anne)
    boxes = [f"{party.pk}:{seen_of(party)}" for party in parties]
    write(parties[0].draft, marit, {f"budget.2026.{parties[0].slot}.carrying_out": "1 000"})
    answer = client.post(URL, {"seen": boxes}, follow=True).content.decode()
    assert "Dere har bekreftet 1 forespørsel." in answer and "har endret meldingen siden" in answer
    assert DraftParty.objects.get(pk=parties[0].pk).state == "asked"


def test_nothing_ticked_is_said(many: Callable[[int], list[DraftParty]], anne: Person) -> None:
    many(1)
    assert "Du har ikke valgt noen" in client_of(anne).post(URL, follow=True).content.decode()


def test_others_requests_cannot_be_confirmed_with_a_forged_box(
    many: Callable[[int], list[DraftParty]], person_as: Callable[..., Person]
) -> None:
    (party,) = many(1)
    other = person_as("partner", organisation=Organisation.objects.get(name="Nord universitet"))
    client_of(other).post(URL, {"seen": [f"{party.pk}:{seen_of(party)}", "x", "9" * 30, ":"]})
    party.refresh_from_db()
    assert party.state == "asked"
    assert client_of(other).get(f"{URL}{party.pk}/").status_code == 403


def test_a_partner_never_sees_what_others_get(party: DraftParty, marit: Person, anne: Person) -> None:
    nord = Organisation.objects.get(name="Nord universitet")
    other = DraftParty.objects.create(
        draft=party.draft, organisation=nord, role="partner", state="asked", asked_at=now()
    )
    write(party.draft, marit, {f"budget.2026.{other.slot}.carrying_out": "77 777", "need_text": "Hemmelig behov"})
    client = client_of(anne)
    for path in (URL, f"{URL}{party.pk}/"):
        page = client.get(path).content.decode()
        assert "356\u00a0000" in page
        for hidden in (
            "77\u00a0777",
            "Nord universitet",
            "Hemmelig behov",
            "400\u00a0000",
            "456\u00a0379",
            "812\u00a0379",
        ):
            assert hidden not in page


def test_the_difference_is_shown_and_confirmed_in_one_click(party: DraftParty, marit: Person, anne: Person) -> None:
    confirm(party, anne)
    write(
        party.draft, marit, {f"budget.2026.{party.slot}.carrying_out": "340 000", "goal": "Barna møter en god skole."}
    )
    client = client_of(anne)
    page = html_of(client.get(f"{URL}{party.pk}/"))
    assert "I 2026: 356\u00a0000 → 340\u00a0000 kroner (−16\u00a0000)" in page
    assert "<del>" in page and "<ins>" in page and "Bekreft på nytt" in page
    assert page.index("Dette er endret siden dere bekreftet") < page.index("Dette blir dere bedt om å bekrefte")
    client.post(f"{URL}{party.pk}/bekreft/", {"seen": seen_of(party)})
    party.refresh_from_db()
    assert party.state == "confirmed" and party.confirmed["amounts"]["2026"] == 340_000


def test_what_changed_while_the_page_was_open_is_shown_before_it_can_be_confirmed(
    party: DraftParty, marit: Person, anne: Person
) -> None:
    client, seen = client_of(anne), seen_of(party)
    write(party.draft, marit, {f"budget.2026.{party.slot}.carrying_out": "340 000"})
    response = client.post(f"{URL}{party.pk}/bekreft/", {"seen": seen})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ingenting er bekreftet ennå" in page and "340\u00a0000" in page
    assert f'value="{seen_of(party)}"' in page


def test_declining_needs_a_reason_and_keeps_what_was_typed(party: DraftParty, anne: Person) -> None:
    client = client_of(anne)
    page = client.post(f"{URL}{party.pk}/avsla/", {"reason": " "}).content.decode()
    assert "<title>Feil:" in page and "Skriv hvorfor dere takker nei." in page
    long = "x" * 2001
    assert long in client.post(f"{URL}{party.pk}/avsla/", {"reason": long}).content.decode()
    client.post(f"{URL}{party.pk}/avsla/", {"reason": "Ingen kapasitet"})
    party.refresh_from_db()
    assert (party.state, party.answer_text) == ("declined", "Ingen kapasitet")
    assert "Ingen kapasitet" in client.get(URL).content.decode()


def test_an_owner_in_the_network_answers_too(ready_draft: ReportDraft, person_as: Callable[..., Person]) -> None:
    bodo = organisation_of("1804")
    party = DraftParty.objects.create(
        draft=ready_draft, organisation=bodo, role=PartyRole.NETWORK_OWNER, state="asked", asked_at=now()
    )
    client = client_of(person_as("owner", organisation=bodo))
    assert "Eier i nettverket" in client.get(URL).content.decode()
    client.post(f"{URL}{party.pk}/bekreft/", {"seen": seen_of(party)})
    party.refresh_from_db()
    assert party.state == "confirmed"


def test_filters_and_an_empty_list(many: Callable[[int], list[DraftParty]], anne: Person) -> None:
    client = client_of(anne)
    assert "Ingen forespørsler ennå" in client.get(URL).content.decode()
    parties = many(3)
    confirm(parties[1], anne)
    answered = client.get(URL, {"vis": "answered"}).content.decode()
    assert "Tiltak 2" in answered and "Tiltak 1" not in answered
    assert "Tiltak 3" in client.get(URL, {"q": "tiltak 3"}).content.decode()
    assert "Ingen forespørsler passer" in client.get(URL, {"ar": "2019"}).content.decode()
    assert client.get(URL, {"ar": "x", "vis": "tull", "side": "-3"}).status_code == 200


def test_the_list_as_files(many: Callable[[int], list[DraftParty]], anne: Person) -> None:
    parties, client = many(3), client_of(anne)
    confirm(parties[1], anne)
    rows = json.loads(client.get(f"{URL}samarbeid.json", {"vis": "answered"}).content)["rows"]
    assert [(row["title"], row["amount_2026"], row["amount"]) for row in rows] == [("Tiltak 2", 356_000, 616_000)]
    assert "Tiltak 3" in client.get(f"{URL}samarbeid.csv").content.decode("utf-8-sig")
    assert client.get(f"{URL}samarbeid.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(many: Callable[[int], list[DraftParty]], anne: Person, count: int) -> None:
    parties, client = many(count), client_of(anne)
    confirm(parties[0], anne)
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(URL).status_code == 200
    assert len(asked) == 10
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{URL}{parties[0].pk}/").status_code == 200
    assert len(asked) <= 12


def test_counts_for_the_menu(
    many: Callable[[int], list[DraftParty]], anne: Person, set_time: Callable[[datetime], None], uit: Organisation
) -> None:
    parties = many(3)
    confirm(parties[0], anne)
    assert request_counts(uit.pk, now()).waiting == 2
    submit_report(parties[1].draft_id, parties[1].draft.document.created_by, now())
    february = datetime(2026, 2, 3, tzinfo=now().tzinfo)
    counts = request_counts(uit.pk, february)
    assert (counts.all, counts.waiting) == (3, 1), "a draft that was not sent in time waits for nobody"
    assert request_counts(uit.pk, datetime(2026, 2, 17, tzinfo=now().tzinfo)).waiting == 0
