"""The page of a theme: every year of its line and no other, and nothing that is closed to the reader."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Person
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.services.adoption import enter_into_force
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.plan.services.themes import ThemeFacts, add_theme, change_theme
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from tests.insight.conftest import make_report
from tests.plan.conftest import write_every_chapter
from tests.support.definitions import checksum_of
from tests.support.where import HOME, WHERE

ClientAs = Callable[..., Client]
pytestmark = pytest.mark.django_db
THEME: Final = "overgang"


def _address(theme: str = THEME, year: int = 2026) -> str:
    return reverse("insight:theme", kwargs={**WHERE, "year": year, "theme": theme})


def _words(client: Client, address: str, language: str = "nb") -> str:
    client.cookies["fordel_language"] = language
    page = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " "))


def _rows(client: Client, key: str, theme: str = THEME, year: int = 2026) -> list[list[str]]:
    address = reverse("insight:theme-csv", kwargs={**WHERE, "year": year, "theme": theme, "table": key})
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))[1:]


@pytest.fixture
def officer(person_as: Any, nordland: Round) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def client(officer: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(officer)


def _next_plan(round_: Round, by: Person, change: Callable[[Plan], None]) -> Round:
    """2027, which follows a plan that continues the former one as `change` leaves it."""
    former = Plan.objects.get(office=round_.office_id, state="in_force")
    plan = start_plan(round_.office, PlanFacts("Neste plan", ("kollektiv",), 2027, 2030, "nb"), by, former)
    change(plan)
    write_every_chapter(plan, by)
    enter_into_force(plan, date(2026, 3, 12), "", by)
    scheme = round_.scheme
    dates = {**scheme.definition["dates"], "needs_open": "2026-01-01", "needs_deadline": "2027-12-31T00:00:00"}
    definition = {**scheme.definition, "year": 2027, "dates": dates}
    version = SchemeVersion.objects.create(
        code=scheme.code, slug=scheme.slug, year=2027, definition=definition, sha256=checksum_of(definition)
    )
    return open_round(round_.office, version, {"kindergarten": 1_000_000, "school": 1_000_000}, None)


def _facts(theme: PlanTheme, **changes: Any) -> ThemeFacts:
    kept = {
        "code": theme.code,
        "names": theme.names,
        "goals": theme.goals,
        "first_year": theme.first_year,
        "continues": theme.continues_id or 0,
    }
    return ThemeFacts(**(kept | changes))


def test_its_figures_are_those_of_its_reports_under_every_name(client: Client, nordland: Round) -> None:
    for number, (name, group) in enumerate(
        [("Overganger", "school"), ("overgangar", "kindergarten"), ("Realfag", "school"), ("", "both")], start=1
    ):
        make_report(nordland, {"number": number, "theme": name, "target_group": group, "amount": number * 100_000})
    page = _words(client, _address())
    assert "2 behovsmeldinger i 2026 ber om 300 000 kroner." in page
    assert "Ingen meldinger om temaet i 2026 gjelder begge" in page
    assert _rows(client, "over-years") == [["2026", "2", "300000", "", "", "", "0"]]
    assert [row[1:3] for row in _rows(client, "groups")] == [
        ["1", "200000"],
        ["1", "100000"],
        ["0", "0"],
        ["2", "300000"],
    ]
    assert [row[0] for row in _rows(client, "measures")] == ["1", "2"]


def test_a_theme_without_reports_says_so(client: Client, nordland: Round) -> None:
    for language, said in (
        ("nb", "Ingen behovsmelding i 2026 handler om"),
        ("nn", "Inga behovsmelding i 2026 handlar"),
    ):
        assert said in _words(client, _address(), language)
    assert client.get(_address("finnes-ikke")).status_code == 404
    assert client.get(f"{HOME}tema/{THEME}/finnes-ikke.csv").status_code == 404


def test_a_theme_that_continues_another_is_one_line_over_the_years(
    client: Client, nordland: Round, officer: Person
) -> None:
    def change(plan: Plan) -> None:
        theme = plan.themes.get(code=THEME)
        names = {"nb": "Gode overganger", "nn": "Gode overgangar"}
        change_theme(theme, _facts(theme, code="gode-overganger", names=names), officer)

    later = _next_plan(nordland, officer, change)
    make_report(nordland, {"number": 1, "theme": "Overganger", "amount": 100_000})
    make_report(later, {"number": 1, "theme": "Gode overganger", "amount": 250_000})
    make_report(later, {"number": 2, "theme": "Språk og lesing", "amount": 7_000})
    expected = [["2026", "1", "100000"], ["2027", "1", "250000"]]
    assert [row[:3] for row in _rows(client, "over-years")] == expected
    assert [row[:3] for row in _rows(client, "over-years", "gode-overganger", 2027)] == expected
    page = client.get(_address("gode-overganger", 2027)).content.decode()
    assert f'href="{_address()}"' in page, "the other year leads to the theme as it was called there"
    assert "100 000 kroner ble meldt i 2026, og 250 000 kroner i 2027" in _words(client, _address())


def test_a_new_theme_with_the_same_code_and_name_is_another_line(
    client: Client, nordland: Round, officer: Person
) -> None:
    def change(plan: Plan) -> None:
        theme = plan.themes.get(code=THEME)
        change_theme(theme, _facts(theme, continues=0), officer)

    later = _next_plan(nordland, officer, change)
    make_report(nordland, {"number": 1, "theme": "Overganger", "amount": 100_000})
    make_report(later, {"number": 1, "theme": "Overganger", "amount": 250_000})
    assert [row[:3] for row in _rows(client, "over-years")] == [["2026", "1", "100000"]]
    assert [row[:3] for row in _rows(client, "over-years", THEME, 2027)] == [["2027", "1", "250000"]]


def test_a_theme_that_was_divided_has_both_halves_in_its_line(client: Client, nordland: Round, officer: Person) -> None:
    def change(plan: Plan) -> None:
        continued = PlanTheme.objects.get(plan=plan.former_id, code=THEME)
        names = {"nb": "Overgang til arbeid", "nn": "Overgang til arbeid"}
        add_theme(plan, ThemeFacts("arbeid", names, first_year=2027, continues=continued.pk), officer)

    later = _next_plan(nordland, officer, change)
    make_report(nordland, {"number": 1, "theme": "Overganger", "amount": 100_000})
    for number, name in enumerate(("Overganger", "Overgang til arbeid"), start=1):
        make_report(later, {"number": number, "theme": name, "amount": number * 1_000})
    assert [row[:3] for row in _rows(client, "over-years")] == [["2026", "1", "100000"], ["2027", "2", "3000"]]
    half = [["2026", "1", "100000"], ["2027", "1", "2000"]]
    assert [row[:3] for row in _rows(client, "over-years", "arbeid", 2027)] == half


def test_the_status_leads_to_every_theme_of_the_year(client: Client, nordland: Round) -> None:
    make_report(nordland, {"number": 1, "theme": "Overganger", "amount": 100_000})
    page = client.get(f"{HOME}status/").content.decode()
    assert all(f'href="{_address(theme["code"])}"' in page for theme in nordland.themes)


def test_those_who_read_no_reports_get_the_sums_alone(client_as: ClientAs, nordland: Round) -> None:
    make_report(nordland, {"number": 1, "theme": "Overganger", "title": "Fra barnehage til skole", "amount": 100_000})
    reader = client_as("national_reader")
    page = _words(reader, _address())
    assert "1 behovsmelding i 2026 ber om 100 000 kroner." in page
    assert "Fra barnehage til skole" not in page
    assert reader.get(f"{HOME}tema/{THEME}/measures.csv").status_code == 404


def test_what_reports_have_called_the_same_is_counted_with_the_theme(
    client: Client, nordland: Round, officer: Person
) -> None:
    def change(plan: Plan) -> None:
        theme = plan.themes.get(code=THEME)
        change_theme(theme, _facts(theme, also=("Overgang barnehage–skole", "Skolestart")), officer)

    later = _next_plan(nordland, officer, change)
    for number, name in enumerate(("Overganger", "overgang barnehage–skole", "Skolestart", "Skole"), start=1):
        make_report(later, {"number": number, "theme": name, "amount": number * 1_000})
    assert [row[:3] for row in _rows(client, "over-years", THEME, 2027)] == [["2026", "0", "0"], ["2027", "3", "6000"]]
    page = _words(client, _address(THEME, 2027))
    assert "er regnet med: «overgang barnehage–skole», «Skolestart»" in page
    reports = _words(client, reverse("reports:reports", kwargs={**WHERE, "year": 2027}))
    assert "Skolestart" in reports, "a report keeps its own words"
