"""Who may do what: one written table, checked against every address, every role, own objects and those of others."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from fordel.decisions.models import Letter, Proposal
from fordel.forum.models import Scenario
from fordel.parties.models import RoleAssignment
from fordel.shared.models import AuditEntry
from tests.support.access_table import (
    BEGINS,
    BY_MEMBERS,
    DEMO_ROUTES,
    EVERYONE,
    FORUM,
    MEMBERS,
    NOBODY,
    OTHERS,
    OWN_SESSION,
    ROUTES,
    TABLE,
)
from tests.support.access_walk import answers, close, fault_of, faults_of_changes
from tests.support.access_world import World
from tests.support.steps import carry_out
from tests.support.where import WHERE

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_the_table_and_the_addresses_are_the_same() -> None:
    assert sorted(ROUTES) == sorted(TABLE)


def test_the_table_never_lets_an_auditor_or_a_stranger_change_anything() -> None:
    for name, row in TABLE.items():
        if name not in OWN_SESSION:
            never = (OTHERS | MEMBERS | {"auditor", "visitor", "national_reader"}) - BEGINS.get(name, NOBODY)
            assert not (row.do or NOBODY) & (never - (FORUM if name in BY_MEMBERS else NOBODY)), name


def test_who_may_see_each_page(world: World) -> None:
    wrong = []
    for name, row, actor, response in answers(world, EVERYONE - MEMBERS):
        close(response)
        wrong.append(fault_of(name, row, actor, response))
    assert not [fault for fault in wrong if fault]


def test_who_may_change_something(world: World) -> None:
    assert faults_of_changes(world, EVERYONE - MEMBERS) == []


def test_each_party_reads_its_own_letter_only(world: World) -> None:
    """The owner's letter is about the whole measure, the partner's about its own part."""
    mine = {
        role: Letter.objects.get(
            award=world.arguments["award_id"],
            recipient=RoleAssignment.objects.get(person=world.people[role]).organisation_id,
        )
        for role in ("owner", "partner")
    }
    for role, other in (("owner", "partner"), ("partner", "owner")):
        client = world.clients[role]
        assert client.get(reverse("letters:letter", args=[mine[role].pk])).status_code == 200
        refused = client.get(reverse("letters:letter", args=[mine[other].pk]))
        assert refused.status_code == 403
        assert mine[other].recipient.name in refused.content.decode()
        assert client.get(reverse("letters:pdf", args=[mine[other].pk])).status_code == 403
    assert not Letter.objects.filter(opened_at__isnull=False).exclude(pk__in=[letter.pk for letter in mine.values()])


def test_an_object_is_not_found_under_another_office(world: World) -> None:
    """The office of the address is the office of the object: nobody gets in by writing their own office before it."""
    client = world.clients["other_case_officer"]
    for name in TABLE:
        wanted = ROUTES[name]
        if "office" in wanted and wanted & {
            "seat_id",
            "conflict_id",
            "import_id",
            "scenario_id",
            "proposal_id",
            "award_id",
            "number",
            "meeting_id",
            "article_id",
            "event_id",
            "series_id",
        }:
            arguments = {key: world.arguments[key] for key in wanted} | {"office": "trondelag"}
            url = reverse(name, kwargs=arguments)
            assert client.post(url).status_code == 404, name


def test_changing_role_to_one_that_is_not_ones_own_changes_nothing(world: World) -> None:
    officers = RoleAssignment.objects.get(person=world.people["case_officer"])
    client = world.clients["auditor"]
    client.post(reverse("switch-role"), {"assignment": officers.pk})
    assert client.post(reverse("decisions:create", kwargs=WHERE)).status_code == 403
    assert client.post(reverse("switch-role"), {"assignment": "abc"}).status_code == 302


def test_a_person_with_two_roles_acts_in_the_chosen_one(world: World) -> None:
    auditor = world.people["auditor"]
    office = RoleAssignment.objects.get(person=world.people["case_officer"]).office
    second = RoleAssignment.objects.create(person=auditor, role="case_officer", office=office)
    client, url = world.clients["auditor"], reverse("open-year", args=["nordland"])
    assert client.get(url).status_code == 403
    client.post(reverse("switch-role"), {"assignment": second.pk})
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", DEMO_ROUTES)
def test_the_demo_is_for_this_machine_in_demo_mode_only(world: World, name: str) -> None:
    url, client = world.url(name), Client()
    ask = client.post if TABLE[name].see is None else client.get
    assert ask(url).status_code == 404
    with override_settings(FORDEL_DEMO=True):
        assert ask(url, REMOTE_ADDR="10.0.0.7").status_code == 403
        assert ask(url, headers={"x-forwarded-for": "10.0.0.7"}).status_code == 403
        assert ask(url).status_code in (200, 302)


def test_one_click_signs_in_as_the_person_and_is_noted(world: World) -> None:
    client = Client()
    with override_settings(FORDEL_DEMO=True):
        client.post(world.url("demo-sign-in"))
        assert client.get(reverse("open-year", args=["nordland"])).status_code == 200
    entry = AuditEntry.objects.order_by("-pk").first()
    assert entry is not None
    assert (entry.action, entry.actor_id) == ("parties.person.signed_in", world.people["case_officer"].pk)


def test_a_decided_proposal_cannot_be_touched_by_those_who_may(world: World) -> None:
    """Allowed is not the same as possible: after the decision each of these is answered with what is wrong."""
    for name in ("submit", "discard", "issue"):
        assert carry_out(world.clients["case_officer"], world.url(f"decisions:{name}")).status_code == 409, name
    for name in ("approve", "return"):
        assert carry_out(world.clients["approver"], world.url(f"decisions:{name}")).status_code == 409, name
    assert Proposal.objects.get().state == "issued"
    assert carry_out(world.clients["case_officer"], world.url("forum:delete")).status_code == 409
    assert Scenario.objects.exists()
