"""The README's tours, one after the other in one demo without a reset: owners and partners first, then the main job."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.models import Letter, Proposal
from fordel.decisions.selectors.recipients import recipients_without_form
from fordel.demo.worlds import load_world
from fordel.forum.models import Recommendation, Scenario
from fordel.meetings.models import Meeting
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.reports.partners.selectors.asked import binding_now
from fordel.reports.partners.services.answer_party import confirm_party
from fordel.reports.selectors.draft_facts import facts_of
from fordel.shared.clock import now
from tests.reports.drafting.conftest import fill
from tests.support.html import html_of
from tests.support.steps import carry_out
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db


def _main(answer: Any) -> str:
    """The words of a page's own part, for when a step of the tour stops."""
    return re.sub(r"<[^>]+>", " ", html_of(answer).partition("<main")[2])[:1500]


class Tour:
    """A browser for each of the demo's people, and the clock of the demo page."""

    def __init__(self) -> None:
        self.round = Round.objects.get(office__slug="nordland", scheme_slug="kollektiv", year=2026)

    def as_(self, email: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(email=f"{email}@demo.example"))
        return client

    def at(self, instant: str) -> None:
        assert self.as_("case.officer").post(reverse("demo-clock"), {"instant": instant}).status_code == 302

    def url(self, name: str, **more: object) -> str:
        return reverse(name, kwargs={**WHERE, **more})

    def press(self, client: Client, name: str, data: dict[str, Any] | None = None, **more: object) -> None:
        answer = client.post(self.url(name, **more), data or {}, follow=True)
        assert answer.status_code == 200, (name, _main(answer))

    def step(self, client: Client, address: str, data: dict[str, Any] | None = None) -> None:
        answer = carry_out(client, address, data, follow=True)
        assert answer.status_code == 200, (address, _main(answer))


@pytest.fixture
def tour(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Tour:
    settings.FORDEL_DEMO = True
    monkeypatch.delenv("FORDEL_TODAY", raising=False)
    load_world()
    return Tour()


def _owners_and_partners(tour: Tour) -> NeedsReport:
    """A draft is written, a partner confirms, and the report is sent."""
    tour.at("2026-01-21T14:32")
    owner, person = tour.as_("owner"), Person.objects.get(email="owner@demo.example")
    assert "Skriv videre, og send innen 1. februar kl. 23.59" in html_of(owner.get("/mine/")).replace("\xa0", " ")
    draft = ReportDraft.objects.filter(owner__municipality__number="1875", report=None).order_by("pk")[0]
    draft.parties.all().delete()
    amounts = {
        "need__2026": "240 000",
        "budget__2026__owner__planning": "40 000",
        "budget__2026__owner__carrying_out": "100 000",
        "budget__2026__p1__carrying_out": "100 000",
    }
    party = fill(draft, person, Organisation.objects.get(organisation_number="970422528"), **amounts)
    fresh = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=draft.pk)
    partner = Person.objects.get(email="partner@demo.example")
    confirm_party(party.pk, partner, binding_now(facts_of(fresh), party.pk)[1], now())
    sent = owner.post(reverse("own_needs:draft-send", kwargs={"draft_id": draft.pk}), follow=True)
    assert sent.status_code == 200
    report = ReportDraft.objects.get(pk=draft.pk).report
    assert report is not None and f"nummer {report.number}" in html_of(sent).casefold()
    return report


def _recommended(tour: Tour, new: NeedsReport) -> None:
    officer, scenario = tour.as_("case.officer"), Scenario.objects.get(round=tour.round, number=1)
    tour.at("2026-02-24T08:10")
    assert "Regn ut" in html_of(officer.get(tour.url("start")))  # the pages say that there is one more report
    tour.press(officer, "forum:compute-again", scenario_id=scenario.pk)
    tour.at("2026-03-12T10:00")
    meeting = Meeting.objects.get(title="Samarbeidsforum 12. mars")
    where = {"office": "nordland", "meeting_id": meeting.pk}
    tour.step(officer, reverse("meetings:start", kwargs=where))
    draft = Recommendation.objects.get(round=tour.round)
    tour.press(officer, "recommendation:scenario", {"scenario": scenario.pk, "seen": draft.revision})
    draft.refresh_from_db()
    tour.step(officer, tour.url("recommendation:adopt"), {"meeting": meeting.pk, "seen": draft.revision})
    draft.refresh_from_db()
    assert draft.adopted_at is not None
    assert new.number in {measure["report"] for measure in draft.content["measures"]}
    tour.step(officer, reverse("meetings:end", kwargs=where))


def _decided(tour: Tour) -> Proposal:
    officer, approver = tour.as_("case.officer"), tour.as_("approver")
    scenario = Recommendation.objects.get(round=tour.round).scenario_id
    tour.press(officer, "decisions:create", {"scenario": scenario})
    proposal = Proposal.objects.get(round=tour.round)
    tour.press(officer, "decisions:submit", proposal_id=proposal.pk)
    proposal.refresh_from_db()
    approve = tour.url("decisions:approve", proposal_id=proposal.pk)
    tour.step(approver, approve, {"seen": proposal.content_hash, "comment": ""})
    assert recipients_without_form(proposal)
    tour.press(officer, "decisions:language-forms", {"all": "nb"}, proposal_id=proposal.pk)
    tour.step(officer, tour.url("decisions:issue", proposal_id=proposal.pk))
    proposal.refresh_from_db()
    return proposal


def test_the_second_tour_follows_the_first_without_a_reset(tour: Tour) -> None:
    new = _owners_and_partners(tour)
    _recommended(tour, new)
    proposal = _decided(tour)
    assert proposal.state == "issued"
    letter = Letter.objects.get(award__proposal=proposal, award__report=new, kind="grant")
    owner = tour.as_("owner")
    assert owner.get(reverse("letters:letter", kwargs={"letter_id": letter.pk})).status_code == 200
    letter.refresh_from_db()
    assert letter.opened_at is not None
    start = html_of(tour.as_("case.officer").get(tour.url("start")))
    assert "Året ble vedtatt" in start and "Tildelt" in start
