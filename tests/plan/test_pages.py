"""The pages of plans: who is shown what, and what can be done on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.parties.models import Office, Person
from fordel.plan.models import Plan, PlanState
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.outline import add_chapter
from fordel.plan.services.plans import start_plan
from fordel.shared.clock import now
from fordel.writing.services.save_fields import Edit, save_fields
from tests.clients import client_of
from tests.plan.conftest import NEXT, add, write_every_chapter
from tests.support.plans import plan_in_force
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
OFFICE = {"office": "nordland"}


def at(name: str, plan: Plan, **more: Any) -> str:
    return reverse(f"plan:{name}", kwargs={**OFFICE, "plan_id": plan.pk, **more})


@pytest.fixture
def client(officer: Person) -> Client:
    return client_of(officer)


def test_a_plan_is_written_and_brought_into_force_on_its_pages(client: Client, nordland: Any, officer: Person) -> None:
    begun = client.get(reverse("plan:new", kwargs=OFFICE)).content.decode()
    assert 'value="2027"' in begun and 'value="2030"' in begun
    sent = {"title": "Ny plan", "schemes": ["kollektiv"], "first_year": "2027", "last_year": "2030", "language": "nb"}
    made = client.post(reverse("plan:new", kwargs=OFFICE), sent)
    plan = Plan.objects.get(title="Ny plan")
    assert made.headers["Location"] == at("plan", plan)
    themes = {theme.code for theme in plan.themes.all()}
    assert len(themes) == 6, "it begins with the themes of the plan in force"
    client.post(at("outline", plan), {"title": "Partnerskap"})
    written = {"goal": "<p>Målet</p>", "partnerskap": "<p>Sammen</p>"}
    for chapter, text in written.items():
        assert client.get(at("chapter", plan, chapter=chapter)).status_code == 200
        response = client.post(at("chapter", plan, chapter=chapter), {chapter: text, f"v.{chapter}": "0"})
        assert response.status_code == 302, response.content.decode()
    remaining = carry_out(client, at("remove-theme", plan, theme="digital"), {})
    assert remaining.status_code == 302
    done = carry_out(client, at("force", plan), {"adopted_on": "2026-03-12", "adopted_by": "Møtet i Bodø"})
    assert done.status_code == 302, done.content.decode()
    visitor = Client().get(at("plan", plan))
    page = visitor.content.decode()
    assert visitor.status_code == 200 and "Sammen" in page and "Digital praksis" not in page
    assert "12.\xa0mars 2026" in page


def test_a_draft_is_the_offices_own(draft: Plan, nordland: Any, person_as: Any) -> None:
    assert Client().get(at("plan", draft)).status_code in (302, 403)
    assert client_of(person_as("forum_member")).get(at("plan", draft)).status_code == 403
    assert draft.title not in Client().get(reverse("plan:plans", kwargs=OFFICE)).content.decode()
    assert draft.title in client_of(person_as("auditor")).get(reverse("plan:plans", kwargs=OFFICE)).content.decode()


def test_a_plan_that_was_replaced_says_by_which(client: Client, nordland: Any, officer: Person) -> None:
    former = Plan.objects.get(state=PlanState.IN_FORCE)
    former.schemes.exclude(slug="kollektiv").delete()
    plan = start_plan(nordland.office, NEXT, officer, former)
    write_every_chapter(plan, officer)
    carry_out(client, at("force", plan), {"adopted_on": "2026-03-12", "adopted_by": ""})
    page = Client().get(at("plan", former)).content.decode()
    assert at("plan", plan) in page and "erstattet" in page


def test_a_discarded_plan_is_shown_to_nobody(client: Client, draft: Plan) -> None:
    assert carry_out(client, at("discard", draft), {}).status_code == 302
    assert client.get(at("plan", draft)).status_code == 404
    assert draft.title not in client.get(reverse("plan:plans", kwargs=OFFICE)).content.decode()


def test_what_is_missing_is_listed_before_a_plan_comes_into_force(client: Client, draft: Plan, officer: Person) -> None:
    add(draft, officer, "lek", "Lek")
    page = client.get(at("force", draft)).content.decode()
    for chapter in draft.outline:
        assert chapter["title"] in page
    refused = carry_out(client, at("force", draft), {"adopted_on": "2026-03-12", "adopted_by": "Møtet"})
    assert refused.status_code == 409 and "Møtet" in refused.content.decode()
    without_day = carry_out(client, at("force", draft), {"adopted_on": "", "adopted_by": "Møtet"})
    assert without_day.status_code == 422 and 'href="#adopted_on"' in without_day.content.decode()


def test_a_theme_is_written_and_its_errors_stand_at_their_fields(client: Client, draft: Plan) -> None:
    sent = {"name_nb": "Lek", "name_nn": "Leik", "name_se": "Stoahkan", "code": "lek", "first_year": "2027"}
    wrong = client.post(at("new-theme", draft), {**sent, "name_nn": ""})
    assert wrong.status_code == 422 and 'href="#name_nn"' in wrong.content.decode() and "Lek" in wrong.content.decode()
    assert client.post(at("new-theme", draft), sent).status_code == 302
    shown = client.get(at("themes", draft)).content.decode()
    assert 'lang="se"' in shown and "Stoahkan" in shown
    changed = client.post(at("theme", draft, theme="lek"), {**sent, "goal_nb": "Alle leker", "goal_nn": "Alle leikar"})
    assert changed.status_code == 302
    assert draft.themes.get().goals == {"nb": "Alle leker", "nn": "Alle leikar"}


def test_script_in_a_chapter_is_taken_away(client: Client, draft: Plan, officer: Person) -> None:
    write_every_chapter(
        draft, officer, '<p onclick="x()">Ren<script>alert(1)</script></p><img src="data:image/png;base64,AA">'
    )
    page = client.get(at("plan", draft)).content.decode()
    assert "Ren" in page and "alert(1)" not in page and "onclick" not in page and "data:image" not in page


def test_history_shows_what_differs_from_the_former_plan(client: Client, nordland: Any, officer: Person) -> None:
    former = Plan.objects.get(state=PlanState.IN_FORCE)
    plan = start_plan(nordland.office, NEXT, officer, former)
    client.post(at("outline", plan), {"title": "Nytt kapittel om tid"})
    page = client.get(at("history", plan)).content.decode()
    assert "Nytt kapittel om tid" in page and former.title in page


def test_a_page_asks_the_same_of_the_database_however_much_a_plan_holds(draft: Plan, officer: Person) -> None:
    client = client_of(officer)
    addresses = [reverse("plan:plans", kwargs=OFFICE), at("plan", draft), at("themes", draft), at("history", draft)]

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
        return counts

    add(draft, officer, "lek", "Lek")
    write_every_chapter(draft, officer)
    with_one = queries()
    for number in range(8):
        add(draft, officer, f"tema{number}", f"Tema {number}")
        code = add_chapter(draft, f"Kapittel {number}", officer)
        save_fields(PLAN_KIND, draft.pk, officer, [Edit(code, "<p>Mer</p>", 0, is_html=True)], now())
    assert queries() == with_one
    assert max(with_one) <= 12


def test_the_list_asks_the_same_for_one_plan_in_force_and_for_two(client: Client, nordland: Any) -> None:
    plan = plan_in_force(Office.objects.get(slug="rogaland"), "kollektiv")
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("plan:plans", kwargs=OFFICE))
    plan.office = nordland.office
    plan.save()
    with CaptureQueriesContext(connection) as two:
        page = client.get(reverse("plan:plans", kwargs=OFFICE))
    assert len(page.context["in_force"]) == 2
    assert len(one) == len(two)
