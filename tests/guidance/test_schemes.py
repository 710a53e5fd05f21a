"""«Which scheme is for us?»: the schemes side by side, and one that is information alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Office, Organisation
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.services.open_round import open_round
from fordel.shared.dates import deadline
from fordel.shared.errors import UserError

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
URL = "/nordland/veiledning/ordninger/"


def _cards(client: Client, **asked: str) -> dict[str, bool | None]:
    response = client.get(URL, asked)
    assert response.status_code == 200
    return {card.name: card.is_for for card in response.context["cards"]}


def test_every_scheme_that_runs_is_shown_with_whom_it_is_for(reference_data: None, client_as: Make) -> None:
    assert set(_cards(Client()).values()) == {None}
    assert len(_cards(Client())) == 3
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    cards = _cards(client_as("owner", organisation=hamaroy))
    assert list(cards.values()) == [True, True, False]
    assert next(iter(_cards(Client(), **{"for": "county_authority"}).values())) is True
    assert set(_cards(client_as("owner", organisation=hamaroy), **{"for": ""}).values()) == {None}
    assert set(_cards(Client(), **{"for": "nonsense"}).values()) == {None}


def test_a_card_says_who_what_for_when_and_where(nordland: Round) -> None:
    response = Client().get(URL)
    assert all(len(card.facts) == 4 for card in response.context["cards"])
    assert nordland.needs_deadline is not None
    texts = [text for card in response.context["cards"] for _what, text in card.facts]
    assert any(deadline(nordland.needs_deadline) in text for text in texts)


def test_nobody_opens_a_year_of_a_scheme_that_is_information_alone(reference_data: None, client_as: Make) -> None:
    version = SchemeVersion.objects.get(code="further_education")
    assert not scheme_of(version).has_rounds
    with pytest.raises(UserError):
        open_round(Office.objects.get(slug="nordland"), version, {}, None)
    client, url = client_as("case_officer"), reverse("open-year", args=["nordland"])
    offered = [each["version"].code for each in client.get(url).context["schemes"]]
    assert "collective" in offered
    assert "further_education" not in offered
    assert client.post(url, {"scheme": str(version.pk)}).status_code == 404
    assert not Round.objects.exists()
