"""An outcome report from the day it opens to the office's answer, through the pages of everybody in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.outcomes.events import OutcomeApproved, UnusedReported
from fordel.outcomes.models import OutcomeReport, SignAssessment, UsedAmount
from fordel.outcomes.selectors.figures import signs_of_rounds, used_of_rounds
from fordel.outcomes.services.messages import ask_owner
from fordel.shared.clock import now
from fordel.shared.hands import note_hand
from fordel.shared.models import OutboxMail
from tests.clients import client_of
from tests.outcomes.conftest import World
from tests.outcomes.reports import SENT_IN_FULL, TOO_LATE, answers, at, office_at, part_of, typed, write
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())


def mails_to(address: str) -> list[str]:
    return list(OutboxMail.objects.filter(recipient=address).order_by("pk").values_list("subject", flat=True))


def sent(world: World, **more: Any) -> OutcomeReport:
    """The owner's report, written and sent on its page."""
    write(world.outcome, answers(world.outcome, **more), world.owner, world.owner_place.pk)
    assert client_of(world.owner).post(at("send", world.outcome)).status_code == 302
    return world.fresh()


def test_each_grant_has_a_report_and_its_owner_a_task(world: World) -> None:
    awards = world.outcome.award.proposal.awards.filter(amount__gt=0)
    assert OutcomeReport.objects.count() == awards.count() > 30
    assert all(each.parties.count() == each.report.partners.count() for each in OutcomeReport.objects.all())
    start = page(client_of(world.owner), reverse("home"))
    assert f"Rapporter hva som kom ut av «{world.outcome.report.title[:40]}" in start
    assert at("report", world.outcome) in page(client_of(world.owner), reverse("own_outcomes:list"))
    assert "Si hva som kom ut av" in page(client_of(world.partner), reverse("home"))


def test_what_is_known_is_shown_with_its_source_and_judges_nothing(world: World) -> None:
    report = page(client_of(world.owner), at("report", world.outcome))
    assert "Fra vedtaket" in report
    assert world.partner_place.name in report
    signs = page(client_of(world.owner), at("part", world.outcome, section="signs"))
    assert "checked" not in signs.partition("<form")[2]


def test_a_report_is_written_sent_questioned_returned_and_approved(world: World) -> None:
    owner, partner, office = client_of(world.owner), client_of(world.partner), client_of(world.officer)
    first = typed({"carried_out": "carried_out", "employees": "24"})
    assert owner.post(at("part", world.outcome, section="about"), first).status_code == 302
    shared = {"learned": "Begynn i august.", "may_share": "yes"}
    write(world.outcome, answers(world.outcome, unused=5000, **shared), world.owner, world.owner_place.pk)
    own = part_of(world.partner_place.pk)
    party = f"party-{world.partner_place.pk}"
    assert partner.post(at("part", world.outcome, section=party), typed(own)).status_code == 302
    assert partner.post(at("confirm", world.outcome)).status_code == 302
    assert "Deres del er bekreftet" in page(partner, reverse("own_outcomes:list"))
    assert "Send rapporten" in page(owner, at("check", world.outcome))
    assert owner.post(at("send", world.outcome)).status_code == 302
    outcome = world.fresh()
    assert (outcome.state, outcome.unused, outcome.wish) == ("submitted", 5000, "keep")
    assert (outcome.learned, outcome.may_share) == ("Begynn i august.", True)

    question = {"message": "Hvorfor ble samlingen avlyst?", "answer_by": "20.12.2026"}
    assert office.post(office_at("message", outcome), question).status_code == 302
    assert "Hvorfor ble samlingen avlyst?" in page(owner, at("report", outcome))
    assert owner.post(at("answer", outcome), {"answer": "Været stengte veien."}).status_code == 302
    assert "Været stengte veien." in page(office, office_at("report", outcome))

    back = carry_out(office, office_at("return", outcome), {"reason": "Skriv mer om b.", "reply_by": "20.12.2026"})
    assert back.status_code == 302
    assert world.fresh().state == "returned"
    assert "Skriv mer om b." in page(owner, at("report", outcome))
    again = {"shows_b": "Alle bruker det nye opplegget.", "may_share": "no"}
    write(outcome, again, world.owner, world.owner_place.pk)
    assert world.fresh().may_share, "what was sent holds until it is sent again"
    assert owner.post(at("send", outcome)).status_code == 302
    assert not world.fresh().may_share

    happened: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fordel.outcomes.services.casework.emit", happened.append)
        done = carry_out(office, office_at("approve", outcome), {"answer": "Takk for god rapport."})
    assert done.status_code == 302
    outcome = world.fresh()
    assert outcome.state == "approved"
    assert happened == [OutcomeApproved(outcome.pk), UnusedReported(outcome.pk, 5000, "keep")]
    assert "Takk for god rapport." in page(owner, at("report", outcome))
    assert "Takk for god rapport." in page(owner, reverse("own_outcomes:list"))
    listed = page(office, reverse("outcome_office:unused", kwargs={**outcome.round.where}))
    assert outcome.report.title in listed
    assert "5 000 kroner er ikke brukt" in listed


def test_the_office_sees_the_line_from_need_to_outcome(world: World) -> None:
    outcome = sent(world, unused=7000)
    shown = page(client_of(world.officer), office_at("report", outcome))
    assert "Fra behov til måloppnåelse" in shown
    for amount in (outcome.award.asked, outcome.award.scenario_amount, outcome.award.amount, outcome.used):
        assert f"{amount:,}".replace(",", "\u00a0") in shown
    assert "Ønsker å bruke det neste år" in shown
    assert "har ikke svart på sin del" in shown


def test_the_figures_are_what_the_pages_say(world: World) -> None:
    outcome = sent(world, unused=1001)
    used = used_of_rounds([outcome.round_id])[outcome.report_id]
    assert (used.total, used.unused, used.state) == (outcome.used, 1001, "submitted")
    assert sum(used.by_line.values()) == outcome.used
    assert set(used.by_line) == set(outcome.award.by_line)
    rows = [row for row in signs_of_rounds([outcome.round_id]) if row.report == outcome.report_id]
    assert [(row.sign, row.who, row.degree) for row in rows] == [(sign, "owner", "large") for sign in "abcde"]
    others = [each for pk, each in used_of_rounds([outcome.round_id]).items() if pk != outcome.report_id]
    assert {(each.total, each.state) for each in others} == {(None, "open")}


def test_the_office_registers_on_behalf_and_another_approves(world: World, at_time: Any) -> None:
    at_time(TOO_LATE)
    office, other = client_of(world.officer), client_of(world.other_officer)
    assert client_of(world.officer).get(at("part", world.outcome, section="accounts")).status_code == 403
    assert carry_out(office, office_at("register", world.outcome)).status_code == 302
    outcome = world.fresh()
    assert page(office, at("part", outcome, section="accounts"))
    write(outcome, answers(outcome), world.officer, None)
    assert office.post(at("send", outcome)).status_code == 302
    refused = carry_out(office, office_at("approve", outcome), {"answer": "Greit."})
    assert refused.status_code == 409
    assert "Du har skrevet eller registrert denne rapporten selv" in refused.content.decode()
    assert carry_out(other, office_at("approve", outcome), {"answer": "Greit."}).status_code == 302


def test_reports_are_assigned_from_the_list(world: World) -> None:
    office = client_of(world.officer)
    where = world.outcome.round.where
    ids = list(OutcomeReport.objects.order_by("pk").values_list("pk", flat=True)[:3])
    assign = reverse("outcome_office:assign", kwargs={**where})
    assert office.post(assign, {"chosen": ids, "to": "me"}).status_code == 302
    assert OutcomeReport.objects.filter(assigned_to=world.officer).count() == 3
    mine = page(office, reverse("outcome_office:list", kwargs={**where}) + "?assigned=me")
    assert "Sum av 3 rapporter" in mine
    nothing = office.post(assign, {"to": "me"})
    assert nothing.status_code == 409
    assert "Ingen rapport er krysset av" in nothing.content.decode()
    nobody = office.post(assign, {"chosen": ids, "to": ""})
    assert nobody.status_code == 422


def test_those_without_remarks_are_approved_together(world: World) -> None:
    """Those that are listed, with one answer; one with a question stays, and so does one that the officer wrote."""
    first = sent(world)
    asked, remarked, written = OutcomeReport.objects.exclude(pk=first.pk).order_by("pk")[:3]
    every = [each.pk for each in (first, asked, remarked, written)]
    OutcomeReport.objects.filter(pk__in=every).update(**SENT_IN_FULL)
    ask_owner(asked.pk, "Hvor mange var med?", now() + timedelta(days=3), world.officer)
    OutcomeReport.objects.filter(pk=remarked.pk).update(findings=2)
    note_hand(written, world.officer, "register")
    office = client_of(world.officer)
    address = reverse("outcome_office:approve-many", kwargs={**world.outcome.round.where})
    shown = page(office, address)
    assert "Godkjenne 1 rapport?" in shown
    assert "3 rapporter blir liggende: Se på dem en og en." in shown
    nobodys = office.get(f"{address}?assigned=me")
    assert "Ingen rapport kan godkjennes uten å bli sett på." in nobodys.content.decode()
    assert carry_out(office, address, {"answer": " "}).status_code == 422
    assert carry_out(office, address, {"answer": "Takk."}).status_code == 302
    states = dict(OutcomeReport.objects.filter(pk__in=every).values_list("pk", "state"))
    assert states == dict.fromkeys(every, "submitted") | {first.pk: "approved"}
    assert "Takk." in page(client_of(world.owner), at("report", first))
    assert office.post(address, {"answer": "Takk.", "asked": "x"}).status_code == 409


def test_the_receipt_is_a_pdf_with_what_was_sent(world: World) -> None:
    outcome = sent(world)
    answer = client_of(world.owner).get(at("pdf", outcome))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    version = page(client_of(world.owner), at("version", outcome, sequence=1))
    assert "Dette viser b." in version
    assert client_of(world.partner).get(at("version", outcome, sequence=1)).status_code == 403


def test_nothing_is_left_of_the_amounts_when_a_report_is_sent_again(world: World) -> None:
    outcome = sent(world, unused=500)
    office = client_of(world.officer)
    carry_out(office, office_at("return", outcome), {"reason": "Rett tallet.", "reply_by": "20.12.2026"})
    write(outcome, answers(outcome), world.owner, world.owner_place.pk)
    assert client_of(world.owner).post(at("send", outcome)).status_code == 302
    outcome = world.fresh()
    assert (outcome.used, outcome.unused, outcome.wish) == (outcome.award.amount, 0, "")
    assert sum(UsedAmount.objects.filter(outcome=outcome).values_list("kroner", flat=True)) == outcome.used
    assert SignAssessment.objects.filter(outcome=outcome, who="owner").count() == 5
