"""Awards that change while their reports are under way, people with two roles or none any more, and what comes after
the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.models import Award
from fordel.outcomes.models import SignAssessment
from fordel.outcomes.selectors.figures import used_of_rounds
from fordel.outcomes.services.casework import approve_report, return_report
from fordel.outcomes.tasks import turn
from fordel.parties.models import Office, Organisation, Person, RoleAssignment
from fordel.shared.models import OutboxMail
from fordel.writing.models import Field
from fordel.writing.selectors.fields import values_of
from tests.clients import client_of
from tests.outcomes.conftest import World
from tests.outcomes.reports import OPENS, TOO_LATE, answers, at, office_at, part_of, typed, write
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
NOON = int(OPENS.timestamp())


def _brought_to(state: str, world: World) -> None:
    """The report in the state, as its people bring it there."""
    write(world.outcome, answers(world.outcome), world.owner, world.owner_place.pk)
    if state == "open":
        return
    assert client_of(world.owner).post(at("send", world.outcome)).status_code == 302
    if state == "returned":
        return_report(world.outcome.pk, "Rett b.", TOO_LATE, world.officer)
    if state == "approved":
        approve_report(world.outcome.pk, "Fint.", world.officer)
    assert world.fresh().state == state


@pytest.mark.parametrize("state", ["open", "submitted", "returned"])
def test_a_reversed_award_closes_the_report_in_every_state_that_is_under_way(world: World, state: str) -> None:
    _brought_to(state, world)
    kept = values_of(world.outcome.pk)
    Award.objects.filter(pk=world.outcome.award_id).update(amount=0, by_line={}, grounds="Omgjort.")
    for _twice in range(2):
        turn(NOON)
    outcome = world.fresh()
    assert (outcome.state, outcome.reply_by) == ("closed", None)
    assert values_of(world.outcome.pk) == kept, "what is written is kept"
    assert used_of_rounds([outcome.round_id])[outcome.report_id].total is None, "it is in no sum"
    subject = f"Det skal ikke rapporteres om «{outcome.report.title}» lenger"
    assert OutboxMail.objects.filter(recipient=world.owner.email, subject=subject).count() == 1
    assert client_of(world.owner).post(at("send", world.outcome)).status_code == 409
    office = client_of(world.officer)
    for step, data in (("approve", {"answer": "Fint."}), ("extend", {"until": "31.01.2027"})):
        assert carry_out(office, office_at(step, world.outcome), data).status_code == 409


def test_a_report_that_is_approved_stays_so_when_its_award_is_reversed(world: World) -> None:
    _brought_to("approved", world)
    used = world.fresh().used
    Award.objects.filter(pk=world.outcome.award_id).update(amount=0, by_line={}, grounds="Omgjort.")
    turn(NOON)
    assert (world.fresh().state, world.fresh().used) == ("approved", used)


def test_a_returned_report_is_sent_again_with_the_award_as_it_is_by_then(world: World) -> None:
    _brought_to("returned", world)
    award = Award.objects.get(pk=world.outcome.award_id)
    line = next(iter(award.by_line))
    award.amount, award.by_line = award.amount - 1000, {**award.by_line, line: award.by_line[line] - 1000}
    award.save()
    owner = client_of(world.owner)
    assert owner.post(at("send", world.outcome))["Location"] == at("check", world.outcome)
    assert "Det er brukt mer enn tilskuddet" in owner.get(at("check", world.outcome)).content.decode()
    write(world.outcome, answers(world.outcome), world.owner, world.owner_place.pk)
    assert owner.post(at("send", world.outcome)).status_code == 302
    assert (world.fresh().granted, world.fresh().used) == (award.amount, award.amount)


def _as(client: Client, person: Person, **role: Any) -> None:
    """The person acts in that role from here on."""
    chosen, _made = RoleAssignment.objects.get_or_create(person=person, **role)
    assert client.post(reverse("switch-role"), {"assignment": chosen.pk}).status_code == 302


def test_an_owner_in_two_organisations_writes_for_the_one_that_is_chosen(world: World) -> None:
    other = Organisation.objects.filter(kind="municipality").exclude(pk=world.owner_place.pk)[0]
    owner, part = client_of(world.owner), at("part", world.outcome, section="learned")
    _as(owner, world.owner, role="owner", organisation=other)
    assert owner.get(at("report", world.outcome)).status_code == 403
    assert owner.post(part, typed({"learned": "Feil eier."})).status_code == 403
    assert not Field.objects.filter(document=world.outcome.pk).exists()
    _as(owner, world.owner, role="owner", organisation=world.owner_place)
    assert owner.post(part, typed({"learned": "Rett eier."})).status_code == 302
    assert values_of(world.outcome.pk)["learned"] == "Rett eier."


def test_who_is_both_owner_and_partner_writes_each_part_in_its_own_role(world: World) -> None:
    both, place = client_of(world.owner), world.partner_place
    _as(both, world.owner, role="partner", organisation=place)
    assert both.get(at("part", world.outcome, section="accounts")).status_code == 403
    write(world.outcome, part_of(place.pk), world.owner, place.pk)
    assert both.post(at("confirm", world.outcome)).status_code == 302
    assert set(SignAssessment.objects.values_list("who", flat=True)) == {"partner"}
    _as(both, world.owner, role="owner", organisation=world.owner_place)
    assert both.post(at("confirm", world.outcome)).status_code == 409, "the owner has no part of its own to confirm"
    assert both.get(at("part", world.outcome, section=f"party-{place.pk}")).status_code == 403


def test_an_officer_who_is_the_owner_too_cannot_approve_what_they_wrote(world: World) -> None:
    office = Office.objects.get(slug="nordland")
    client = client_of(world.owner)
    _brought_to("submitted", world)
    _as(client, world.owner, role="case_officer", office=office)
    answer = carry_out(client, office_at("approve", world.outcome), {"answer": "Fint."})
    assert answer.status_code == 409
    assert "En annen hos Statsforvalteren må godkjenne den." in answer.content.decode()
    assert world.fresh().state == "submitted"


def test_an_officer_who_sits_in_the_forum_sees_no_report_in_that_role(world: World) -> None:
    client = client_of(world.officer)
    assert client.get(office_at("report", world.outcome)).status_code == 200
    _as(client, world.officer, role="forum_member", office=Office.objects.get(slug="nordland"))
    assert client.get(office_at("report", world.outcome)).status_code == 403
    assert client.get(at("report", world.outcome)).status_code == 403


@pytest.mark.parametrize("who", ["owner", "partner"])
def test_who_has_lost_the_role_saves_sends_and_confirms_nothing(world: World, who: str) -> None:
    person: Person = getattr(world, who)
    write(world.outcome, answers(world.outcome), world.owner, world.owner_place.pk)
    client, kept = client_of(person), values_of(world.outcome.pk)
    assert client.get(at("report", world.outcome)).status_code == 200
    RoleAssignment.objects.filter(person=person).delete()
    section = "learned" if who == "owner" else f"party-{world.partner_place.pk}"
    for address in (
        at("part", world.outcome, section=section),
        at("send", world.outcome),
        at("confirm", world.outcome),
    ):
        assert client.post(address, {"learned": "Etterpå", "v.learned": "0"}).status_code == 403
    assert values_of(world.outcome.pk) == kept
    assert world.fresh().state == "open"


def test_nothing_is_confirmed_or_saved_after_the_report_is_approved(world: World, at_time: Any) -> None:
    partner, place = client_of(world.partner), world.partner_place.pk
    write(world.outcome, part_of(place), world.partner, place)
    _brought_to("approved", world)
    for client, name in ((partner, "confirm"), (client_of(world.owner), "send")):
        answer = client.post(at(name, world.outcome))
        assert answer.status_code == 409
        assert "Statsforvalteren har godkjent rapporten." in answer.content.decode()
    assert world.outcome.parties.get().confirmed_at is None
    at_time(TOO_LATE + timedelta(days=60))
    assert partner.post(at("confirm", world.outcome)).status_code == 409
