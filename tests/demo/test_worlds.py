"""The worlds that the demo can be started in: each loads, and its pages open for everybody in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.models import Letter, Proposal
from fordel.demo import many
from fordel.demo.models import DemoClock
from fordel.demo.names import SUMMARIES
from fordel.demo.worlds import WORLDS, load_world
from fordel.events.models import Attendance, Event, Participant
from fordel.events.presentation.addresses import event_address
from fordel.forum.models import Recommendation
from fordel.meetings.models import Meeting
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.pulse.models import Pulse
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.shared.clock import OSLO, now
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
FIRST_PAGES = ("reports:reports", "insight:status", "forum:distribution", "recommendation:recommendation",
               "decisions:overview", "programme:setup")  # fmt: skip


@pytest.fixture
def world(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    settings.FORDEL_DEMO = True
    monkeypatch.delenv("FORDEL_TODAY", raising=False)
    monkeypatch.setattr(many, "COUNT", 200)
    return load_world


def _client(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def test_every_world_has_a_name_on_the_command_line() -> None:
    assert list(WORLDS) == list(SUMMARIES)


@pytest.mark.parametrize("name", WORLDS)
def test_everybody_in_it_has_a_start_page_and_the_clock_shows_its_day(world: Callable[[str], None], name: str) -> None:
    world(name)
    passed = now() - datetime.fromisoformat(WORLDS[name].today).replace(tzinfo=OSLO)
    assert 0 <= passed.total_seconds() < 600
    for person in Person.objects.filter(is_active=True, assignments__isnull=False).distinct():
        client = Client()
        client.force_login(person)
        assert client.get("/", follow=True).status_code == 200, person.name
    officer = _client("case.officer@demo.example")
    for page in FIRST_PAGES if Round.objects.exists() else ():
        assert officer.get(reverse(page, kwargs=WHERE)).status_code == 200, page
    if name == "january-2027":
        _look_at_what_helped(officer)


def _look_at_what_helped(officer: Client) -> None:
    """Four measures have asked their employees twice; one has too few answers, and so has one place of another."""
    assert sorted(Pulse.objects.values_list("moment", flat=True)) == ["end"] * 4 + ["start"] * 4
    page = officer.get(reverse("insight:question", kwargs={**WHERE, "question": "hjalp-det"})).content.decode()
    assert "svarene i 3 tiltak" in page and "færre enn 5 ansatte" in page


def test_the_empty_one_has_people_alone(world: Callable[[str], None]) -> None:
    world("empty")
    assert Person.objects.count() > 7
    assert not (Round.objects.exists() or NeedsReport.objects.exists())


def test_the_evening_of_the_deadline_is_before_it(world: Callable[[str], None]) -> None:
    world("deadline")
    assert ReportDraft.objects.count() > 1
    assert not NeedsReport.objects.exists()
    page = _client("owner@demo.example").get(reverse("own_needs:list")).content.decode()
    assert "23.59" in page


def test_what_was_decided_is_what_the_forum_adopted(world: Callable[[str], None]) -> None:
    world("decided")
    assert Recommendation.objects.get(round__year=2026).state == "adopted"
    assert Proposal.objects.get(round__year=2026).state == "issued"
    assert Letter.objects.filter(award__proposal__round__year=2026).count() == 104
    assert not Meeting.objects.filter(state="called").exists()
    _look_at_events(_client("case.officer@demo.example"))


def _look_at_events(officer: Client) -> None:
    """Three are held: two have enough answers to show, and one has too few. Today's has people at its door."""
    assert Attendance.objects.filter(certificate_sent_at__isnull=False).count() == 12 + 9 + 4
    assert Attendance.objects.get(is_walk_in=True).certificate_sent_at is None, "left no address"
    events = {each.place: each for each in Event.objects.select_related("office")}
    shown = {
        place: officer.get(event_address("evaluation", events[place])).content.decode()
        for place in ("Sortland", "Svolvær", "Brønnøysund")
    }
    assert "9 har svart" in shown["Sortland"] and "6 har svart" in shown["Svolvær"]
    assert "færre enn fem svar" in shown["Brønnøysund"] and "har svart, og snittet" not in shown["Brønnøysund"]
    assert "Datoen burde ikke" not in shown["Brønnøysund"]
    states = list(Participant.objects.filter(event=events["Bodø"]).values_list("state", flat=True))
    assert (states.count("seated"), states.count("waiting")) == (24, 2)
    assert Attendance.objects.filter(participant__event=events["Bodø"]).count() == 9
    assert officer.get(event_address("door", events["Bodø"])).status_code == 200


def test_the_big_one_has_as_many_as_it_says(world: Callable[[str], None]) -> None:
    world("big")
    assert NeedsReport.objects.counted().count() == many.COUNT


def test_a_world_that_is_there_is_kept(world: Callable[[str], None]) -> None:
    world("empty")
    before = Person.objects.count()
    world("february")
    assert (Person.objects.count(), Round.objects.count()) == (before, 0)


@pytest.mark.parametrize("microsecond", [0, 1, 400_000, 999_999])
def test_the_clock_never_shows_the_minute_before(db: None, microsecond: int) -> None:
    instant = datetime(2026, 3, 12, 10, tzinfo=OSLO)
    real = datetime(2026, 11, 29, 12, 44, 5, microsecond, tzinfo=OSLO)
    DemoClock.set(instant, real)
    assert timedelta() <= real + DemoClock.offset() - instant < timedelta(seconds=1)
