"""A long-term plan is a case of a meeting, and is adopted there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.forum.adoption.services.adopt_in_meeting import adopt_in_meeting, put_on_agenda
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import close_vote
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.meetings.models import AgendaItem, Meeting
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.selectors.meetings import day_of
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.lead_meeting import close_item, end_meeting, note_arrival, open_item
from fordel.meetings.services.plan_meeting import call_meeting, plan_meeting
from fordel.parties.models import Person
from fordel.plan.models import Plan, PlanState
from fordel.plan.selectors.last_version import checksum_of
from fordel.plan.services.adoption import enter_into_force, propose_plan, take_plan_back
from fordel.plan.services.plans import start_plan
from fordel.shared.errors import UserError
from tests.clients import client_of
from tests.meetings.conftest import plan_for, start
from tests.plan.conftest import NEXT, add, write_every_chapter
from tests.support.seats import seat_for
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture
def officer(person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def member(person_as: Make) -> Person:
    found: Person = person_as("forum_member")
    seat_for(found, label="Utdanningsforbundet")
    return found


@pytest.fixture
def proposed(nordland: Any, officer: Person) -> Plan:
    plan = start_plan(nordland.office, NEXT, officer)
    add(plan, officer, "lek", "Lek")
    write_every_chapter(plan, officer)
    propose_plan(plan, officer)
    return Plan.objects.select_related("office").get(pk=plan.pk)


@pytest.fixture
def meeting(nordland: Any, officer: Person, member: Person) -> Meeting:
    found = plan_meeting(nordland.office, plan_for(), officer)
    add_item(found, Case("Innkalling"), officer)
    call_meeting(found, [Called(member, "Utdanningsforbundet")], officer)
    return Meeting.objects.select_related("office").get(pk=found.pk)


def address(name: str, plan: Plan) -> str:
    return reverse(name, kwargs={"office": "nordland", "plan_id": plan.pk})


def _state(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).state


def _opened(plan: Plan, meeting: Meeting, officer: Person) -> AgendaItem:
    """The case about the plan, opened in the meeting."""
    item = put_on_agenda(plan, meeting, officer)
    start(meeting, officer)
    return open_item(AgendaItem.objects.select_related("meeting").get(pk=item.pk), officer)


def test_a_plan_is_put_on_an_agenda_and_adopted_on_its_pages(
    proposed: Plan, meeting: Meeting, officer: Person, member: Person
) -> None:
    client = client_of(officer)
    page = client.get(address("plan:plan", proposed)).content.decode()
    assert address("forum_plans:agenda", proposed) in page and address("forum_plans:adopt", proposed) not in page
    done = carry_out(client, address("forum_plans:agenda", proposed), {"meeting": str(meeting.pk)})
    assert done.status_code == 302, done.content.decode()
    item = meeting.items.get(subject=f"plan:{proposed.pk}")
    paper = item.papers.get()
    read = client_of(member).get(
        reverse("meetings:paper", kwargs={"office": "nordland", "meeting_id": meeting.pk, "paper_id": paper.pk})
    )
    assert read.status_code == 200 and b"".join(read).startswith(b"%PDF")  # type: ignore[arg-type]
    assert client.get(address("forum_plans:adopt", proposed)).status_code == 409, "no meeting has dealt with it"
    start(meeting, officer)
    open_item(AgendaItem.objects.select_related("meeting").get(pk=item.pk), officer)
    adopted = carry_out(client, address("forum_plans:adopt", proposed), {"case": str(item.pk)})
    assert adopted.status_code == 302, adopted.content.decode()
    proposed.refresh_from_db()
    assert (proposed.state, proposed.adopted_by) == (PlanState.ADOPTED, meeting.title)
    assert proposed.adopted_on == day_of(Meeting.objects.get(pk=meeting.pk))
    line = meeting.minute_lines.get(kind="decision")
    assert checksum_of(proposed) in line.text and proposed.title in line.text and line.item_id == item.pk
    assert carry_out(client, address("plan:force", proposed), {}).status_code == 302
    assert _state(proposed) == PlanState.IN_FORCE
    assert Client().get(address("plan:plan", proposed)).status_code == 200


def test_members_read_what_is_put_before_them_and_not_what_is_taken_back(
    proposed: Plan, officer: Person, member: Person, person_as: Make
) -> None:
    reader = client_of(member)
    assert reader.get(address("plan:plan", proposed)).status_code == 200
    assert reader.get(_file(proposed)).status_code == 200
    listed = reader.get(reverse("plan:plans", kwargs={"office": "nordland"})).content.decode()
    assert proposed.title in listed
    assert Client().get(address("plan:plan", proposed)).status_code in (302, 403)
    elsewhere = client_of(person_as("forum_member", office="rogaland"))
    assert elsewhere.get(address("plan:plan", proposed)).status_code == 403
    take_plan_back(proposed, officer)
    assert reader.get(address("plan:plan", proposed)).status_code == 403
    assert reader.get(_file(proposed)).status_code == 403


def _file(plan: Plan, kind: str = "pdf") -> str:
    return reverse("plan:download", kwargs={"office": "nordland", "plan_id": plan.pk, "paper": kind})


def test_the_text_is_locked_while_it_is_before_the_forum(proposed: Plan, officer: Person) -> None:
    before = checksum_of(proposed)
    with pytest.raises(UserError):
        add(proposed, officer, "ny", "Ny")
    with pytest.raises(UserError):
        enter_into_force(proposed, None, "", officer)
    assert (_state(proposed), checksum_of(proposed)) == (PlanState.PROPOSED, before)


def test_put_on_the_same_agenda_twice_is_one_case_with_one_paper(
    proposed: Plan, meeting: Meeting, officer: Person
) -> None:
    first = put_on_agenda(proposed, meeting, officer)
    again = put_on_agenda(proposed, meeting, officer)
    assert first == again and meeting.papers.count() == 1
    take_plan_back(proposed, officer)
    with pytest.raises(UserError):
        put_on_agenda(Plan.objects.get(pk=proposed.pk), meeting, officer)
    add(proposed, officer, "ny", "Ny")
    propose_plan(proposed, officer)
    put_on_agenda(Plan.objects.get(pk=proposed.pk), meeting, officer)
    assert (meeting.items.filter(subject__startswith="plan:").count(), meeting.papers.count()) == (1, 2)


def test_what_the_forum_dealt_with_before_the_text_was_changed_is_not_adopted(
    proposed: Plan, meeting: Meeting, officer: Person
) -> None:
    item = _opened(proposed, meeting, officer)
    close_item(item, officer)
    take_plan_back(proposed, officer)
    add(proposed, officer, "ny", "Ny")
    propose_plan(proposed, officer)
    with pytest.raises(UserError) as refused:
        adopt_in_meeting(proposed, item.pk, officer)
    assert refused.value.field == "case" and _state(proposed) == PlanState.PROPOSED
    open_item(item, officer)
    adopt_in_meeting(proposed, item.pk, officer)
    assert _state(proposed) == PlanState.ADOPTED


def test_a_plan_is_not_adopted_before_its_case_is_opened_nor_in_another_case(
    proposed: Plan, meeting: Meeting, officer: Person
) -> None:
    item = put_on_agenda(proposed, meeting, officer)
    start(meeting, officer)
    other = open_item(meeting.items.select_related("meeting").exclude(pk=item.pk).get(), officer)
    for case in (item.pk, other.pk, 0):
        with pytest.raises(UserError) as refused:
            adopt_in_meeting(proposed, case, officer)
        assert refused.value.field == "case"
    assert _state(proposed) == PlanState.PROPOSED


def test_a_plan_is_adopted_by_a_vote_with_a_result_alone(
    nordland: Any, proposed: Plan, meeting: Meeting, officer: Person, member: Person, person_as: Make
) -> None:
    other = person_as("forum_member")
    seat_for(other, label="KS", group="ks")
    item = put_on_agenda(proposed, meeting, officer)
    call_meeting(meeting, [Called(member, "A"), Called(other, "B")], officer)
    started = start(meeting, officer)
    note_arrival(started, [member.pk, other.pk], officer)
    open_item(AgendaItem.objects.select_related("meeting").get(pk=item.pk), officer)

    def vote(*options: str) -> Any:
        asked = VoteInput("Skal planen vedtas?", texts=("Ja", "Nei"))
        found = open_vote(Meeting.objects.get(pk=meeting.pk), nordland, asked, officer)
        with pytest.raises(UserError):
            adopt_in_meeting(proposed, item.pk, officer)
        for person, option in zip((member, other), options, strict=True):
            cast_ballot(found, option, person)
        return close_vote(found, officer)

    vote("text:1", "text:2")
    with pytest.raises(UserError):
        adopt_in_meeting(proposed, item.pk, officer)
    vote("text:1", "text:1")
    page = client_of(officer).get(address("forum_plans:adopt", proposed)).content.decode()
    assert "«Ja»" in page
    adopt_in_meeting(proposed, item.pk, officer)
    assert _state(proposed) == PlanState.ADOPTED


def test_a_plan_is_adopted_after_the_meeting_while_its_minutes_are_open(
    proposed: Plan, meeting: Meeting, officer: Person
) -> None:
    item = _opened(proposed, meeting, officer)
    end_meeting(Meeting.objects.get(pk=meeting.pk), officer)
    adopt_in_meeting(proposed, item.pk, officer)
    assert _state(proposed) == PlanState.ADOPTED


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_only_a_case_officer_adopts(
    proposed: Plan, meeting: Meeting, officer: Person, person_as: Make, role: str
) -> None:
    item = _opened(proposed, meeting, officer)
    with pytest.raises(UserError):
        adopt_in_meeting(proposed, item.pk, person_as(role))
    assert client_of(person_as(role)).get(address("forum_plans:adopt", proposed)).status_code == 403
    assert _state(proposed) == PlanState.PROPOSED
