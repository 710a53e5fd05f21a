"""A hearing opens, asks, closes, is answered, and forgets private persons. The plan is locked while it lasts."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fordel.hearing.models import Hearing, HearingInput, HearingPoint, HearingState
from fordel.hearing.presentation.addresses import hearing_address, input_address
from fordel.hearing.services.answers import PointAnswer, answer_point, send_answers
from fordel.hearing.services.hearings import close_hearing, extend_hearing
from fordel.hearing.services.invited import Other, invite, read_others, remind_invited
from fordel.hearing.tasks import turn
from fordel.parties.models import Office, Organisation, Person
from fordel.plan.models import Plan, PlanState
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.plans import start_plan
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from fordel.writing.services.save_fields import ClosedError, Edit, save_fields
from fordel.writing.services.send import IncompleteError
from tests.clients import client_of
from tests.hearing.hearings import TEXT, hearing_of, later, received
from tests.plan.conftest import NEXT, add
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
UNION = Other("Utdanningsforbundet", "post@union.example")


def _write(plan: Plan, by: Person) -> None:
    save_fields(PLAN_KIND, plan.pk, by, [Edit("goal", "<p>Nytt.</p>", 1, is_html=True)], now())


def _closed(hearing: Hearing) -> Hearing:
    with later(days=31):
        assert close_hearing(hearing.pk)
    return Hearing.objects.get(pk=hearing.pk)


def test_the_plan_is_locked_until_the_hearing_closes(hearing: Hearing, plan: Plan, officer: Person) -> None:
    assert Plan.objects.get(pk=plan.pk).state == PlanState.HEARING
    with pytest.raises(ClosedError):
        _write(plan, officer)
    with pytest.raises(UserError):
        add(plan, officer, "natur", "Natur")
    assert not close_hearing(hearing.pk), "its time has not come"
    _closed(hearing)
    assert Plan.objects.get(pk=plan.pk).state == PlanState.REVISING
    _write(plan, officer)


def test_what_is_heard_stays_as_it_was_when_the_plan_is_revised(hearing: Hearing, plan: Plan, officer: Person) -> None:
    _closed(hearing)
    _write(plan, officer)
    page = Client().get(hearing_address("hearing", hearing)).content.decode()
    assert "Skrevet." in page and "Nytt." not in page


def test_a_plan_with_an_empty_chapter_is_not_heard(nordland: Any, officer: Person) -> None:
    draft = start_plan(nordland.office, NEXT, officer)
    with pytest.raises(UserError):
        hearing_of(draft, officer)
    add(draft, officer, "lek", "Lek")
    with pytest.raises(IncompleteError):
        hearing_of(draft, officer)
    assert Plan.objects.get(pk=draft.pk).state == PlanState.DRAFT


@pytest.mark.parametrize(
    ("field", "days"),
    [
        *(("opens_on", -1), ("closes_on", -1), ("erase_on", 30), ("opens_on", None), ("erase_on", None)),
        *(("remind_on", 0), ("remind_on", 31)),
    ],
)
def test_days_that_cannot_be_name_their_field(plan: Plan, officer: Person, field: str, days: int | None) -> None:
    day = None if days is None else today() + timedelta(days=days)
    with pytest.raises(UserError) as error:
        hearing_of(plan, officer, **{field: day})
    assert error.value.field == field
    assert Plan.objects.get(pk=plan.pk).state == PlanState.DRAFT


def test_a_hearing_that_opens_later_is_the_offices_until_then(plan: Plan, officer: Person) -> None:
    hearing = hearing_of(plan, officer, opens_on=today() + timedelta(days=3))
    address = hearing_address("hearing", hearing)
    assert Client().get(address).status_code in (302, 403)
    assert client_of(officer).get(address).status_code == 200
    invite(hearing.pk, [], [], [UNION], officer)
    turn(0)
    assert not OutboxMail.objects.filter(recipient=UNION.email).exists()
    with later(days=3):
        turn(0)
        turn(0)
        assert Client().get(address).status_code == 200
    assert OutboxMail.objects.filter(recipient=UNION.email).count() == 1


def test_a_job_closes_the_hearing_also_if_no_worker_ran_at_the_instant(hearing: Hearing, officer: Person) -> None:
    turn(0)
    assert Hearing.objects.get(pk=hearing.pk).state == HearingState.OPEN
    with later(days=40):
        turn(0)
        turn(0)
    closed = Hearing.objects.get(pk=hearing.pk)
    assert closed.state == HearingState.CLOSED
    assert OutboxMail.objects.filter(recipient=officer.email, subject__contains="lukket").count() == 1


def test_those_who_have_not_answered_are_reminded_once_on_the_day_that_was_chosen(plan: Plan, officer: Person) -> None:
    hearing = hearing_of(plan, officer, remind_on=today() + timedelta(days=20))
    answers = Other("Fagforbundet", "post@answers.example")
    invite(hearing.pk, [], [], [UNION, answers], officer)
    received(hearing, name="Fagforbundet", email=answers.email, on_behalf_of="Fagforbundet")

    def reminders() -> list[str]:
        return list(OutboxMail.objects.filter(subject__startswith="Påminnelse").values_list("recipient", flat=True))

    with later(days=19):
        turn(0)
        assert reminders() == []
    with later(days=22):  # no worker ran on the day
        turn(0)
        turn(0)
        assert reminders() == [UNION.email]
    with later(days=23):
        turn(0)
    assert reminders() == [UNION.email]


def test_nobody_is_reminded_once_the_hearing_has_closed(plan: Plan, officer: Person) -> None:
    hearing = hearing_of(plan, officer, remind_on=today() + timedelta(days=20))
    invite(hearing.pk, [], [], [UNION], officer)
    with later(days=31):
        turn(0)
    assert not OutboxMail.objects.filter(subject__startswith="Påminnelse").exists()


def test_more_time_is_given_to_a_later_day_only_and_those_asked_are_notified(hearing: Hearing, officer: Person) -> None:
    invite(hearing.pk, [], [], [UNION], officer)
    with pytest.raises(UserError) as error:
        extend_hearing(hearing.pk, today() + timedelta(days=30), officer)
    assert error.value.field == "closes_on"
    extend_hearing(hearing.pk, today() + timedelta(days=40), officer)
    with later(days=35):
        turn(0)
    assert Hearing.objects.get(pk=hearing.pk).state == HearingState.OPEN
    assert OutboxMail.objects.filter(recipient=UNION.email).count() == 2


def test_those_asked_are_reminded_once_a_day_until_they_have_answered(hearing: Hearing, officer: Person) -> None:
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    invite(hearing.pk, [], [owner.pk], [UNION], officer)
    assert hearing.invited.get(organisation=owner).is_reached is False, "nobody acts for it"
    received(hearing, name="Post", email=UNION.email, on_behalf_of=UNION.name)
    assert remind_invited(hearing.pk, officer) == 1
    with pytest.raises(UserError):
        remind_invited(hearing.pk, officer)
    page = client_of(officer).get(hearing_address("work", hearing)).content.decode()
    assert "1 av 2 har svart." in page


def test_groups_are_added_once(hearing: Hearing, officer: Person, nordland: Any) -> None:
    owners = Organisation.objects.filter(
        municipality__office=nordland.office, kind__in=["municipality", "county_authority", "private_owner"]
    )
    assert invite(hearing.pk, ["owners"], [], [], officer) == owners.count() > 30
    with pytest.raises(UserError):
        invite(hearing.pk, ["owners"], [], [], officer)


def test_a_line_without_an_address_is_quoted(officer: Person, hearing: Hearing) -> None:
    assert read_others("Sametinget, samediggi@example.org\n\nKS <ks@example.org>") == [
        Other("Sametinget", "samediggi@example.org"),
        Other("KS", "ks@example.org"),
    ]
    client = client_of(officer)
    answer = client.post(hearing_address("invite", hearing), {"others": "Sametinget uten adresse"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "«Sametinget uten adresse»" in page and 'href="#others"' in page


def _answered(hearing: Hearing, officer: Person, **more: Any) -> Hearing:
    closed, answer = _closed(hearing), {"outcome": "not", "answer": "Fordi.", "chapter": "goal"} | more
    for point in HearingPoint.objects.filter(input__hearing=hearing):
        answer_point(point.pk, PointAnswer(**answer), officer)
    send_answers(hearing.pk, officer)
    closed.refresh_from_db()
    return closed


def test_answers_wait_for_the_last_point_and_reach_everybody(hearing: Hearing, officer: Person) -> None:
    given = received(hearing)
    point = given.points.get()
    with pytest.raises(UserError):
        answer_point(point.pk, PointAnswer("taken", "", "goal"), officer)
    _closed(hearing)
    with pytest.raises(UserError):
        send_answers(hearing.pk, officer)
    for wrong, field in (
        (PointAnswer("", "", ""), "outcome"),
        (PointAnswer("not", " ", ""), "answer"),
        (PointAnswer("taken", "x" * 5000, ""), "answer"),
        (PointAnswer("taken", "", "nothing"), "chapter"),
        (PointAnswer("taken", "", "", "nothing"), "changed_chapter"),
    ):
        with pytest.raises(UserError) as error:
            answer_point(point.pk, wrong, officer)
        assert error.value.field == field
    answer_point(point.pk, PointAnswer("partly", "Vi har endret det.", "goal", "goal"), officer)
    page = Client().get(input_address("input", given)).content.decode()
    assert "Vi har endret det." not in page, "the answers are the office's until they are sent"
    assert send_answers(hearing.pk, officer) == 1
    with pytest.raises(UserError):
        answer_point(point.pk, PointAnswer("taken", "", "goal"), officer)
    assert "Vi har endret det." in Client().get(input_address("input", given)).content.decode()
    assert "Vi har endret det." in Client().get(hearing_address("hearing", hearing)).content.decode()
    assert OutboxMail.objects.filter(recipient="kari@example.org", subject__startswith="Svar på").count() == 1


def test_the_name_of_a_private_person_is_shown_only_with_consent(hearing: Hearing, officer: Person) -> None:
    received(hearing, name="Uten Samtykke", email="a@example.org")
    received(hearing, name="Med Samtykke", email="b@example.org", shows_name=True)
    _answered(hearing, officer)
    for name in ("hearing", "summary"):
        page = Client().get(hearing_address(name, hearing)).content.decode()
        assert "Med Samtykke" in page and "Uten Samtykke" not in page and "Privatperson" in page
        assert "@example.org" not in page


def test_input_that_is_not_published_is_the_offices(plan: Plan, officer: Person) -> None:
    hearing = hearing_of(plan, officer, publishes_input=False)
    received(hearing)
    _answered(hearing, officer)
    assert TEXT not in Client().get(hearing_address("hearing", hearing)).content.decode()
    assert Client().get(hearing_address("summary", hearing)).status_code in (302, 403)
    assert TEXT in client_of(officer).get(hearing_address("summary", hearing)).content.decode()


def test_a_point_that_is_withheld_is_shown_to_its_giver_and_the_office(hearing: Hearing, officer: Person) -> None:
    given = received(hearing)
    _answered(hearing, officer, is_withheld=True)
    assert TEXT not in Client().get(hearing_address("hearing", hearing)).content.decode()
    assert TEXT not in Client().get(hearing_address("summary", hearing)).content.decode()
    assert TEXT in Client().get(input_address("input", given)).content.decode()


def test_contact_details_of_private_persons_are_erased_on_the_day_and_input_stays(
    hearing: Hearing, officer: Person
) -> None:
    private = received(hearing, name="Kari Privat", email="kari@example.org")
    agreed = received(hearing, name="Med Samtykke", email="ola@example.org", shows_name=True)
    body = received(hearing, name="Post", email=UNION.email, on_behalf_of=UNION.name)
    with later(days=394):
        turn(0)
    assert HearingInput.objects.get(pk=private.pk).email
    with later(days=395):
        turn(0)
        turn(0)
    rows = {row.pk: row for row in HearingInput.objects.all()}
    assert (rows[private.pk].name, rows[private.pk].email) == ("", "")
    assert (rows[agreed.pk].name, rows[agreed.pk].email) == ("Med Samtykke", "")
    assert rows[body.pk].email == UNION.email
    assert rows[private.pk].points.get().text == TEXT
    assert not OutboxMail.objects.filter(recipient="kari@example.org").exists()
    page = client_of(officer).get(hearing_address("work", hearing)).content.decode()
    assert "Kari Privat" not in page and TEXT in page


def test_a_hearing_is_opened_and_answered_on_its_pages(plan: Plan, officer: Person, nordland: Any) -> None:
    client, office = client_of(officer), Office.objects.get(slug="nordland")
    day = today()
    sent = {
        "opens_on": day.isoformat(),
        "closes_on": (day + timedelta(days=30)).isoformat(),
        "publishes_input": "yes",
        "erase_on": (day + timedelta(days=400)).isoformat(),
    }
    opened = carry_out(client, f"/nordland/horing/ny/{plan.pk}/", sent)
    hearing = Hearing.objects.get(plan=plan)
    assert opened.headers["Location"] == hearing_address("work", hearing) and hearing.office == office
    assert "Plan på høring" in Client().get("/nordland/plan/").content.decode()
    point = received(hearing).points.get()
    with later(days=31):
        turn(0)
        address = hearing_address("point", hearing, point_id=point.pk)
        refused = client.post(address, {"outcome": "not", "answer": "", "chapter": "goal"})
        assert refused.status_code == 422
        saved = client.post(address, {"outcome": "taken", "answer": "Ja.", "chapter": "goal"})
        assert saved.headers["Location"] == hearing_address("work", hearing)
        assert carry_out(client, hearing_address("send-answers", hearing)).status_code == 302
    assert Hearing.objects.get(plan=plan).state == HearingState.ANSWERED


def _links(page: str) -> set[str]:
    """Where the page leads in its own part: links, and buttons that ask first by GET."""
    main = page.partition("<main")[2]
    return {html.unescape(each) for each in re.findall(r'<a [^>]*href="(/[^"#]*)', main)}


def _buttons(page: str) -> set[str]:
    return set(re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', page.partition("<main")[2]))


@pytest.mark.parametrize("reach", [None, _closed, _answered], ids=["open", "closed", "answered"])
def test_every_link_of_the_page_can_be_followed_and_no_button_changes_the_plan(
    hearing: Hearing, officer: Person, reach: Any, person_as: Any
) -> None:
    received(hearing)
    for reader in (officer, person_as("approver"), person_as("auditor"), None):
        client = client_of(reader) if reader else Client()
        if reach is not None and reader is officer:
            reach(hearing, *([officer] if reach is _answered else []))
        page = client.get(hearing_address("hearing", hearing)).content.decode()
        for link in _links(page):
            assert client.get(link).status_code in (200, 302), (reader, link)
        assert not [each for each in _buttons(page) if each.startswith("/nordland/plan/")], reader


def test_a_plan_that_was_heard_comes_into_force(hearing: Hearing, plan: Plan, officer: Person) -> None:
    _closed(hearing)
    client = client_of(officer)
    done = carry_out(client, f"/nordland/plan/{plan.pk}/sett-i-kraft/", {"adopted_on": today().isoformat()})
    assert done.status_code == 302
    assert Plan.objects.get(pk=plan.pk).state == PlanState.IN_FORCE


def test_the_office_sorts_points_by_chapter_and_looks_for_those_without_an_answer(
    hearing: Hearing, officer: Person
) -> None:
    moved = received(hearing, "Om målet.", "goal", email="a@example.org").points.get()
    received(hearing, "Om alt.", "", email="b@example.org")
    _closed(hearing)
    answer_point(moved.pk, PointAnswer("taken", "", "partnership"), officer)
    client = client_of(officer)

    def shown(query: str) -> list[bool]:
        page = client.get(f"{hearing_address('work', hearing)}{query}").content.decode()
        return [text in page for text in ("Om målet.", "Om alt.")]

    assert shown("") == [True, True]
    assert shown("?kapittel=partnership") == [True, False]
    assert shown("?kapittel=goal") == [False, False]
    assert shown("?kapittel=_") == [False, True]
    assert shown("?vis=venter") == [False, True]
