"""The themes of the plan beside what was reported, and their names in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from fordel.programme.models import Round
from tests.insight.conftest import make_report
from tests.support.where import HOME, WHERE

URL: Final = f"{HOME}status/"
ClientAs = Callable[..., Client]
pytestmark = pytest.mark.django_db


def _read(client: Client, address: str, language: str = "nb") -> str:
    client.cookies["fordel_language"] = language
    page = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " "))


@pytest.fixture
def officer(client_as: ClientAs) -> Client:
    return client_as("case_officer")


@pytest.fixture
def reported(nordland: Round) -> list[Any]:
    """Two reports about one theme, by its names in two languages, one about something else, and one about nothing."""
    names = ["Leiing av profesjonelle fellesskap", "Ledelse av profesjonelle fellesskap", "Realfag", ""]
    rows = [{"number": number, "theme": name, "amount": 100_000} for number, name in enumerate(names, start=1)]
    return [make_report(nordland, row) for row in rows]


def test_the_status_says_what_the_plan_and_the_reports_lack_of_each_other(officer: Client, reported: list[Any]) -> None:
    page = _read(officer, URL)
    assert (
        "Ingen behovsmelding handler om disse temaene i planen: Inkluderende fellesskap, Overganger, Språk og lesing,"
        " Digital praksis og Samisk språk og kultur." in page
    )
    assert "2 behovsmeldinger (200 000 kroner) handler ikke om noe tema i planen." in page
    chosen = _read(officer, f"{URL}?theme=Realfag")
    assert "i planen" not in chosen, "of a choice of reports nothing is missing"


def test_a_year_without_a_plan_says_nothing_about_one(officer: Client, nordland: Round) -> None:
    nordland.themes = []
    nordland.save()
    make_report(nordland, {"number": 1, "theme": "Realfag", "amount": 100_000})
    assert "i planen" not in _read(officer, URL)


@pytest.mark.parametrize(
    ("language", "name"),
    [("nb", "Ledelse av profesjonelle"), ("nn", "Leiing av profesjonelle"), ("en", "Leading professional")],
)
def test_a_theme_is_named_in_the_readers_language(
    officer: Client, nordland: Round, reported: list[Any], language: str, name: str
) -> None:
    one = reverse("reports:report", kwargs={**WHERE, "number": 2})
    for address in (URL, reverse("reports:reports", kwargs=WHERE), one):
        page = _read(officer, address, language)
        assert name in page, address
        if language != "nb":
            assert "Ledelse av" not in page, address
    kept = officer.get(f"{URL}?theme=Ledelse av profesjonelle fellesskap").content.decode()
    assert 'value="Ledelse av profesjonelle fellesskap" selected' in kept, "the filter keeps what is stored"
