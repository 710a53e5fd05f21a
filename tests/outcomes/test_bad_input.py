"""What goes wrong with an outcome report: each gets a clear message, and nothing is shown or lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fordel.decisions.models import Award
from fordel.outcomes.models import OutcomeReport, SignAssessment
from fordel.outcomes.services.open_reports import open_reports
from fordel.outcomes.tasks import turn
from fordel.parties.models import Organisation
from fordel.shared.models import OutboxMail
from fordel.writing.models import Field, Submission
from fordel.writing.selectors.fields import values_of
from tests.clients import client_of
from tests.outcomes.conftest import World
from tests.outcomes.reports import LAST_INSTANT, OPENS, TOO_LATE, answers, at, office_at, part_of, typed, write
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


def filled(world: World, **more: Any) -> Client:
    """A client of the owner, whose report is written and not sent."""
    write(world.outcome, answers(world.outcome, **more), world.owner, world.owner_place.pk)
    return client_of(world.owner)


def refused(client: Client, address: str, data: dict[str, str] | None = None) -> str:
    """The page that says why nothing was done."""
    answer = client.post(address, data or {})
    assert answer.status_code == 409
    return str(answer.content.decode())


def test_a_report_that_is_sent_twice_is_received_once(world: World) -> None:
    owner = filled(world)
    assert owner.post(at("send", world.outcome)).status_code == 302
    assert "Rapporten er sendt allerede." in refused(owner, at("send", world.outcome))
    assert Submission.objects.filter(document=world.outcome.pk).count() == 1


def test_the_last_instant_is_in_time_and_the_first_after_it_is_too_late(world: World, at_time: Any) -> None:
    owner = filled(world)
    at_time(LAST_INSTANT - timedelta(seconds=30))
    assert owner.post(at("send", world.outcome)).status_code == 302
    other = OutcomeReport.objects.exclude(pk=world.outcome.pk).filter(report__owner=world.owner_place).first()
    at_time(TOO_LATE)
    late = other or world.outcome
    said = refused(owner, at("send", late))
    assert "Fristen var 15.\u00a0januar kl. 23.59" in said or "sendt allerede" in said


def test_nothing_is_sent_or_saved_after_the_deadline_and_nothing_is_lost(world: World, at_time: Any) -> None:
    owner = filled(world)
    kept = values_of(world.outcome.pk)
    at_time(TOO_LATE)
    page = refused(owner, at("send", world.outcome))
    assert "Fristen var 15.\u00a0januar kl. 23.59" in page
    assert "Be Statsforvalteren om senere frist." in page
    part = at("part", world.outcome, section="learned")
    assert "Fristen var" in refused(owner, part, typed({"learned": "For sent."}))
    assert values_of(world.outcome.pk) == kept
    assert not Submission.objects.filter(document=world.outcome.pk).exists()


def test_an_extension_lets_the_owner_send_and_is_never_earlier(world: World, at_time: Any) -> None:
    owner, office = filled(world), client_of(world.officer)
    at_time(TOO_LATE)
    early = carry_out(office, office_at("extend", world.outcome), {"until": "10.01.2027"})
    assert early.status_code == 422
    assert "Dagen må være etter fristen" in early.content.decode()
    assert carry_out(office, office_at("extend", world.outcome), {"until": "31.01.2027"}).status_code == 302
    assert owner.post(at("send", world.outcome)).status_code == 302


def test_the_partner_cannot_write_in_the_name_of_the_owner(world: World) -> None:
    partner = client_of(world.partner)
    assert partner.get(at("part", world.outcome, section="accounts")).status_code == 403
    assert partner.get(at("part", world.outcome, section="nothing")).status_code == 404
    fields = {"fields": [{"key": "used", "value": "1", "base": 0}], "part": "accounts", "field": "used"}
    answer = partner.post(at("save", world.outcome), fields, content_type="application/json")
    assert answer.status_code == 409
    assert "Du kan ikke skrive i denne delen" in answer.json()["closed"]
    assert not Field.objects.filter(document=world.outcome.pk).exists()
    assert partner.post(at("send", world.outcome)).status_code == 403


def test_the_owner_cannot_answer_for_the_partner(world: World) -> None:
    owner, key = client_of(world.owner), f"p{world.partner_place.pk}_degree_a"
    fields = {"fields": [{"key": key, "value": "large", "base": 0}], "part": "", "field": ""}
    assert owner.post(at("save", world.outcome), fields, content_type="application/json").status_code == 409
    assert refused(owner, at("confirm", world.outcome))
    assert not SignAssessment.objects.exists()


def test_somebody_else_sees_nothing(world: World, person_as: Any) -> None:
    stranger = Organisation.objects.exclude(pk=world.owner_place.pk).filter(kind="municipality").first()
    client = client_of(person_as("owner", organisation=stranger))
    for name in ("report", "check", "history", "pdf"):
        assert client.get(at(name, world.outcome)).status_code == 403


def test_the_office_reads_nothing_before_the_report_is_sent(world: World) -> None:
    filled(world)
    page = client_of(world.officer).get(office_at("report", world.outcome)).content.decode()
    assert "Dette viser b." not in page
    assert "vises her når rapporten er sendt" in page


@pytest.mark.parametrize(
    ("used", "says"),
    [
        ("1000,50", "«1000,50» er ikke et helt tall"),
        ("-5", "«-5» er ikke et helt tall"),
        ("mange", "«mange» er ikke et helt tall"),
        ("99999999", "«99999999» er for stort"),
    ],
)
def test_amounts_with_ore_below_zero_or_no_numbers_are_refused(world: World, used: str, says: str) -> None:
    owner = filled(world, used=used)
    assert owner.post(at("send", world.outcome))["Location"] == at("check", world.outcome)
    assert says in owner.get(at("part", world.outcome, section="accounts") + "?kontroll=1").content.decode()
    assert values_of(world.outcome.pk)["used"] == used
    assert world.fresh().state == "open"


def test_more_than_the_grant_and_costs_that_do_not_sum_are_refused(world: World) -> None:
    too_much = str(world.outcome.award.amount + 1)
    owner = filled(world, used=too_much)
    page = owner.get(at("check", world.outcome)).content.decode()
    assert "Det er brukt mer enn tilskuddet" in page
    assert "Regnskapet summerer ikke" in page
    assert owner.post(at("send", world.outcome))["Location"] == at("check", world.outcome)
    assert world.fresh().used is None


def test_unused_money_without_explanation_or_wish_is_not_sent(world: World) -> None:
    owner = filled(world, unused=4000, unused_why="", wish="")
    page = owner.get(at("check", world.outcome)).content.decode()
    assert "Hvorfor er ikke alt brukt?" in page
    assert "Hva ønsker dere skal skje" in page
    assert world.fresh().state == "open"


def test_a_changed_award_is_what_is_accounted_for(world: World) -> None:
    owner = filled(world)
    award = Award.objects.get(pk=world.outcome.award_id)
    line = next(iter(award.by_line))
    award.amount, award.by_line = award.amount - 1000, {**award.by_line, line: award.by_line[line] - 1000}
    award.save()
    assert owner.post(at("send", world.outcome))["Location"] == at("check", world.outcome)
    write(world.outcome, answers(world.outcome), world.owner, world.owner_place.pk)
    assert owner.post(at("send", world.outcome)).status_code == 302
    assert (world.fresh().granted, world.fresh().used) == (award.amount, award.amount)


def test_a_reversed_award_closes_its_report_once_and_says_so(world: World, at_time: Any) -> None:
    owner = filled(world)
    Award.objects.filter(pk=world.outcome.award_id).update(amount=0, by_line={}, grounds="Omgjort.")
    assert "Tilskuddet er omgjort" in refused(owner, at("send", world.outcome))
    for _twice in range(2):
        turn(int(OPENS.timestamp()))
    outcome = world.fresh()
    assert (outcome.state, outcome.closed_because) == ("closed", "reversed")
    subject = f"Det skal ikke rapporteres om «{outcome.report.title}» lenger"
    assert OutboxMail.objects.filter(recipient=world.owner.email, subject=subject).count() == 1
    page = owner.get(at("report", outcome)).content.decode()
    assert "Tilskuddet er omgjort" in page
    assert "Dette viser b." in page


def test_a_part_that_is_changed_after_it_was_confirmed_is_confirmed_again(world: World) -> None:
    partner, place = client_of(world.partner), world.partner_place.pk
    write(world.outcome, part_of(place), world.partner, place)
    assert partner.post(at("confirm", world.outcome)).status_code == 302
    assert world.outcome.parties.get().confirmed_at
    write(world.outcome, {f"p{place}_degree_b": "small"}, world.partner, place)
    assert world.outcome.parties.get().confirmed_at is None
    assert SignAssessment.objects.get(sign="b").degree == "some"
    assert partner.post(at("confirm", world.outcome)).status_code == 302
    assert SignAssessment.objects.get(sign="b").degree == "small"


def test_a_partner_answers_some_days_longer_than_the_owner(world: World, at_time: Any) -> None:
    place = world.partner_place.pk
    at_time(TOO_LATE + timedelta(days=13))
    write(world.outcome, part_of(place), world.partner, place)
    at_time(TOO_LATE + timedelta(days=14))
    page = refused(client_of(world.partner), at("confirm", world.outcome))
    assert "Fristen for deres del var 29.\u00a0januar kl. 23.59" in page


def test_a_part_with_nothing_in_it_is_not_confirmed(world: World) -> None:
    partner = client_of(world.partner)
    assert partner.post(at("confirm", world.outcome))["Location"] == at("check", world.outcome)
    assert world.outcome.parties.get().confirmed_at is None


def test_a_report_is_not_returned_without_reason_or_day_nor_approved_without_answer(world: World) -> None:
    owner, office = filled(world), client_of(world.officer)
    owner.post(at("send", world.outcome))
    for data in ({"reason": "", "reply_by": "20.12.2026"}, {"reason": "Rett b.", "reply_by": "01.11.2026"}):
        assert carry_out(office, office_at("return", world.outcome), data).status_code == 422
    assert carry_out(office, office_at("approve", world.outcome), {"answer": ""}).status_code == 422
    assert world.fresh().state == "submitted"
    assert carry_out(office, office_at("approve", world.outcome), {"answer": "Fint."}).status_code == 302
    assert carry_out(office, office_at("approve", world.outcome), {"answer": "Fint."}).status_code == 409


def test_reports_open_once_and_not_before_their_day(issued: Any, at_time: Any) -> None:
    at_time(OPENS - timedelta(days=1))
    assert open_reports(issued.round_id) == 0
    at_time(OPENS)
    assert open_reports(issued.round_id) > 30
    assert open_reports(issued.round_id) == 0


def test_owners_are_reminded_once_for_each_day_of_the_scheme(world: World, at_time: Any) -> None:
    title = world.outcome.report.title
    subject = f"Fristen for rapporten om «{title}» er snart"

    def reminded(instant: Any) -> int:
        at_time(instant)
        for _twice in range(2):
            turn(int(instant.timestamp()))
        return OutboxMail.objects.filter(recipient=world.owner.email, subject=subject).count()

    assert reminded(LAST_INSTANT.replace(hour=8) - timedelta(days=22)) == 0
    assert reminded(LAST_INSTANT.replace(hour=8) - timedelta(days=21)) == 1
    assert reminded(LAST_INSTANT.replace(hour=6) - timedelta(days=7)) == 1
    assert reminded(LAST_INSTANT.replace(hour=8) - timedelta(days=7)) == 2
    assert reminded(TOO_LATE.replace(hour=8)) == 2
