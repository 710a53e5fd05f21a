"""Help beside the work: every page of a menu has a text for each role, in both forms, and the office's own comes
first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from fordel.core.form.rich_text import plain_text
from fordel.guidance.selectors.help_texts import HelpText, help_for, help_texts
from fordel.parties.models import Organisation
from fordel.parties.plugs.menu import MENU
from tests.guidance.articles import published
from tests.support.access_table import ROUTES
from tests.support.seats import seat_for

Make = Callable[..., Any]
FEWEST: Final = 80
MOST: Final = 150
TEXTS: Final = [pytest.param(text, id=f"{text.page} {text.roles[0]}") for text in help_texts()]


def test_every_page_of_a_menu_has_help_for_each_role_that_has_it() -> None:
    without = [
        (entry.url_name, role) for entry in MENU for role in entry.places if help_for(entry.url_name, role) is None
    ]
    assert without == []


def test_no_page_has_two_texts_for_a_role() -> None:
    pairs = [(text.page, role) for text in help_texts() for role in text.roles]
    assert sorted(pairs) == sorted(set(pairs))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_about_a_page_that_is_there_and_neither_too_short_nor_too_long(text: HelpText) -> None:
    assert text.page in ROUTES
    for form in ("nb", "nn"):
        assert text.titles[form]
        assert FEWEST <= len(plain_text(text.bodies[form]).split()) <= MOST, form
    assert text.bodies["nb"] != text.bodies["nn"]


def _help(client: Client, page: str, office: str = "nordland") -> Any:
    response = client.get(reverse("guidance:help"), {"side": page, "kontor": office})
    assert response.status_code == 200
    return response.context["help"]


@pytest.mark.django_db
def test_the_help_of_a_page_is_written_for_the_readers_role(client_as: Make) -> None:
    officer, member = client_as("case_officer"), client_as("forum_member")
    assert _help(officer, "reports:reports").text.title != _help(member, "reports:reports").text.title
    assert _help(Client(), "reports:reports").is_empty


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_help_is_in_the_readers_form_of_norwegian(client_as: Make, language: str) -> None:
    client = client_as("case_officer")
    client.cookies["fordel_language"] = language
    shown, form = _help(client, "start").text, "nn" if language == "nn" else "nb"
    text = help_for("start", "case_officer")
    assert text is not None
    assert shown.title == text.titles[form]
    assert shown.language == ("nb" if language == "en" else "")


@pytest.mark.django_db
def test_the_offices_own_article_of_a_page_comes_before_what_fordel_has(person_as: Make, client_of: Make) -> None:
    officer = person_as("case_officer")
    own = published(officer, pages=["meetings:plan"], audience=["forum_member"])
    published(officer, pages=["meetings:plan"], audience=["owner"])
    published(officer, pages=["start"])
    member = client_of(seat_for(person_as("forum_member")).person)
    found = _help(member, "meetings:plan")
    assert [text.article.pk for text in found.own] == [own.pk]
    page = member.get(reverse("guidance:help"), {"side": "meetings:plan"}).content.decode()
    assert page.index(f"help-own-{own.pk}") < page.index("help-text")
    assert _help(member, "meetings:plan", "trondelag").own == []


@pytest.mark.django_db
def test_help_to_a_question_is_shown_where_the_report_is_written(person_as: Make, client_as: Make) -> None:
    article = published(person_as("case_officer"), fields=["need", "title"])
    owner = client_as("owner", organisation=Organisation.objects.get(municipality__number="1875", kind="municipality"))
    questions = _help(owner, "own_needs:draft-part").questions
    assert [text.article.pk for _question, text in questions] == [article.pk, article.pk]
    assert all(question for question, _text in questions)
    assert _help(owner, "own_needs:list").questions == []


@pytest.mark.django_db
def test_every_page_leads_to_its_own_help(nordland: Any, client_as: Make) -> None:
    page = client_as("case_officer").get(reverse("insight:status", kwargs={**nordland.where}))
    address = f"{reverse('guidance:help')}?side=insight%3Astatus&amp;kontor=nordland"
    assert address in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "no:such", "<script>", "a" * 500])
def test_a_page_that_nobody_knows_has_the_list_of_all_help(client_as: Make, asked: str) -> None:
    response = client_as("case_officer").get(reverse("guidance:help"), {"side": asked, "kontor": asked})
    assert response.context["help"].is_empty
    assert len(response.context["others"]) >= len([entry for entry in MENU if "case_officer" in entry.places])
