"""Questions to an office: asked, answered with notices both ways, made an article without names; and feedback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.core.calendar import months_later, working_days_later
from fordel.guidance.models import Article, Feedback, Question
from fordel.guidance.services.answer_to_article import article_from_answer
from fordel.guidance.services.articles import publish_article
from fordel.guidance.services.questions import Asked, answer_question, ask_question
from fordel.parties.models import Office, Organisation, Person
from fordel.parties.selectors.own_data import own_data
from fordel.parties.services.erase_person import ERASED_NAME, erase_person
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.guidance.articles import WHOLE, published, write
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
OFFICE = {"office": "nordland"}
ASK = {"title": "Kan en fagskole være partner?", "text": "Vi i Hamarøy lurer.", "scheme": "collective"}


@pytest.fixture
def officer(person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def hamaroy(reference_data: None) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


@pytest.fixture
def owner(person_as: Make, hamaroy: Organisation) -> Person:
    found: Person = person_as("owner", organisation=hamaroy)
    return found


def _asked(owner: Person, organisation: Organisation | None) -> Question:
    office = Office.objects.get(slug="nordland")
    return ask_question(office, Asked(**ASK), owner, organisation.pk if organisation else None)


def _mails(person: Person) -> int:
    return OutboxMail.objects.filter(recipient=person.email).count()


def _office_url(name: str, question: Question) -> str:
    return reverse(f"guidance:{name}", kwargs={**OFFICE, "question_id": question.pk})


def test_a_question_goes_to_the_office_and_its_answer_back(
    officer: Person, owner: Person, client_of: Make, nordland: Any
) -> None:
    client, office = client_of(owner), client_of(officer)
    page = client.get(reverse("guidance:ask"), {"side": "own_needs:list", "kontor": "nordland"})
    assert "office" not in page.context["form"].fields
    response = client.post(reverse("guidance:ask"), {**ASK, "page": "own_needs:list"})
    question = Question.objects.get()
    assert response.headers["Location"] == reverse("guidance:question", kwargs={"question_id": question.pk})
    assert (question.office.slug, question.page) == ("nordland", "own_needs:list")
    assert question.organisation == owner.assignments.get().organisation
    assert (_mails(officer), _mails(owner)) == (1, 1)
    tasks = office.get(reverse("start", kwargs={**nordland.where})).context["tasks"]
    waiting = f"{reverse('guidance:office-questions', kwargs=OFFICE)}?state=open"
    assert [task.due for task in tasks if task.url == waiting] == [question.answer_due]
    assert office.post(_office_url("answer", question), {"text": "Ja.\nDet kan den."}).status_code == 302
    assert _mails(owner) == 2
    thread = client.get(reverse("guidance:question", kwargs={"question_id": question.pk}))
    assert [message.text for message in thread.context["thread"]] == [ASK["text"], "Ja.\nDet kan den."]
    assert waiting not in {
        task.url for task in office.get(reverse("start", kwargs={**nordland.where})).context["tasks"]
    }
    more = client.post(reverse("guidance:question", kwargs={"question_id": question.pk}), {"text": "Takk. Når?"})
    assert more.status_code == 302
    question.refresh_from_db()
    assert (question.state, _mails(officer)) == ("open", 2)


@pytest.mark.parametrize(
    ("typed", "field"), [({"title": " "}, "title"), ({"text": ""}, "text"), ({"title": "x" * 121}, "title")]
)
def test_a_question_that_lacks_something_is_refused_at_its_field(
    owner: Person, client_of: Make, typed: dict[str, str], field: str
) -> None:
    response = client_of(owner).post(reverse("guidance:ask"), {**ASK, **typed})
    assert response.status_code == 422
    assert f'href="#{field}"' in response.content.decode()
    assert not Question.objects.exists()


def test_a_partner_chooses_the_office_and_is_refused_without_one(nordland: Any, client_as: Make) -> None:
    Office.objects.get(slug="trondelag").rounds.create(scheme=nordland.scheme, scheme_slug="kollektiv", year=2026)
    client = client_as("partner", organisation=Organisation.objects.get(organisation_number="970422528"))
    assert client.post(reverse("guidance:ask"), ASK).status_code == 422
    page = client.get(reverse("guidance:ask"), {"kontor": "nordland"})
    assert page.context["form"]["office"].value() == str(nordland.office_id)
    assert client.post(reverse("guidance:ask"), {**ASK, "office": str(nordland.office_id)}).status_code == 302
    assert Question.objects.get().office_id == nordland.office_id


def test_a_question_is_read_by_those_of_the_organisation_and_of_the_office_alone(
    owner: Person, hamaroy: Organisation, client_as: Make
) -> None:
    question = _asked(owner, hamaroy)
    own = reverse("guidance:question", kwargs={"question_id": question.pk})
    bodo = Organisation.objects.get(municipality__number="1804", kind="municipality")
    assert client_as("owner", organisation=hamaroy).get(own).status_code == 200
    assert client_as("owner", organisation=bodo).get(own).status_code == 403
    assert client_as("forum_member").get(own).status_code == 403
    assert client_as("case_officer").get(_office_url("office-question", question)).status_code == 200
    stranger = client_as("case_officer", office="trondelag")
    assert stranger.get(_office_url("office-question", question)).status_code == 403
    assert stranger.get(_office_url("office-question", question).replace("nordland", "trondelag")).status_code == 404


def test_a_question_is_closed_with_a_reason_and_can_be_asked_again(
    officer: Person, owner: Person, hamaroy: Organisation, client_of: Make
) -> None:
    question, office = _asked(owner, hamaroy), client_of(officer)
    assert carry_out(office, _office_url("close-question", question)).status_code == 422
    assert (
        carry_out(office, _office_url("close-question", question), {"reason": "Svart på telefon."}).status_code == 302
    )
    assert _mails(owner) == 2
    with pytest.raises(UserError):
        answer_question(question.pk, "Ja", officer)
    own = client_of(owner)
    url = reverse("guidance:question", kwargs={"question_id": question.pk})
    assert "Svart på telefon." in own.get(url).content.decode()
    assert own.post(url, {"text": "Jeg lurer fortsatt."}).status_code == 302
    answer_question(question.pk, "Ja", officer)


def test_the_day_to_answer_by_counts_working_days() -> None:
    easter = {date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6)}
    assert working_days_later(date(2026, 4, 1), 1, easter) == date(2026, 4, 7)
    assert working_days_later(date(2026, 2, 24), 10, set()) == date(2026, 3, 10)
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 12, 15), 12) == date(2027, 12, 15)
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_an_answer_becomes_an_article_once_names_are_taken_out(
    officer: Person, owner: Person, hamaroy: Organisation, client_of: Make
) -> None:
    question, client = _asked(owner, hamaroy), client_of(officer)
    assert client.post(_office_url("make-article", question)).status_code == 409
    answer_question(question.pk, f"Ja, {owner.name}. Ring 75 53 15 80.", officer)
    assert client.post(_office_url("make-article", question)).status_code == 302
    article = Article.objects.get()
    assert article_from_answer(question.pk, officer) == article
    write(article, officer, audience=["public"], **{key: WHOLE[key] for key in ("title_nn", "summary_nn", "body_nn")})
    check = reverse("guidance:check", kwargs={**OFFICE, "article_id": article.pk})
    publish = reverse("guidance:publish", kwargs={**OFFICE, "article_id": article.pk})
    words = {words for _kind, words in client.get(check).context["traces"]}
    assert {owner.name, "75 53 15 80", "Hamarøy"} <= words
    refused = client.post(publish)
    assert refused.status_code == 422
    assert 'href="#seen"' in refused.content.decode()
    assert client.post(publish, {"seen": "on"}).status_code == 302
    write(article, officer, body_nb="<p>Ja, det kan den.</p>", summary_nb="Kan den det?")
    assert client.get(check).context["traces"] == []
    assert client.post(publish).status_code == 302
    article.refresh_from_db()
    assert (article.version, article.kind, article.schemes) == (2, "question", ["collective"])


def test_what_looks_like_an_identity_number_is_never_published(
    officer: Person, owner: Person, hamaroy: Organisation
) -> None:
    question = _asked(owner, hamaroy)
    answer_question(question.pk, "Gjelder 010190 12345.", officer)
    article = article_from_answer(question.pk, officer)
    write(article, officer, audience=["public"], **{key: WHOLE[key] for key in ("title_nn", "summary_nn", "body_nn")})
    with pytest.raises(UserError):
        publish_article(article.pk, officer, now(), has_read_traces=True)


def test_each_reader_says_once_whether_an_article_was_useful(officer: Person, owner: Person, client_of: Make) -> None:
    article = published(officer)
    url = reverse("guidance:feedback", kwargs={**OFFICE, "article_id": article.pk})
    first, second, person = Client(), Client(), client_of(owner)
    for client, useful in ((first, "no"), (first, "yes"), (second, "no"), (person, "yes"), (person, "yes")):
        assert client.post(url, {"useful": useful, "comment": f"{useful} takk"}).status_code == 302
    assert first.post(url, {"comment": "x"}).status_code == 422
    assert Feedback.objects.count() == 3
    office = client_of(officer)
    draft = office.get(reverse("guidance:draft", kwargs={**OFFICE, "article_id": article.pk}))
    yes, no, comments = draft.context["feedback"]
    assert (yes, no, sorted(said.comment for said in comments)) == (2, 1, ["no takk", "yes takk", "yes takk"])
    assert owner.name not in draft.content.decode()
    assert office.post(url, {"useful": "yes"}).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(article=article, person=owner, is_useful=True, given_at=now())


def test_what_a_person_wrote_is_theirs_to_read_and_loses_its_name_with_them(
    officer: Person, owner: Person, hamaroy: Organisation, client_of: Make
) -> None:
    question = _asked(owner, hamaroy)
    article = published(officer)
    client_of(owner).post(
        reverse("guidance:feedback", kwargs={**OFFICE, "article_id": article.pk}), {"useful": "no", "comment": "Kort."}
    )
    held = own_data(owner)
    assert {row.get("text") for row in held["questions_to_offices"]} >= {ASK["text"]}
    assert [row["comment"] for row in held["feedback_on_articles"]] == ["Kort."]
    name = owner.name
    erase_person(owner.pk)
    page = client_of(officer).get(_office_url("office-question", question)).content.decode()
    assert name not in page
    assert ERASED_NAME in page


def test_a_late_question_says_so(officer: Person, owner: Person, hamaroy: Organisation, client_of: Make) -> None:
    question = _asked(owner, hamaroy)
    assert not question.is_late
    Question.objects.filter(pk=question.pk).update(answer_due=today() - timedelta(days=1))
    list_ = client_of(officer).get(reverse("guidance:office-questions", kwargs=OFFICE))
    assert [row.is_late for row in list_.context["page"]] == [True]


def test_the_lists_of_questions_cost_the_same_for_one_and_for_many(
    officer: Person, owner: Person, hamaroy: Organisation, client_of: Make
) -> None:
    pages = [
        (client_of(owner), reverse("guidance:questions")),
        (client_of(officer), reverse("guidance:office-questions", kwargs=OFFICE)),
    ]

    def queries() -> list[int]:
        found = []
        for client, url in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    _asked(owner, hamaroy)
    queries()
    one = queries()
    for _each in range(4):
        _asked(owner, hamaroy)
    assert queries() == one == [7, 7]
