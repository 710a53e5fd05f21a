"""The pages of the questions, and their files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pptx import Presentation

from fordel.cli import figures as command
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Recommendation
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.insight.presentation.questions.every import QUESTIONS
from fordel.insight.selectors.years import years_of
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.decisions.conftest import decide
from tests.outcomes.reports import open_one
from tests.support.definitions import redefine
from tests.support.html import html_of
from tests.support.slides import charts_in
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]


@pytest.fixture
def officer(years: Round, client_as: ClientAs) -> Client:
    return client_as("case_officer")


def _plain(text: str) -> str:
    """With single spaces, none of them hard."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_question_has_a_page_with_its_finding_and_its_files(years: Round, officer: Client, language: str) -> None:
    officer.cookies["fordel_language"] = language
    for question in QUESTIONS:
        with translation.override(language):
            answer = question.answer(years_of(years))
        page = officer.get(reverse("insight:question", kwargs={**WHERE, "question": question.slug}))
        assert f"{_plain(answer.finding)}</h1>" in _plain(html_of(page)).replace(" </h1>", "</h1>")
        for figure in answer.figures:
            assert figure.heading in html_of(page)
            if language == "nb":
                assert officer.get(figure.csv_url).status_code == 200
                for address in filter(None, (figure.svg_url, figure.png_url)):
                    assert officer.get(address).content[:8].startswith((b"<svg", b"\x89PNG"))


def test_each_question_is_slides_with_charts_that_can_be_edited(years: Round, officer: Client) -> None:
    """The finding is on the first slide, and each drawing of the page is a chart with the same numbers."""
    for question in QUESTIONS:
        with translation.override("nb"):
            answer = question.answer(years_of(years))
        content = officer.get(reverse("insight:question-slides", kwargs={**WHERE, "question": question.slug})).content
        drawn = [figure for figure in answer.figures if figure.draw]
        assert all(figure.series for figure in drawn), question.slug
        assert Presentation(io.BytesIO(content)).slides[0].shapes.title.text == answer.finding
        assert [title for title, _numbers in charts_in(content)] == [figure.heading for figure in drawn]


def test_a_year_is_never_compared_in_per_cent_with_one_that_means_something_else(years: Round, officer: Client) -> None:
    page = html_of(officer.get(reverse("insight:question", kwargs={**WHERE, "question": "arene"})))
    main_part = page.partition("<main")[2].partition("</main>")[0]
    assert "2025 og 2026 kan ikke sammenlignes direkte" in main_part
    assert "Vi viser derfor ingen prosentvis endring." in main_part
    assert "%" not in main_part.replace("30 %", "")


def test_a_line_that_gives_out_little_is_warned_of_while_it_can_be_put_right(years: Round, officer: Client) -> None:
    """The twelve reports are for kindergartens, so little can be paid from the school frame."""

    def page() -> str:
        return html_of(officer.get(reverse("insight:question", kwargs={**WHERE, "question": "malgrupper"})))

    Round.objects.filter(pk=years.pk).update(needs_deadline=now() + timedelta(days=1))
    assert "Det går lite ut fra rammen for Skole" in page()
    assert "Det kan fortsatt rettes opp: Be eierne melde behov for den." in page()
    Round.objects.filter(pk=years.pk).update(needs_deadline=now() - timedelta(days=1))
    assert "Det kan fortsatt rettes opp: Fristen for å melde behov er ute, men Statsforvalteren kan sette en" in page()
    definition = years.scheme.definition
    definition["follow_up"] = {"line_least_percent": 0}
    redefine(years.scheme_id, definition)
    assert "rettes opp" not in page(), "the rule is data of the scheme"


def test_the_warning_follows_the_year_from_the_recommendation_to_the_reports(
    years: Round, officer: Client, person_as: Callable[..., Any]
) -> None:
    """The twelve reports are for kindergartens, so little is recommended or granted from the school frame."""

    def warning() -> str:
        page = html_of(officer.get(reverse("insight:question", kwargs={**WHERE, "question": "malgrupper"})))
        return page.partition('<div class="note warning">')[2].partition("</div>")[0]

    person = person_as("case_officer")
    scenario = create_scenario(years, "Innstilling", Specification(), person)
    Recommendation.objects.create(round=years, scenario=scenario, created_at=now(), adopted_at=now(), sha256="0" * 64)
    assert "Det kan fortsatt rettes opp: Året er ikke vedtatt." in warning()
    proposal = decide(scenario, person, person_as("approver"))
    assert warning().endswith("Året er vedtatt.</p>")
    open_one(proposal.awards.filter(amount__gt=0).order_by("pk")[0])
    assert warning().endswith("Året er vedtatt.</p>")


def test_those_who_are_missing_are_named_with_the_year_they_reported_last(years: Round, officer: Client) -> None:
    page = _plain(html_of(officer.get(reverse("insight:question", kwargs={**WHERE, "question": "hvem-mangler"}))))
    for name, standing, last in (
        ("Alstahaug", "Har meldt før, ikke i år", "2024"),
        ("Bodø", "Er med gjennom andre", "2025"),
        ("Træna", "Har aldri meldt", "ingen"),
        ("Bindal", "Har egen melding i år", "2026"),
    ):
        assert f'<th scope="row">{name}</th><td>{standing}</td><td>{last}</td>' in page, name
    assert "Private eiere som ikke er registrert i Fordel, kjenner vi ikke." in page
    assert "Eksempel Hav barnehage 3 AS" in page


def test_a_closed_report_is_in_no_sum_but_its_owner_is_not_missing(years: Round) -> None:
    closed = NeedsReport.objects.get(round=years, number=1)
    view = years_of(years, {closed.pk})
    assert view.now.values["needs"] == years_of(years).now.values["needs"] - closed.amount  # type: ignore[operator]
    with translation.override("nb"):
        page = next(each for each in QUESTIONS if each.slug == "hvem-mangler").answer(view)
        rows = {row[0].value: [cell.value for cell in row] for row in page.figures[0].table.rows}
    assert rows["Bindal"] == ["Bindal", 0, "Har egen melding i år"]


def test_what_is_not_there_is_not_found(officer: Client) -> None:
    for path in ("ingenting/", "pengene/ingenting.csv", "pengene/years.svg", "ingenting.xlsx"):
        assert officer.get(f"/nordland/kollektiv/2026/status/sporsmal/{path}").status_code == 404, path


def test_a_year_without_reports_says_so(nordland: Round, client_as: ClientAs) -> None:
    client = client_as("forum_member")
    for question in QUESTIONS:
        page = client.get(reverse("insight:question", kwargs={**WHERE, "question": question.slug}))
        assert page.status_code == 200


def test_the_pages_ask_the_same_few_queries_of_one_report_and_of_many(years: Round, officer: Client) -> None:
    def asked() -> dict[str, int]:
        counts = {}
        for question in QUESTIONS:
            address = reverse("insight:question", kwargs={**WHERE, "question": question.slug})
            officer.get(address)
            with CaptureQueriesContext(connection) as queries:
                officer.get(address)
            counts[question.slug] = len(queries)
        return counts

    many = asked()
    assert many == {"malgrupper": 9, "pengene": 9, "hvem-mangler": 12, "hjalp-det": 11, "arene": 9}
    NeedsReport.objects.filter(round=years, number__gt=1).update(state="withdrawn")
    assert asked() == many


def test_the_command_is_one_of_the_commands() -> None:
    assert command.NEEDS_DATABASE
