"""Last days of outcome reports that are other than that of the year are in the calendars of those who must act."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from fordel.meetings.services.renew_feed import renew_feed
from fordel.notices.models import Notification
from fordel.outcomes.services.casework import extend_report, return_report
from fordel.parties.models import Person
from fordel.shared.clock import OSLO
from tests.clients import client_of
from tests.outcomes.conftest import World
from tests.outcomes.reports import answers, at, write

pytestmark = pytest.mark.django_db
UNTIL = datetime(2027, 2, 1, tzinfo=OSLO)


def _last_days(person: Person, world: World) -> list[date]:
    """The days in the person's own calendar on which the report is due."""
    content = Client().get(reverse("calendar-feed", kwargs={"token": renew_feed(person)})).content
    summary = f"Siste dag for rapporten om «{world.outcome.report.title}»"
    return [each["dtstart"].dt for each in Calendar.from_ical(content).walk("VEVENT") if each["summary"] == summary]


def test_a_later_last_day_is_in_the_calendars_and_tasks_of_owner_partner_and_office(
    world: World, person_as: Any
) -> None:
    everybody = (world.owner, world.partner, world.officer)
    assert [_last_days(each, world) for each in everybody] == [[], [], []], "the day of the year says it"
    extend_report(world.outcome.pk, UNTIL, world.officer)
    assert [_last_days(each, world) for each in everybody] == [[date(2027, 1, 31)]] * 3
    assert _last_days(person_as("forum_member"), world) == []
    start = client_of(world.owner).get(reverse("home"), follow=True).content.decode()
    assert "31.\xa0januar" in start
    shown = client_of(world.officer).get("/nordland/kalender/", {"maned": "2027-01"}).content.decode()
    assert world.outcome.report.title in shown
    shown = Client().get("/nordland/kalender/", {"maned": "2027-01"}).content.decode()
    assert world.outcome.report.title not in shown, "it is between the owner and the office"


def test_a_returned_report_is_in_the_calendar_until_it_is_sent_again(world: World) -> None:
    write(world.outcome, answers(world.outcome), world.owner, world.owner_place.pk)
    owner = client_of(world.owner)
    assert owner.post(at("send", world.outcome)).status_code == 302
    return_report(world.outcome.pk, "Si mer om b.", UNTIL, world.officer)
    assert _last_days(world.owner, world) == [date(2027, 1, 31)]
    assert owner.post(at("send", world.outcome)).status_code == 302
    assert _last_days(world.owner, world) == []
    received = Notification.objects.filter(kind="outcomes.received")
    assert set(received.values_list("category", flat=True)) == {"outcomes"}, "mail about them is chosen by itself"
