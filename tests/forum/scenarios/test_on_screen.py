"""Scenarios on the screen of a meeting: what the secretary shows and changes there, and who sees what of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.core.money import format_kroner
from fordel.forum.computing.specification import Specification
from fordel.forum.models import ForumMember, Scenario
from fordel.forum.scenarios.services.save_scenario import create_scenario, delete_scenario
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.meetings.models import Meeting
from fordel.meetings.plugs import hooks
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.lead_meeting import end_meeting, open_item
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.meetings.conftest import start
from tests.support.addresses import address_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
SeatFor = Callable[..., ForumMember]
FIVE = {"kindergarten": 1_964_000, "school": 3_036_000}
NAMES = ("Ingen kutt", "Likt kutt", "Prioritert", "Samme til alle", "Enda ett")


@pytest.fixture
def scenarios(imported: Any, officer: Person) -> list[Scenario]:
    methods = ("meet_all", "proportional", "priority", "equal", "proportional")
    specs = [Specification(method=each, reserve={} if each == "meet_all" else FIVE) for each in methods]
    return [create_scenario(imported, name, spec, officer) for name, spec in zip(NAMES, specs, strict=True)]


@pytest.fixture
def union(seat_for: SeatFor) -> ForumMember:
    return seat_for("union")


@pytest.fixture
def ongoing(imported: Any, officer: Person, union: ForumMember, scenarios: list[Scenario]) -> Meeting:
    starts_at = now() + timedelta(minutes=5)
    plan = MeetingPlan("Samarbeidsforum", "teams", starts_at, starts_at + timedelta(hours=2))
    meeting = plan_meeting(imported.office, plan, officer)
    case = add_item(meeting, Case("Skal vi holde igjen midler?", "", 40), officer)
    call_meeting(meeting, hooks.people_of(meeting), officer)
    start(meeting, officer)
    open_item(case, officer)
    return Meeting.objects.select_related("office").get(pk=meeting.pk)


def _address(name: str, meeting: Meeting, **more: int) -> str:
    return address_of(name, meeting_id=meeting.pk, **more)


def _followed(client: Client, meeting: Meeting, name: str = "meetings:follow") -> dict[str, str]:
    parts: dict[str, str] = json.loads(client.get(_address(name, meeting)).content)["parts"]
    return parts


def _change(client: Client, meeting: Meeting, scenario: Scenario, reserve: str, **more: Any) -> Any:
    scenario.refresh_from_db()
    sent = {f"reserve-{scenario.number}": reserve, "method": scenario.method, "version": scenario.version} | more
    return client.post(_address("forum_work:change-shown", meeting, number=scenario.number), sent)


def test_what_the_secretary_shows_and_changes_is_what_everybody_follows(
    ongoing: Meeting, scenarios: list[Scenario], officer: Person, union: ForumMember, client_of: ClientOf
) -> None:
    office, member = client_of(officer), client_of(union.person)
    shown = office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["1", "2"]})
    assert shown.status_code == 302
    before = _followed(member, ongoing)["live-screen"]
    assert "1 Ingen kutt" in before and "2 Likt kutt" in before and "3 Prioritert" not in before
    assert format_kroner(24_605_520) in before and format_kroner(23_000_000) in before
    etag = member.get(_address("meetings:follow", ongoing)).headers["ETag"]
    asked = {"HTTP_IF_NONE_MATCH": etag}
    assert member.get(_address("meetings:follow", ongoing), **asked).status_code == 304
    assert _change(office, ongoing, scenarios[1], "6 000 000").status_code == 302
    assert member.get(_address("meetings:follow", ongoing), **asked).status_code == 200
    after = _followed(member, ongoing)["live-screen"]
    assert format_kroner(22_000_000) in after and format_kroner(23_000_000) not in after
    scenarios[1].refresh_from_db()
    assert scenarios[1].reserve == {"kindergarten": 2_357_000, "school": 3_643_000}
    wall = _followed(member, ongoing, "meetings:follow-screen")["live-wall"]
    assert format_kroner(22_000_000) in wall
    people = Person.objects.values_list("name", flat=True)
    assert not [name for name in people if name in wall]  # nor in the heading that is above it
    assert office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["2"]}).status_code == 302
    assert "<svg" in _followed(member, ongoing)["live-screen"]
    assert office.post(_address("forum_work:show-scenarios", ongoing)).status_code == 302
    assert "Likt kutt" not in _followed(member, ongoing)["live-screen"]


def test_a_change_on_the_distribution_page_and_a_deletion_are_followed_too(
    ongoing: Meeting, scenarios: list[Scenario], officer: Person, union: ForumMember, client_of: ClientOf
) -> None:
    office, member = client_of(officer), client_of(union.person)
    office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["2", "4"]})
    kept = {"scenario": "2", "name": "Likt kutt", "method": "proportional", "reserve": "7 000 000", "unit": "1"}
    revision = Meeting.objects.get(pk=ongoing.pk).revision
    address = address_of("forum:save")
    assert office.post(address, kept | {"line_rule": "same_share"}).status_code == 302
    assert Meeting.objects.get(pk=ongoing.pk).revision == revision + 1
    assert format_kroner(21_000_000) in _followed(member, ongoing)["live-screen"]
    delete_scenario(scenarios[3].pk, officer)
    parts = _followed(member, ongoing)
    assert "Samme til alle" not in parts["live-screen"] and "2 Likt kutt" in parts["live-screen"]


def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(
    ongoing: Meeting, scenarios: list[Scenario], officer: Person, union: ForumMember, client_of: ClientOf
) -> None:
    office = client_of(officer)
    many = office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["1", "2", "3", "4", "5"]})
    assert many.status_code == 422 and "Det er plass til 4 alternativer" in many.content.decode()
    gone = office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["77"]})
    assert gone.status_code == 422
    office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["1"]})
    for typed, words in {
        "mye": "er ikke et beløp",
        "99 000 000": "mer enn det er i rammene",
        "9 000 000": "5\xa0605\xa0520 kroner",
    }.items():
        answer = _change(office, ongoing, scenarios[0], typed)
        text = answer.content.decode().replace("&nbsp;", "\xa0")
        assert answer.status_code == 422 and words in text and f'value="{typed}"' in text, typed
        assert 'id="f-reserve-1-error"' in text
    stale = _change(office, ongoing, scenarios[0], "1 000 000", version=scenarios[0].version + 1)
    assert stale.status_code == 422 and "mellomtiden" in stale.content.decode()
    assert Scenario.objects.get(pk=scenarios[0].pk).reserve == {}
    member = client_of(union.person)
    assert member.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["1"]}).status_code == 403
    assert _change(member, ongoing, scenarios[0], "0").status_code == 403
    assert "Vis alternativer på skjermen" not in member.get(_address("meetings:meeting", ongoing)).content.decode()
    end_meeting(ongoing, officer)
    over = office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["1"]})
    assert over.status_code == 409
    assert _change(office, ongoing, scenarios[0], "0").status_code == 409


def test_who_is_not_impartial_sees_figures_without_the_report_and_at_once(
    ongoing: Meeting, scenarios: list[Scenario], officer: Person, union: ForumMember, client_of: ClientOf
) -> None:
    report = NeedsReport.objects.get(round=scenarios[0].round, number=41)
    office, member = client_of(officer), client_of(union.person)
    office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["2", "3"]})
    everything = format_kroner(23_000_000)
    open_to_all = _followed(member, ongoing)["live-screen"]
    assert everything in open_to_all and "Ikke plassert" in open_to_all
    etag = member.get(_address("meetings:follow", ongoing)).headers["ETag"]
    declare_conflict(union, report, "Min bror", union.person)
    answer = member.get(_address("meetings:follow", ongoing), HTTP_IF_NONE_MATCH=etag)
    assert answer.status_code == 200
    for name in ("meetings:follow", "meetings:follow-screen"):
        closed = " ".join(_followed(member, ongoing, name).values())
        assert everything not in closed and "Ikke plassert" not in closed and "inhabil" in closed
        for scenario in scenarios[1:3]:
            others = scenario.amounts.exclude(report=report).values_list("amount", flat=True)
            assert format_kroner(sum(others)) in closed
    assert everything in _followed(office, ongoing)["live-screen"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_live_view_asks_the_database_a_fixed_number_of_times(
    ongoing: Meeting, officer: Person, union: ForumMember, client_of: ClientOf, count: int
) -> None:
    office, member = client_of(officer), client_of(union.person)
    office.post(_address("forum_work:show-scenarios", ongoing), {"scenarios": ["1", "2", "3"][:count]})
    found = {}
    for who, client, name in (
        ("office", office, "meetings:meeting"),
        ("member", member, "meetings:meeting"),
        ("member", member, "meetings:follow"),
        ("member", member, "meetings:big-screen"),
    ):
        client.get(_address(name, ongoing))
        with CaptureQueriesContext(connection) as queries:
            client.get(_address(name, ongoing))
        found[f"{who} {name}"] = len(queries)
    assert found == {
        "office meetings:meeting": 19,
        "member meetings:meeting": 17,
        "member meetings:follow": 17,
        "member meetings:big-screen": 12,
    }
