"""What both sides say of a year, compared, and what they are to do about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from fordel.parties.models import Organisation
from fordel.partnership.models import Partnership, PartnershipAction, YearlyStatus
from fordel.shared.clock import today
from fordel.shared.models import OutboxMail
from tests.clients import client_of
from tests.partnership.agreements import begun, in_force
from tests.partnership.conftest import Pair

pytestmark = pytest.mark.django_db


def at(name: str, between: Partnership, **more: Any) -> str:
    return reverse(f"pairs:{name}", kwargs={"partnership_id": between.pk, **more})


def test_both_sides_say_how_a_year_goes_and_the_page_compares(pair: Pair, person_as: Any) -> None:
    in_force(pair.partnership, pair.owner, pair.provider)
    year = str(today().year)
    said = {
        pair.owner: {"year": year, "level": "red", "sentence": "To samlinger ble avlyst."},
        pair.provider: {"year": year, "level": "green", "sentence": "Alt går fint."},
    }
    for person, typed in said.items():
        assert client_of(person).post(at("status", pair.partnership), typed).status_code == 302
    page = client_of(person_as("case_officer")).get(at("partnership", pair.partnership)).content.decode()
    for words in ("Rød", "Grønn", "To samlinger ble avlyst.", "De ser ulikt på det"):
        assert words in page
    assert "To samlinger ble avlyst." in OutboxMail.objects.filter(recipient=pair.provider.email).latest("pk").body
    better = {"year": year, "level": "green", "sentence": "Nå går det bedre."}
    assert client_of(pair.owner).post(at("status", pair.partnership), better).status_code == 302
    assert YearlyStatus.objects.count() == 2
    page = client_of(pair.owner).get(at("partnership", pair.partnership)).content.decode()
    assert "De ser likt på det" in page and "avlyst" not in page
    overview = client_of(person_as("case_officer")).get(reverse("partnerships:list", kwargs={"office": "nordland"}))
    assert "Grønn" in overview.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"), [("year", {"year": "1999"}), ("level", {"level": "blue"}), ("sentence", {"sentence": " "})]
)
def test_a_status_that_is_not_whole_is_refused_at_its_field(pair: Pair, field: str, typed: dict[str, str]) -> None:
    in_force(pair.partnership, pair.owner, pair.provider)
    whole = {"year": str(today().year), "level": "green", "sentence": "Bra."}
    answer = client_of(pair.owner).post(at("status", pair.partnership), whole | typed)
    assert answer.status_code == 422 and f'href="#{field}' in answer.content.decode()
    assert not YearlyStatus.objects.exists()


def test_no_status_is_given_before_an_agreement_is_signed(pair: Pair) -> None:
    begun(pair.partnership, pair.owner)
    client = client_of(pair.owner)
    assert at("status", pair.partnership) not in client.get(at("partnership", pair.partnership)).content.decode()
    typed = {"year": str(today().year), "level": "green", "sentence": "Bra."}
    assert client.post(at("status", pair.partnership), typed).status_code == 409


def test_something_to_do_is_written_down_and_done(pair: Pair) -> None:
    owner, provider = client_of(pair.owner), client_of(pair.provider)
    due = today() + timedelta(days=10)
    typed = {"what": "Finne nye datoer", "who": "provider", "due": due.isoformat()}
    for field, wrong in (("what", ""), ("who", "x"), ("due", "2020-01-01")):
        answer = owner.post(at("action", pair.partnership), typed | {field: wrong})
        assert answer.status_code == 422 and f'href="#{field}' in answer.content.decode()
    assert owner.post(at("action", pair.partnership), typed).status_code == 302
    action = PartnershipAction.objects.get()
    assert "Finne nye datoer" in OutboxMail.objects.get(recipient=pair.provider.email).body
    assert "Merk som gjort" in provider.get(at("partnership", pair.partnership)).content.decode()
    assert provider.post(at("done", pair.partnership, step_id=action.pk)).status_code == 302
    action.refresh_from_db()
    assert action.done_by == pair.provider
    assert "Merk som gjort" not in owner.get(at("partnership", pair.partnership)).content.decode()


def test_others_say_nothing_of_a_partnership(pair: Pair, person_as: Any) -> None:
    in_force(pair.partnership, pair.owner, pair.provider)
    rana = Organisation.objects.get(municipality__number="1833", kind="municipality")
    typed = {"year": str(today().year), "level": "green", "sentence": "Bra."}
    for person in (person_as("owner", organisation=rana), person_as("case_officer")):
        assert client_of(person).post(at("status", pair.partnership), typed).status_code == 403
