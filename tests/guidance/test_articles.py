"""Articles: written in both forms of Norwegian, published in versions, read by those they are for, withdrawn and
expired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.guidance.models import Article
from fordel.guidance.services.articles import begin_article, publish_article, withdraw_article
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.writing.services.send import IncompleteError
from tests.guidance.articles import WHOLE, published, write
from tests.support.seats import seat_for
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
OFFICE = {"office": "nordland"}


@pytest.fixture
def officer(person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


def _url(name: str, article: Article, **more: Any) -> str:
    return reverse(f"guidance:{name}", kwargs={**OFFICE, "article_id": article.pk, **more})


def _draft(officer: Person, **values: Any) -> Article:
    return begin_article(Office.objects.get(slug="nordland"), officer, {**WHOLE, **values})


def _titles(client: Client, **asked: str) -> list[str]:
    response = client.get(reverse("guidance:articles", kwargs=OFFICE), asked)
    return [each.title for each in response.context["articles"]]


def test_an_officer_writes_checks_and_publishes_an_article_through_its_pages(officer: Person, client_of: Make) -> None:
    client: Client = client_of(officer)
    first = client.post(reverse("guidance:new", kwargs=OFFICE)).headers["Location"]
    article = Article.objects.get()
    assert first == _url("draft-part", article, part="about")
    assert article.responsible == officer
    parts = {
        "about": ("kind", "schemes", "audience", "valid_from", "valid_to"),
        "nb": ("title_nb", "summary_nb", "body_nb"),
        "nn": ("title_nn", "summary_nn", "body_nn"),
        "source": ("source", "source_date", "source_link"),
    }
    for part, codes in parts.items():
        typed = {code: WHOLE[code] for code in codes if code in WHOLE} | {f"v.{code}": "0" for code in codes}
        assert client.get(_url("draft-part", article, part=part)).status_code == 200
        assert client.post(_url("draft-part", article, part=part), typed).status_code == 302, part
    assert client.get(_url("check", article)).context["errors"] == []
    assert client.post(_url("publish", article)).headers["Location"] == _url("draft", article)
    page = Client().get(_url("article", article))
    assert (page.status_code, page.context["text"].title) == (200, WHOLE["title_nb"])


@pytest.mark.parametrize("missing", ["title_nb", "summary_nb", "body_nb", "title_nn", "summary_nn", "body_nn"])
def test_a_text_missing_in_one_form_stops_publishing_and_is_named(
    officer: Person, client_of: Make, missing: str
) -> None:
    article = _draft(officer, **{missing: ""})
    with pytest.raises(IncompleteError) as stopped:
        publish_article(article.pk, officer, now())
    assert [finding.field for finding in stopped.value.findings] == [missing]
    client: Client = client_of(officer)
    assert client.post(_url("publish", article)).headers["Location"] == _url("check", article)
    page = client.get(_url("check", article)).content.decode()
    assert f"#f-{missing}" in page
    assert Article.objects.get(pk=article.pk).state == "draft"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"valid_from": "31.02.2026"}, "valid_from", "not_a_day"),
        ({"valid_to": "2025-12-31"}, "valid_to", "ends_before_it_begins"),
        ({"source_link": "javascript:alert(1)"}, "source_link", "not_a_link"),
        ({"source_link": "udir.no"}, "source_link", "not_a_link"),
        ({"audience": ["somebody"]}, "audience", "not_a_choice"),
        ({"title_nn": "x" * 121}, "title_nn", "too_long"),
    ],
)
def test_what_cannot_be_used_stops_publishing(
    officer: Person, client_of: Make, values: dict[str, Any], field: str, code: str
) -> None:
    article = _draft(officer, **values)
    with pytest.raises(IncompleteError) as stopped:
        publish_article(article.pk, officer, now())
    assert [(finding.field, finding.code) for finding in stopped.value.findings] == [(field, code)]
    assert client_of(officer).get(_url("check", article)).status_code == 200


def test_script_and_style_are_cleaned_out_of_what_is_pasted(officer: Person) -> None:
    article = published(officer, body_nb='<p onclick="x()">Ord</p><script>alert(1)</script><style>p{}</style>')
    assert article.body_nb == "<p>Ord</p>"


def test_each_publication_is_a_kept_version_with_a_readable_difference(officer: Person, client_of: Make) -> None:
    article, client = published(officer), client_of(officer)
    first = article.document.submissions.get()
    write(article, officer, title_nb="Hvem kan vi samarbeide med?")
    assert Client().get(_url("article", article)).context["text"].title == WHOLE["title_nb"]
    publish_article(article.pk, officer, now())
    article.refresh_from_db()
    assert (article.version, article.title_nb) == (2, "Hvem kan vi samarbeide med?")
    newest, oldest = client.get(_url("history", article)).context["history"].sent
    assert oldest.changes is None
    pieces = {piece.kind: piece.text for change in newest.changes for piece in change.pieces}
    assert "samarbeide" in pieces["added"]
    assert first.sha256 in client.get(_url("version", article, sequence=1)).content.decode()


def test_publishing_again_without_a_change_makes_no_version(officer: Person) -> None:
    article = published(officer)
    publish_article(article.pk, officer, now())
    assert article.document.submissions.count() == 1


def test_only_a_case_officer_of_the_office_publishes(officer: Person, person_as: Make) -> None:
    article = _draft(officer)
    for stranger in (person_as("approver"), person_as("case_officer", office="trondelag")):
        with pytest.raises(UserError):
            publish_article(article.pk, stranger, now())


def test_a_reader_gets_what_is_for_them_and_valid(
    officer: Person, client_as: Make, client_of: Make, person_as: Make
) -> None:
    day = timedelta(days=1)
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    elsewhere = Organisation.objects.filter(kind="municipality").exclude(municipality__office__slug="nordland").first()
    uit = Organisation.objects.get(organisation_number="970422528")
    for title, values in {
        "alle": {},
        "eiere": {"audience": ["owner"]},
        "partnere": {"audience": ["partner"]},
        "forumet": {"audience": ["forum_member"]},
        "eiere i videregående": {"audience": ["owner"], "schemes": ["collective_upper"]},
        "senere": {"valid_from": str(today() + day)},
        "utgått": {"valid_from": "2025-01-01", "valid_to": str(today() - day)},
        "siste dag": {"valid_from": "2025-01-01", "valid_to": str(today())},
    }.items():
        published(officer, title_nb=title, **values)
    assert sorted(_titles(Client())) == ["alle", "siste dag"]
    assert sorted(_titles(client_as("owner", organisation=hamaroy))) == ["alle", "eiere", "siste dag"]
    assert sorted(_titles(client_as("owner", organisation=elsewhere))) == ["alle", "siste dag"]
    assert sorted(_titles(client_as("partner", organisation=uit))) == ["alle", "partnere", "siste dag"]
    member = person_as("forum_member")
    assert sorted(_titles(client_of(member))) == ["alle", "siste dag"], "the role without a seat opens nothing"
    seat_for(member)
    assert sorted(_titles(client_of(member))) == ["alle", "forumet", "siste dag"]


def test_a_reader_without_the_role_cannot_open_an_article_that_a_reader_with_it_can(
    officer: Person, client_as: Make, client_of: Make, person_as: Make
) -> None:
    article = published(officer, audience=["forum_member"])
    assert client_of(seat_for(person_as("forum_member")).person).get(_url("article", article)).status_code == 200
    ended = seat_for(person_as("forum_member"), ends=-1).person
    assert client_of(ended).get(_url("article", article)).status_code == 403
    assert client_as("forum_member", office="trondelag").get(_url("article", article)).status_code == 403
    assert Client().get(_url("article", article)).status_code == 302


def test_a_withdrawn_article_says_so_to_those_with_the_link(officer: Person, client_of: Make) -> None:
    article = published(officer)
    client: Client = client_of(officer)
    assert carry_out(client, _url("withdraw", article)).status_code == 422
    assert carry_out(client, _url("withdraw", article), {"reason": "Forskriften er endret."}).status_code == 302
    assert _titles(Client()) == []
    page = Client().get(_url("article", article))
    assert page.status_code == 200
    assert "Forskriften er endret." in page.content.decode()
    assert "Barnehagene velger selv." not in page.content.decode()
    assert "Barnehagene velger selv." in client.get(_url("article", article)).content.decode()
    publish_article(article.pk, officer, now())
    assert _titles(Client()) == [WHOLE["title_nb"]]


def test_an_expired_article_says_so_and_keeps_its_text_to_itself(officer: Person) -> None:
    article = published(officer, valid_from="2020-01-01", valid_to="2020-12-31")
    page = Client().get(_url("article", article)).content.decode()
    assert "2020" in page
    assert "Barnehagene velger selv." not in page


def test_a_draft_is_the_offices_alone_and_can_be_discarded(officer: Person, client_of: Make, client_as: Make) -> None:
    article = _draft(officer)
    assert Client().get(_url("article", article)).status_code == 302
    owner = client_as("owner", organisation=Organisation.objects.first())
    assert owner.get(_url("article", article)).status_code == 403
    client: Client = client_of(officer)
    assert client.get(_url("article", article)).status_code == 200
    assert carry_out(client, _url("discard", article)).status_code == 302
    assert client.get(_url("draft", article)).status_code == 404
    assert list(client.get(reverse("guidance:manage", kwargs=OFFICE)).context["page"]) == []


def test_a_published_article_is_not_discarded(officer: Person, client_of: Make) -> None:
    assert carry_out(client_of(officer), _url("discard", published(officer))).status_code == 409


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("nb", "barnehage", True),  # another inflection
        ("nb", "barneh", True),  # the beginning of a word
        ("nb", "partner velger", True),
        ("nb", "sjølve", False),  # the words of the other form
        ("nn", "sjølve", True),
        ("en", "barnehage", True),  # English readers get bokmål
        ("nb", "skoleskyss", False),
    ],
)
def test_readers_search_in_their_own_form(officer: Person, language: str, asked: str, found: bool) -> None:
    published(officer)
    client = Client()
    client.cookies["fordel_language"] = language
    assert bool(_titles(client, q=asked)) is found


def test_a_word_in_the_title_weighs_more_than_one_in_the_text(officer: Person) -> None:
    published(officer, title_nb="Om fristen", body_nb="<p>Reservene brukes senere.</p>")
    published(officer, title_nb="Om reserver", body_nb="<p>Kort.</p>")
    assert _titles(Client(), q="reserver") == ["Om reserver", "Om fristen"]


def test_the_offices_list_is_searched_narrowed_and_sorted(officer: Person, client_of: Make) -> None:
    client, list_ = client_of(officer), reverse("guidance:manage", kwargs=OFFICE)
    draft = _draft(officer, title_nb="Åpent utkast")
    old = published(officer, title_nb="Gammel", valid_from="2020-01-01", valid_to="2020-12-31")
    good = published(officer, title_nb="Bra")
    withdrawn = published(officer, title_nb="Vekk")
    withdraw_article(withdrawn.pk, "Feil", officer)
    Article.objects.filter(pk=good.pk).update(review_on=today(), responsible=None)

    def found(**asked: str) -> set[int]:
        return {row.pk for row in client.get(list_, asked).context["page"]}

    assert found() == {draft.pk, old.pk, good.pk, withdrawn.pk}
    assert found(state="draft") == {draft.pk}
    assert found(state="published") == {good.pk}
    assert found(state="expired") == {old.pk}
    assert found(state="withdrawn") == {withdrawn.pk}
    assert found(state="due") == {good.pk}
    assert found(responsible="me") == {draft.pk, old.pk, withdrawn.pk}
    assert found(q="utkastet") == {draft.pk}
    assert found(q="utkast", state="published") == set()
    titles = [row.title for row in client.get(list_, {"sort": "title"}).context["page"]]
    assert titles == ["Bra", "Gammel", "Vekk", "Åpent utkast"]


def test_an_article_that_is_due_is_a_task_of_the_one_who_answers_for_it(
    nordland: Any, officer: Person, person_as: Make, client_of: Make
) -> None:
    article = published(officer)
    start = reverse("start", kwargs={**nordland.where})

    def tasks(person: Person) -> list[str]:
        return [task.url for task in client_of(person).get(start).context["tasks"]]

    assert _url("follow-up", article) not in tasks(officer)
    Article.objects.filter(pk=article.pk).update(review_on=today() + timedelta(days=3))
    assert _url("follow-up", article) in tasks(officer)
    other = person_as("case_officer")
    assert _url("follow-up", article) not in tasks(other)
    client: Client = client_of(officer)
    later = str(today() + timedelta(days=200))
    typed = {"responsible": str(other.pk), "review_on": later}
    assert client.post(_url("follow-up", article), typed).status_code == 302
    article.refresh_from_db()
    assert (article.responsible, str(article.review_on)) == (other, later)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"responsible": ""}, "responsible"),
        ({"review_on": "2020-01-01"}, "review_on"),
        ({"review_on": ""}, "review_on"),
    ],
)
def test_a_follow_up_that_cannot_be_used_is_refused_at_its_field(
    officer: Person, client_of: Make, typed: dict[str, str], field: str
) -> None:
    article = _draft(officer)
    whole = {"responsible": str(officer.pk), "review_on": str(today() + timedelta(days=9))}
    response = client_of(officer).post(_url("follow-up", article), whole | typed)
    assert response.status_code == 422
    assert f'href="#{field}"' in response.content.decode()


def test_related_articles_are_shown_to_those_who_may_read_them(officer: Person, client_of: Make) -> None:
    article, public, closed = published(officer), published(officer), published(officer, audience=["forum_member"])
    foreign = published(officer)
    Article.objects.filter(pk=foreign.pk).update(office=Office.objects.get(slug="trondelag"))
    typed = {
        "responsible": str(officer.pk),
        "review_on": str(today() + timedelta(days=9)),
        "related": [str(public.pk), str(closed.pk), str(foreign.pk)],
    }
    client: Client = client_of(officer)
    assert client.post(_url("follow-up", article), typed).status_code == 302

    def related(reader: Client) -> set[int]:
        return {text.article.pk for text in reader.get(_url("article", article)).context["related"]}

    assert related(client) == {public.pk, closed.pk}
    assert related(Client()) == {public.pk}


def test_the_database_keeps_an_article_published_in_both_forms(officer: Person) -> None:
    article = published(officer)
    for broken in ({"title_nn": ""}, {"version": 0}, {"withdrawn_at": now()}, {"state": "draft"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**broken)


def test_an_article_and_the_help_of_a_page_cost_a_fixed_number_of_queries(officer: Person, client_as: Make) -> None:
    """Asked for twice: nothing is counted that is remembered from then on."""
    article = published(officer, audience=["owner"], pages=["own_needs:list"], fields=["title"])
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    client = client_as("owner", organisation=hamaroy)
    costs = {}
    for page in (_url("article", article), f"{reverse('guidance:help')}?side=own_needs:draft-part"):
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        costs[page.split("/")[-2]] = len(captured)
    assert costs == {str(article.pk): 10, "hjelp": 10}


def test_a_list_costs_the_same_for_one_article_and_for_many(officer: Person, client_of: Make) -> None:
    lists = [reverse(f"guidance:{name}", kwargs=OFFICE) for name in ("articles", "manage")]

    def queries(client: Client) -> list[int]:
        found = []
        for url in lists:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    published(officer)
    client: Client = client_of(officer)
    queries(client)
    one = queries(client)
    for _each in range(4):
        published(officer, schemes=["collective"])
    assert queries(client) == one == [8, 7]
