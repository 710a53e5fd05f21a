"""The one search box: each role finds what it may open, in any inflection, and nothing of what is closed to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.forum.models import ConflictOfInterest
from fordel.news.feeds.read import Entry
from fordel.news.models import Feed, FeedItem
from fordel.news.services.feed_items import show_item
from fordel.news.services.feeds import add_items
from fordel.parties.models import Organisation, Person
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.services.adoption import enter_into_force
from fordel.plan.services.corrections import approve_correction, suggest_correction
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.reports.services.index_report import index_reports
from fordel.shared.clock import now, today
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields
from tests.guidance.articles import published
from tests.news.announcements import announced
from tests.plan.conftest import add, write_every_chapter
from tests.support.access_table import EVERYONE
from tests.support.access_world import SECRET, World, make_world
from tests.support.seats import seat_for

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
SEVEN: Final = ("case_officer", "approver", "owner", "partner", "forum_member", "national_reader", "auditor")


def _hits(client: Client, words: str) -> dict[str, str]:
    """Address -> title of all that was found."""
    page = client.get("/sok/", {"q": words})
    assert page.status_code == 200
    return {hit.url: hit.title for found in page.context["found"] for hit in found.hits}


@pytest.fixture
def world(imported: Round, person_as: Make) -> World:
    """The word is in the title of a plan that is being written, a meeting, a report of the owner and the partner, and
    announcements and articles for each audience."""
    made = make_world(imported, person_as)
    report = NeedsReport.objects.get(round=imported, number=41)
    NeedsReport.objects.filter(pk=report.pk).update(title=f"Melding {SECRET}")
    index_reports([report.pk])
    officer = made.people["case_officer"]
    for audience in ("owner", "partner", "forum_member"):
        announced(officer, title_nb=f"Nytt {SECRET} {audience}", audience=(audience,))
        published(officer, title_nb=f"Artikkel {SECRET} {audience}", audience=[audience])
    return made


def test_every_hit_of_every_role_can_be_opened(world: World) -> None:
    closed = []
    for role in sorted(EVERYONE):
        client = world.clients[role]
        for url, title in _hits(client, SECRET).items():
            if client.get(url).status_code != 200:
                closed.append((role, title))
    assert closed == []


def test_what_is_closed_to_a_role_is_not_found_by_it(world: World) -> None:
    found = {role: {_kind(title) for title in _hits(world.clients[role], SECRET).values()} for role in EVERYONE}
    office = {"Melding", "Forumsmøte"}
    assert {role: found[role] for role in (*SEVEN, "visitor")} == {
        "case_officer": office | _for("owner", "partner", "forum_member") | {"Nytt", "Artikkel forum_member"},
        "approver": found["case_officer"],
        "auditor": found["case_officer"],
        "forum_member": office | _for("forum_member") | {"Nytt"},
        "owner": {"Melding"} | _for("owner"),
        "partner": {"Melding"} | _for("partner"),
        "national_reader": set(),
        "visitor": set(),
    }
    for role in ("other_case_officer", "other_approver", "other_auditor", "other_owner", "other_forum_member"):
        assert found[role] <= _for("owner", "forum_member") & _for("owner"), role
    assert found["other_partner"] <= _for("partner")


def _for(*audiences: str) -> set[str]:
    return {f"{kind} {audience}" for kind in ("Nytt", "Artikkel") for audience in audiences}


def _kind(title: str) -> str:
    return " ".join(word for word in title.split() if word != SECRET)


def test_a_report_that_is_closed_to_a_member_is_found_by_the_others_alone(
    imported: Round, person_as: Make, client_of: Make
) -> None:
    report = NeedsReport.objects.get(round=imported, number=41)
    NeedsReport.objects.filter(pk=report.pk).update(title="Fjelltjern")
    index_reports([report.pk])
    members: list[Person] = [person_as("forum_member") for _ in range(2)]
    seats = [seat_for(member) for member in members]
    ConflictOfInterest.objects.create(member=seats[0], report=report, state="suggested", cause="owner", noted_at=now())
    assert [list(_hits(client_of(member), "fjelltjern").values()) for member in members] == [[], ["Fjelltjern"]]


@pytest.mark.parametrize("typed", ["lærersamarbeid", "lærersamarbeidene", "LÆRERSAMARBEIDET", "lærersam"])
def test_a_word_is_found_in_any_inflection_and_by_its_beginning(nordland: Round, person_as: Make, typed: str) -> None:
    announced(person_as("case_officer"), title_nb="Om lærersamarbeidet i Lofoten")
    assert list(_hits(Client(), typed).values()) == ["Om lærersamarbeidet i Lofoten"]


def test_plans_in_force_and_their_themes_are_found_by_everybody(nordland: Round) -> None:
    plan = Plan.objects.get()
    theme = PlanTheme.objects.filter(plan=plan).order_by("position")[0]
    assert plan.title in _hits(Client(), "langsiktig kompetanseutvikling").values()
    assert theme.names["nb"] in _hits(Client(), theme.names["nb"]).values()


def test_chapters_are_found_by_what_they_say_in_any_inflection(
    nordland: Round, person_as: Make, client_of: Make
) -> None:
    plan, officer = Plan.objects.get(), person_as("case_officer")
    draft = start_plan(plan.office, PlanFacts("Ny plan", ("kollektiv",), 2027, 2030, "nb"), officer)
    write_every_chapter(draft, officer)
    version = next(version for key, _value, version in fields_of(draft.pk) if key == "goal")
    text = "<p>Fjelltjernet skal være <strong>grunnlaget</strong>.</p>"
    save_fields(PLAN_KIND, draft.pk, officer, [Edit("goal", text, version, is_html=True)], now())
    assert _hits(Client(), "fjelltjern") == _hits(client_of(officer), "fjelltjern") == {}, "it is a draft"
    add(draft, officer, "lek", "Lek")
    enter_into_force(draft, today(), "Møte", officer)
    address = reverse("plan:plan", kwargs={"office": "nordland", "plan_id": draft.pk}) + "#chapter-goal"
    for typed in ("fjelltjern", "FJELLTJERNET", "grunnlag", "fjellt"):
        assert address in _hits(Client(), typed), typed
    assert _hits(Client(), "strong") == {}, "what is no word of the text"
    slip = suggest_correction(draft, "text:goal", "Fjelltjernet", "Skogsvannet", "Feil navn.", officer)
    approve_correction(slip, person_as("approver"))
    assert _hits(Client(), "fjelltjern") == {} and address in _hits(Client(), "skogsvann")


def test_items_of_feeds_are_found_once_they_are_shown(nordland: Round, person_as: Make, client_of: Make) -> None:
    officer = person_as("case_officer")
    feed = Feed.objects.create(office=nordland.office, name="Udir", address="https://u.example/", next_read_at=now())
    add_items(feed, [Entry("1", "https://u.example/1", "Nye læreplaner", "Om fjelltjern.", now())], now())
    item = FeedItem.objects.get(feed=feed)
    assert _hits(client_of(officer), "læreplan") == {}
    show_item(item.pk, officer)
    for client in (client_of(officer), Client()):
        assert item.link in _hits(client, "fjelltjern") and item.link in _hits(client, "læreplanen")
    assert _hits(client_of(person_as("case_officer", office="agder")), "fjelltjern") == {}


def test_an_office_finds_organisations_and_others_do_not(imported: Round, client_as: Make) -> None:
    assert any("Hamarøy" in title for title in _hits(client_as("case_officer"), "hamarøy").values())
    assert not any(url.startswith("/nordland/organisasjoner/") for url in _hits(Client(), "hamarøy"))


@pytest.mark.parametrize("typed", ["", "   ", "«»!?", "' OR 1=1 --", "a" * 4000, "& | ! :*", "%00", "\\"])
def test_what_is_no_word_finds_nothing_and_breaks_nothing(nordland: Round, client_as: Make, typed: str) -> None:
    assert _hits(client_as("case_officer"), typed) == {}


def test_it_costs_the_same_for_52_reports_as_for_none(
    nordland: Round, client_as: Make, request: pytest.FixtureRequest
) -> None:
    place = Organisation.objects.get(municipality__number="1875", kind="municipality")
    officer, owner, visitor = client_as("case_officer"), client_as("owner", organisation=place), Client()

    def costs() -> list[int]:
        found = []
        for client in (officer, owner, visitor):
            client.get("/om/")  # the first page of a session keeps it
            with CaptureQueriesContext(connection) as asked:
                assert client.get("/sok/", {"q": "kommune"}).status_code == 200
            found.append(len(asked))
        return found

    before = costs()
    request.getfixturevalue("imported")
    assert before == costs() == [14, 15, 7]


def test_the_box_is_on_every_page_and_needs_no_script(nordland: Round, person_as: Make) -> None:
    announced(person_as("case_officer"), title_nb="Webinar")
    page = Client().get("/om/").content.decode()
    assert 'action="/sok/"' in page
    assert "Webinar" in Client().get("/sok/", {"q": "webinar"}).content.decode()
