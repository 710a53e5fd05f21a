"""Comments on the words of a chapter: answered, closed, or accepted into the text."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.services.document import PLAN_KIND
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.models import Comment, Outcome
from fordel.writing.selectors.fields import fields_of, values_of
from fordel.writing.services.comments import Written, accept_suggestion, add_comment, answer_comment, close_comment
from fordel.writing.services.save_fields import Edit, save_fields
from tests.clients import client_of

pytestmark = pytest.mark.django_db
TEXT = "<p>Pengene skal <strong>nå</strong> barn &amp; elever.</p><p>De deles.</p>"


@pytest.fixture
def plan(draft: Plan, officer: Person) -> Plan:
    _write(draft, officer, TEXT)
    return draft


def _write(plan: Plan, by: Person, text: str) -> None:
    version = next((version for key, _value, version in fields_of(plan.pk) if key == "goal"), 0)
    save_fields(PLAN_KIND, plan.pk, by, [Edit("goal", text, version, is_html=True)], now())


def page_of(plan: Plan) -> str:
    return reverse("plan:comments", kwargs={"office": "nordland", "plan_id": plan.pk, "chapter": "goal"})


def one(plan: Plan, comment: Comment) -> str:
    return reverse("plan:comment", kwargs={"office": "nordland", "plan_id": plan.pk, "comment_id": comment.pk})


def test_a_suggestion_is_written_answered_and_accepted_on_the_pages(
    plan: Plan, officer: Person, person_as: Any
) -> None:
    approver = client_of(person_as("approver"))
    typed = {"quote": "barn & elever", "comment": "Begge?", "suggests": "on", "suggestion": "alle barn"}
    assert approver.post(page_of(plan), typed).status_code == 302
    comment = Comment.objects.get()
    shown = approver.get(page_of(plan)).content.decode()
    assert "Begge?" in shown and "alle barn" in shown and TEXT[3:20] in shown
    assert approver.post(one(plan, comment), {"answer": "Se på det."}).status_code == 302
    assert approver.post(one(plan, comment), {"accept": "1"}).status_code == 403, "who may not write does not accept"
    assert client_of(officer).post(one(plan, comment), {"accept": "1"}).status_code == 302
    assert values_of(plan.pk)["goal"] == "<p>Pengene skal <strong>nå</strong> alle barn.</p><p>De deles.</p>"
    comment.refresh_from_db()
    assert (comment.outcome, comment.decided_by) == (Outcome.ACCEPTED, officer)
    assert "Se på det." in approver.get(page_of(plan)).content.decode()


def test_a_comment_on_words_that_are_gone_is_to_an_earlier_text(plan: Plan, officer: Person) -> None:
    comment = add_comment(PLAN_KIND, plan.pk, "goal", Written("De deles.", "Hvem?", "", suggests=True), officer)
    client = client_of(officer)
    assert "tidligere tekst" not in client.get(page_of(plan)).content.decode()
    _write(plan, officer, "<p>Noe helt annet.</p>")
    shown = client.get(page_of(plan)).content.decode()
    assert "tidligere tekst" in shown and "De deles." in shown
    with pytest.raises(UserError):
        accept_suggestion(PLAN_KIND, comment, officer)
    refused = client.post(one(plan, comment), {"accept": "1"})
    assert refused.status_code == 409
    close_comment(comment, officer)
    assert values_of(plan.pk)["goal"] == "<p>Noe helt annet.</p>"


WRONG = {
    "words that are not there": ("finnes ikke", "Merknad", "quote"),
    "words in several places": ("e", "Merknad", "quote"),
    "words inside a tag": ("strong", "Merknad", "quote"),
    "no words": (" ", "Merknad", "quote"),
    "no comment": ("De deles.", "  ", "comment"),
    "a comment that is too long": ("De deles.", "x" * 2001, "comment"),
}


@pytest.mark.parametrize(("quote", "text", "field"), WRONG.values(), ids=WRONG)
def test_a_comment_that_cannot_be_is_refused_at_its_field(
    plan: Plan, officer: Person, quote: str, text: str, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        add_comment(PLAN_KIND, plan.pk, "goal", Written(quote, text), officer)
    assert refused.value.field == field and not Comment.objects.exists()
    kept = client_of(officer).post(page_of(plan), {"quote": quote, "comment": text, "suggestion": ""})
    assert kept.status_code == 422


def test_words_of_several_looks_can_be_commented_on_but_not_replaced(plan: Plan, officer: Person) -> None:
    words = "skal nå barn"
    comment = add_comment(PLAN_KIND, plan.pk, "goal", Written(words, "Når?"), officer)
    page = client_of(officer).get(page_of(plan)).content.decode()
    assert f"«{words}»" in page and "tidligere tekst" not in page
    with pytest.raises(UserError) as refused:
        add_comment(PLAN_KIND, plan.pk, "goal", Written(words, "Slik?", "bør nå barn", suggests=True), officer)
    assert refused.value.field == "quote" and Comment.objects.get() == comment


def test_words_around_a_note_are_one_place_and_those_in_it_another(plan: Plan, officer: Person) -> None:
    _write(
        plan, officer, "<p>Barn<span data-note>De yngste.</span> leker.</p><table><tr><td>a<td>b<tr><td>c<td>d</table>"
    )
    for words in ("Barn leker.", "De yngste.", "c"):
        add_comment(PLAN_KIND, plan.pk, "goal", Written(words, "Fint"), officer)
    with pytest.raises(UserError):
        add_comment(PLAN_KIND, plan.pk, "goal", Written("c d", "Fint"), officer)


def test_the_form_begins_with_the_words_that_were_marked(plan: Plan, officer: Person) -> None:
    page = client_of(officer).get(page_of(plan), {"ord": 'barn & "elever"' + "x" * 400}).content.decode()
    begun = re.search('name="quote" value="([^"]*)"', page) or re.search('value="([^"]*)"[^>]* name="quote"', page)
    assert begun is not None and unescape(begun[1]) == ('barn & "elever"' + "x" * 400)[:300]


def test_a_closed_comment_stays_as_it_is(plan: Plan, officer: Person) -> None:
    comment = add_comment(PLAN_KIND, plan.pk, "goal", Written("De deles.", "Hvem?"), officer)
    with pytest.raises(UserError):
        accept_suggestion(PLAN_KIND, comment, officer)
    close_comment(comment, officer)
    for again in (lambda: close_comment(comment, officer), lambda: answer_comment(comment, "Nei", officer)):
        with pytest.raises(UserError):
            again()


def test_hostile_suggestions_are_words(plan: Plan, officer: Person) -> None:
    evil = "<script>alert(1)</script>"
    comment = add_comment(PLAN_KIND, plan.pk, "goal", Written("De deles.", evil, evil, suggests=True), officer)
    accept_suggestion(PLAN_KIND, comment, officer)
    shown = client_of(officer).get(page_of(plan)).content.decode()
    assert evil not in shown and "&lt;script&gt;" in shown


def test_comments_are_for_those_who_work_at_the_office(plan: Plan, person_as: Any) -> None:
    for role in ("forum_member", "auditor"):
        assert client_of(person_as(role)).get(page_of(plan)).status_code == 403
    assert Client().get(page_of(plan)).status_code in (302, 403)


def test_where_the_chapter_is_read_and_written_it_says_how_many_are_not_settled(plan: Plan, officer: Person) -> None:
    client = client_of(officer)
    addresses = [
        reverse("plan:plan", kwargs={"office": "nordland", "plan_id": plan.pk}),
        reverse("plan:chapter", kwargs={"office": "nordland", "plan_id": plan.pk, "chapter": "goal"}),
    ]
    for count, words in ((0, ""), (1, "1 er ikke avklart"), (2, "2 er ikke avklart")):
        if count:
            add_comment(PLAN_KIND, plan.pk, "goal", Written("De deles", f"Nummer {count}"), officer)
        for address in addresses:
            page = client.get(address).content.decode()
            assert f'href="{page_of(plan)}"' in page and words in page
            assert ("ikke avklart" in page) == bool(count), address
