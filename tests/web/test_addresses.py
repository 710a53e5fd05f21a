"""Addresses name office, scheme and year: the former ones lead on, and two schemes of a year never meet."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.cli.main import main
from fordel.core.scheme import RESERVED_SLUGS
from fordel.decisions.models import Award
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Scenario
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.ledger.models import Account
from fordel.ledger.selectors.balances import balances
from fordel.parties.models import Office, Person
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import NeedsReport
from tests.decisions.conftest import know_forms
from tests.support.access_table import ROUTES, every_route
from tests.support.access_world import make_world
from tests.support.html import html_of
from tests.support.schemes import lifelong_beside
from tests.support.where import BESIDE, HOME, WHERE

pytestmark = pytest.mark.django_db
FORMER = "/nordland/2026/"
PAGES = (
    "start",
    "reports:reports",
    "reports:imports",
    "insight:status",
    "forum:distribution",
    "forum:compare",
    "recommendation:recommendation",
    "decisions:overview",
    "decisions:letters",
    "programme:setup",
)


@pytest.fixture
def officer(person_as: Callable[..., Person]) -> Person:
    return person_as("case_officer")


@pytest.fixture
def client(officer: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(officer)


@pytest.fixture
def beside(imported: Round, officer: Person) -> Round:
    """A round of the invented scheme at the same office in the same year, with reports of the same numbers."""
    return lifelong_beside(imported, officer)


# --- former addresses


@pytest.mark.parametrize("tail", ["", "status/", "behovsmeldinger/41/", "status/tall/themes.csv", "vedtak/brev/æ/"])
@pytest.mark.parametrize("query", ["", "?theme=Foreldresamarbeid&sami=yes", "?q=%C3%A6%26b"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_former_address_leads_to_the_main_scheme(reference_data: None, tail: str, query: str, method: str) -> None:
    answer = getattr(Client(), method)(f"{FORMER}{tail}{query}")
    assert answer.status_code == 301
    assert answer["Location"] == f"{HOME}{tail}{query}".replace("æ", "%C3%A6")


def test_a_former_address_opens_the_page(nordland: Round, client: Client) -> None:
    answer = client.get(f"{FORMER}status/?theme=Lesing", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == f"{HOME}status/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_posted_to_a_former_address_is_not_found(nordland: Round, client: Client, method: str) -> None:
    assert getattr(client, method)(f"{FORMER}oppsett/frister/").status_code == 404


def test_another_main_scheme_is_led_to(nordland: Round) -> None:
    Office.objects.filter(slug="nordland").update(main_scheme="regional")
    assert Client().get(f"{FORMER}status/")["Location"] == "/nordland/rekom-dekom-kpl/2026/status/"


def test_what_is_not_there_is_not_found_and_says_the_same_to_everybody(nordland: Round, client: Client) -> None:
    for visitor in (Client(), client):
        assert visitor.get("/narnia/2026/").status_code == 404
        assert visitor.get("/nordland/1999/status/", follow=True).status_code == 404
        led = [visitor.get(f"/nordland/{year}/status/").status_code for year in (1999, 2026)]
        assert led == [301, 301]


def test_the_words_of_an_office_are_no_scheme(reference_data: None) -> None:
    """What an office's addresses have in the place of the scheme is reserved, so no scheme hides it."""
    second = {parts[1] for route, _name in every_route() if (parts := route.split("/"))[0] == "<slug:office>"}
    assert {word for word in second if word and "<" not in word} <= RESERVED_SLUGS


def test_no_office_is_called_as_the_first_word_of_another_address(reference_data: None) -> None:
    first = {route.split("/")[0] for route, _name in every_route()}
    assert not first & set(Office.objects.values_list("slug", flat=True))


# --- two schemes in one office and year


def _settled(round_: Round, officer: Person, approvers: Sequence[Person]) -> Scenario:
    """A scenario, the recommendation and the decision of the round."""
    scenario = create_scenario(round_, f"Forslag for {round_.scheme_slug}", Specification(), officer)
    begin_recommendation(scenario, officer)
    proposal = submit_proposal(create_proposal(scenario, officer).pk, officer)
    for approver in approvers[: scheme_of(round_.scheme).approvals]:
        approve_proposal(proposal.pk, proposal.content_hash, "", approver)
    know_forms(proposal, officer)
    assert issue_decision(proposal.pk, officer)[1]
    return scenario


def short_name(round_: Round) -> str:
    return f"{round_.scheme.definition.get('short_name', round_.scheme.definition['name'])['nb']}"


def test_two_schemes_of_a_year_share_nothing(
    imported: Round, beside: Round, officer: Person, client: Client, person_as: Callable[..., Person]
) -> None:
    """Reports of the same number, a scenario, a recommendation, a decision and a ledger in each."""
    approvers = [person_as("approver"), person_as("approver")]
    rounds = (imported, beside)
    for round_ in rounds:
        _settled(round_, officer, approvers)
    secrets = {imported.pk: "Forslag for kollektiv", beside.pk: "Forslag for livslang"}
    titles = {each.pk: NeedsReport.objects.get(round=each, number=1).title for each in rounds}
    assert len(set(titles.values())) == 2
    for own, other in (rounds, rounds[::-1]):
        for name in PAGES:
            page = client.get(reverse(name, kwargs={**own.where}))
            assert page.status_code == 200, name
            head, text = page.content.decode().split("<main", 1)
            assert f"– {short_name(own)} {own.year} – Fordel</title>" in head, name
            assert secrets[other.pk] not in text, name
            assert titles[other.pk] not in text, name
            assert reverse("start", kwargs={**other.where}) not in text, name
        report = client.get(reverse("reports:report", kwargs={**own.where, "number": 1})).content.decode()
        assert titles[own.pk] in report and titles[other.pk] not in report
        assert secrets[own.pk] in client.get(reverse("forum:distribution", kwargs={**own.where})).content.decode()
        listed = json.loads(client.get(reverse("reports:reports-file", kwargs={**own.where, "kind": "json"})).content)
        assert len(listed["rows"]) == NeedsReport.objects.filter(round=own).count()
        assert listed["scheme"] == own.scheme_slug
        awards = Award.objects.filter(proposal__round=own)
        assert sum(award.amount for award in awards) == sum(
            each[Account.AWARDED] for each in balances(own.frame_lines.values_list("pk", flat=True)).values()
        )
    assert NeedsReport.objects.filter(round=beside).count() == 7


def test_an_object_is_not_found_under_another_scheme(
    imported: Round, beside: Round, officer: Person, person_as: Callable[..., Any]
) -> None:
    """An id of the one scheme under the address of the other is not found, at every address with an id, future ones
    too. A seat, a saved view and a meeting belong to the office; a form answers a
    number of a scenario that the round does not have."""
    world = make_world(imported, person_as)
    tried = []
    for route, name in every_route():
        own = ROUTES[name] - {*WHERE, "kind", "key", "question", "figure"}
        of_office = own & {"seat_id", "view_id"} or "meeting_id" in own <= {"meeting_id", "number"}
        if "<scheme:scheme>" not in route or not own or of_office:
            continue
        arguments = {key: world.arguments[key] for key in ROUTES[name]} | {"scheme": BESIDE["scheme"]}
        address = reverse(name, kwargs=arguments)
        assert world.clients["case_officer"].post(address).status_code in (403, 404), name
        for who in ("case_officer", "auditor", "forum_member"):
            assert world.clients[who].get(address).status_code in (403, 404, 405), (name, who)
        tried.append(name)
    assert len(tried) > 30


# --- the header


def _header(page: Any) -> str:
    return html_of(page).split('<details class="tool-menu boxed">', 1)[1].split("</details>", 1)[0]


def test_with_one_scheme_the_header_chooses_the_year_alone(imported: Round, client: Client) -> None:
    header = _header(client.get(f"{HOME}status/"))
    assert "Tilskuddsår</span><b>2026</b>" in header
    assert "Kollektiv" not in header


def test_with_several_the_header_chooses_scheme_and_year(imported: Round, beside: Round, client: Client) -> None:
    header = _header(client.get(reverse("insight:status", kwargs=BESIDE)))
    assert "Livslang læring</span><b>2026</b>" in header
    assert "Kollektiv kompetanseutvikling i barnehage og grunnskole" in header
    assert f'<a href="{HOME}status/">2026</a>' in header
    assert '<a href="/nordland/livslang/2026/status/" aria-current="true">2026</a>' in header


def test_a_page_about_one_object_is_left_for_the_start_page(imported: Round, beside: Round, client: Client) -> None:
    header = _header(client.get(f"{HOME}behovsmeldinger/1/"))
    assert '<a href="/nordland/livslang/2026/">2026</a>' in header


def test_the_start_page_is_that_of_the_main_scheme(imported: Round, beside: Round, client: Client) -> None:
    assert client.get("/")["Location"] == HOME
    Office.objects.filter(slug="nordland").update(main_scheme="lifelong")
    assert client.get("/")["Location"] == "/nordland/livslang/2026/"


def test_the_national_overview_has_a_row_for_each_scheme(
    imported: Round, beside: Round, client_as: Callable[..., Client]
) -> None:
    page = client_as("national_reader").get("/").content.decode()
    assert "1 av 10 embeter bruker Fordel." in page.replace("\xa0", " ")
    for round_, need in ((imported, "24 605 520"), (beside, "4 900 000")):
        row = page.split(f'href="{reverse("insight:status", kwargs={**round_.where})}"')[-1].split("</tr>", 1)[0]
        assert need in row.replace("\xa0", " ")


# --- the command line


def test_status_takes_the_scheme(imported: Round, beside: Round, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["status", "--office", "nordland", "--year", "2026", "--json"]
    for more, scheme, count in (
        ([], "kollektiv", 52),
        (["--scheme", "collective"], "kollektiv", 52),
        (["--scheme", "livslang"], "livslang", 7),
        (["--scheme", "lifelong"], "livslang", 7),
    ):
        assert main([*words, *more]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["scheme"], found["needs"]["count"]) == (scheme, count)


@pytest.mark.parametrize("command", [["status"], ["import", "behov.xlsx"]])
def test_an_unknown_scheme_is_one_line_that_names_those_there_are(
    nordland: Round, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    words = [*command, "--office", "nordland", "--year", "2026", "--scheme", "felles"]
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "felles" in captured.err and "kollektiv, rekom-dekom-kpl" in captured.err
