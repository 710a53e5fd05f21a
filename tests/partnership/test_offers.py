"""What a provider says it offers: kept by its own people, dated, and read by everybody who is signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.partnership.models import ProviderOffer
from fordel.partnership.selectors.offers import coming_half_years
from tests.clients import client_of
from tests.partnership.conftest import Pair

pytestmark = pytest.mark.django_db
OWN, LIST = reverse("providers:own"), reverse("providers:list")


def test_a_provider_keeps_its_offer_and_owners_read_it(pair: Pair) -> None:
    provider, owner = client_of(pair.provider), client_of(pair.owner)
    half = coming_half_years()[0]
    typed = {
        "text": "Vi arbeider i nettverk.\n\nGjerne lenge.",
        "themes": ["sprak"],
        "kinds": ["network", "course"],
        "languages": ["nb", "smj"],
        "contact": "Seksjon for samarbeid",
        "email": "samarbeid@nord.example",
        f"room_{half}": "4",
    }
    assert provider.post(OWN, typed).status_code == 302
    offer = ProviderOffer.objects.get()
    assert offer.capacity == {half: 4}
    page = owner.get(reverse("providers:provider", kwargs={"offering_id": offer.organisation_id})).content.decode()
    for words in ("Gjerne lenge.", "Lulesamisk", "Nettverk av eiere", "Seksjon for samarbeid", "2026: 4"):
        assert words in page, words
    assert "Endre tilbudet vårt" not in page
    assert "Nord universitet" in owner.get(LIST, {"language": "smj"}).content.decode()
    assert "Nord universitet" not in owner.get(LIST, {"language": "sma"}).content.decode()
    assert provider.post(OWN, {**typed, f"room_{half}": ""}).status_code == 302
    offer.refresh_from_db()
    assert offer.capacity == {}


@pytest.mark.parametrize(("field", "typed"), [("kinds", {}), ("email", {"kinds": ["course"], "email": "nord"})])
def test_what_is_wrong_is_said_at_its_field(pair: Pair, field: str, typed: dict[str, Any]) -> None:
    answer = client_of(pair.provider).post(OWN, typed)
    assert answer.status_code == 422 and f'href="#{field}' in answer.content.decode()
    assert not ProviderOffer.objects.exists()


def test_a_room_that_is_no_number_keeps_what_was_typed(pair: Pair) -> None:
    half = coming_half_years()[0]
    answer = client_of(pair.provider).post(OWN, {"kinds": ["course"], f"room_{half}": "mange"})
    assert answer.status_code == 422 and 'value="mange"' in answer.content.decode()


def test_only_a_provider_keeps_an_offer_and_visitors_read_none(pair: Pair, person_as: Any) -> None:
    assert client_of(pair.owner).get(OWN).status_code == 403
    assert client_of(person_as("case_officer")).post(OWN, {"kinds": ["course"]}).status_code == 403
    assert Client().get(LIST).status_code == 302
