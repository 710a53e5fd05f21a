"""What the pages of outcome reports and pulses ask the database, literally: the same for one of everything and many."""

from __future__ import annotations

from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.outcomes.models import OutcomeParty, OutcomeReport
from fordel.outcomes.services.messages import ask_owner
from fordel.parties.models import Organisation
from fordel.pulse.models import Moment
from tests.clients import client_of
from tests.outcomes.conftest import World
from tests.outcomes.reports import SENT_IN_FULL, answers, at, office_at, part_of, write
from tests.pulse.pulses import answered, closed, opened
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
MOST_QUERIES: Final = 12
QUERIES: Final[dict[str, int]] = {
    "own": 6,
    "report": 12,
    "part": 12,
    "check": 11,
    "history": 11,
    "report, partner": 10,
    "part, partner": 11,
    "queue": 7,
    "queue as csv": 5,
    "unused": 6,
    "office": 11,
    "extend": 7,
    "register": 7,
    "pulses, owner": 7,
    "pulses, office": 7,
    "pulse": 9,
    "pulse as csv": 6,
    "pulse, enter": 1,
}
STEPS: Final[dict[str, int]] = {"report": 11, "approve": 10, "return": 7}
"""What the office opens of a report that is sent."""


def _asked(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def _pages(world: World) -> dict[str, int]:
    owner, partner, office = (client_of(each) for each in (world.owner, world.partner, world.officer))
    measure = {"report_id": world.outcome.report_id}
    found = {
        "own": (owner, reverse("own_outcomes:list")),
        "report": (owner, at("report", world.outcome)),
        "part": (owner, at("part", world.outcome, section="accounts")),
        "check": (owner, at("check", world.outcome)),
        "history": (owner, at("history", world.outcome)),
        "report, partner": (partner, at("report", world.outcome)),
        "part, partner": (partner, at("part", world.outcome, section=f"party-{world.partner_place.pk}")),
        "queue": (office, reverse("outcome_office:list", kwargs=WHERE)),
        "queue as csv": (office, reverse("outcome_office:list-file", kwargs={**WHERE, "kind": "csv"})),
        "unused": (office, reverse("outcome_office:unused", kwargs=WHERE)),
        "office": (office, office_at("report", world.outcome)),
        "extend": (office, office_at("extend", world.outcome)),
        "register": (office, office_at("register", world.outcome)),
        "pulses, owner": (owner, reverse("own_pulses:list")),
        "pulses, office": (office, reverse("round_pulses:list", kwargs=WHERE)),
        "pulse": (owner, reverse("pulse:measure", kwargs=measure)),
        "pulse as csv": (owner, reverse("pulse:file", kwargs={**measure, "kind": "csv"})),
        "pulse, enter": (Client(), reverse("pulse:enter")),
    }
    return {name: _asked(client, address) for name, (client, address) in found.items()}


def _pulse(world: World, moment: str, answers_: int) -> None:
    pulse = opened(world.outcome.report, world.owner, moment, codes=answers_)
    answered(pulse, [3] * answers_)
    closed(pulse)


def _fill(world: World) -> None:
    """Everything is written, more answer a part, there are questions to the owner, and many have answered."""
    write(world.outcome, answers(world.outcome, unused=1000), world.owner, world.owner_place.pk)
    write(world.outcome, part_of(world.partner_place.pk), world.partner, world.partner_place.pk)
    others = Organisation.objects.filter(kind="municipality").exclude(pk=world.owner_place.pk)
    OutcomeParty.objects.bulk_create(
        OutcomeParty(outcome=world.outcome, organisation=each, role="network_owner", position=place)
        for place, each in enumerate(others[:6], 2)
    )
    for number in range(3):
        ask_owner(world.outcome.pk, f"Spørsmål {number}?", None, world.officer)
    _pulse(world, Moment.END, 40)


def test_the_pages_ask_the_same_few_queries_of_one_and_of_many(world: World) -> None:
    write(world.outcome, {"employees": "24"}, world.owner, world.owner_place.pk)
    ask_owner(world.outcome.pk, "Hvor mange var med?", None, world.officer)
    _pulse(world, Moment.START, 5)
    assert _pages(world) == QUERIES
    _fill(world)
    assert _pages(world) == QUERIES
    assert client_of(world.owner).post(at("send", world.outcome)).status_code == 302
    office = client_of(world.officer)
    assert {name: _asked(office, office_at(name, world.outcome)) for name in STEPS} == STEPS
    assert max(*QUERIES.values(), *STEPS.values()) <= MOST_QUERIES


def test_approving_many_asks_the_same_of_one_and_of_many(world: World) -> None:
    rows, address = OutcomeReport.objects.order_by("pk"), reverse("outcome_office:approve-many", kwargs=WHERE)
    for count in (1, 20):
        chosen = rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:count]))
        chosen.update(**SENT_IN_FULL)
        assert _asked(client_of(world.officer), address) == 9
