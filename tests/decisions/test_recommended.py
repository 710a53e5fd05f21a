"""A decision builds on what the forum adopted; every deviation is shown with its grounds, also in the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.decisions.models import Award, Letter, Proposal
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, discard_proposal, submit_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Recommendation
from fordel.forum.recommendation.services.adopt_recommendation import adopt_recommendation, reopen_recommendation
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation, change_texts
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.meetings.plugs.hooks import people_of
from fordel.meetings.services.lead_meeting import start_meeting
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from tests.decisions.conftest import know_forms
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
PAGE = f"{HOME}vedtak/"
ClientOf = Callable[..., Client]


def _adopt(scenario: Any, officer: Any) -> Recommendation:
    round_ = scenario.round
    seat = SeatInput("ks", "KS", "Medlem KS", "ks@example.org", "", "", 0, today(), None)
    add_seat(round_.office, seat, officer)
    soon = now() + timedelta(minutes=1)
    meeting = plan_meeting(
        round_.office, MeetingPlan("Samarbeidsforum", "teams", soon, soon + timedelta(hours=2)), officer
    )
    call_meeting(meeting, people_of(meeting), officer)
    meeting = start_meeting(meeting, officer)
    draft = begin_recommendation(scenario, officer)
    draft = change_texts(draft.pk, draft.revision, "Alle behov dekkes.", "Felles tiltak.", officer)
    return adopt_recommendation(draft.pk, draft.revision, meeting, officer)


@pytest.fixture
def adopted(scenario: Any, officer: Any) -> Recommendation:
    return _adopt(scenario, officer)


def _award(proposal: Proposal, number: int) -> Award:
    return proposal.awards.get(report__number=number)


def _text(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def _read(letter: Letter) -> str:
    parts: list[dict[str, Any]] = letter.text["parts"]
    return " ".join(paragraph for part in parts for paragraph in part["paragraphs"]).replace("\xa0", " ")


def test_a_proposal_builds_on_the_recommendation_and_nothing_else(
    adopted: Recommendation, officer: Any, client_of: ClientOf
) -> None:
    office = client_of(officer)
    page = _text(office)
    assert "52 tiltak for 24 605 520 kroner, og 3 000 000 holdes igjen." in page
    assert "Lag forslag fra innstillingen" in page and 'type="radio"' not in page
    other = create_scenario(adopted.round, "Likt kutt", Specification("proportional"), officer)
    refused = office.post(f"{PAGE}nytt/", {"scenario": other.pk})
    assert refused.status_code == 409 and "bygger på alternativ 1" in refused.content.decode()
    assert not Proposal.objects.exists()
    assert office.post(f"{PAGE}nytt/", {"scenario": adopted.scenario_id}).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.recommendation == adopted
    amounts = {each["report_id"]: each["amount"] for each in adopted.content["measures"]}
    assert dict(proposal.awards.values_list("report_id", "amount")) == amounts
    page = _text(office)
    assert "Bygger på innstillingen fra forumet" in page and "Ingenting avviker fra den." in page
    assert "Ingen: Hvert beløp er det forumet innstilte på." in page


def test_without_a_recommendation_the_page_says_so(scenario: Any, officer: Any, client_of: ClientOf) -> None:
    office = client_of(officer)
    assert "Forumet har ikke vedtatt noen innstilling." in _text(office)
    create_proposal(scenario, officer)
    assert "Avvik fra innstillingen" not in _text(office)


def test_deviations_need_grounds_and_are_shown_to_who_signs(
    adopted: Recommendation, officer: Any, approver: Any, client_of: ClientOf, person_as: Any
) -> None:
    proposal = create_proposal(adopted.scenario, officer)
    office, signer = client_of(officer), client_of(approver)
    address = f"{PAGE}tildeling/{_award(proposal, 41).pk}/"
    assert "Forumet innstiller på 812 379" in _text(office, address)
    silent = office.post(address, {"line-kindergarten": "300 000", "line-school": "0", "grounds": " "})
    assert silent.status_code == 422 and 'id="grounds-error"' in silent.content.decode()
    fine = {"line-kindergarten": "300 000", "line-school": "0", "grounds": "Tiltaket er halvert."}
    assert office.post(address, fine).status_code == 302
    change_award(_award(proposal, 1).pk, {}, "Eieren har trukket tiltaket.", officer)
    submit_proposal(proposal.pk, officer)
    for reader in (signer, office, client_of(person_as("auditor"))):
        page = _text(reader)
        assert "2 meldinger avviker fra den." in page
        assert "innstilt, men avslått" in page
        assert "Tiltaket er halvert." in page and "−512 379" in page and "−812 500" in page
    proposal.refresh_from_db()
    approved = approve_proposal(proposal.pk, proposal.content_hash, "", approver)
    know_forms(approved, officer)
    decided, done = issue_decision(approved.pk, officer)
    assert done
    assert "2 meldinger avviker fra den." in _text(signer) and "Vedtatt" in _text(signer)
    letters = {
        letter.award.report.number: _read(letter)
        for letter in Letter.objects.filter(award__proposal=decided, kind__in=("grant", "refusal"))
    }
    assert "innstilt på 812 379 kroner. Vi har kommet til noe annet: Tiltaket er halvert." in letters[41]
    assert "innstilt på 812 500 kroner. Vi har kommet til noe annet: Eieren har trukket" in letters[1]
    assert "Samarbeidsforumet har innstilt på dette beløpet." in letters[2]


def test_letters_in_nynorsk_and_without_a_recommendation(adopted: Recommendation, officer: Any, approver: Any) -> None:
    proposal = create_proposal(adopted.scenario, officer)
    change_award(_award(proposal, 41).pk, {"kindergarten": 300_000}, "Halvert.", officer)
    submitted = submit_proposal(proposal.pk, officer)
    approved = approve_proposal(submitted.pk, submitted.content_hash, "", approver)
    know_forms(approved, officer, "nn")
    issue_decision(approved.pk, officer)
    letter = Letter.objects.get(kind="grant", language="nn", award__report__number=41)
    assert "Samarbeidsforumet har innstilt på 812 379 kroner. Vi har kome til noko anna: Halvert." in _read(letter)


def test_the_recommendation_is_held_by_what_builds_on_it_and_the_approval_by_the_recommendation(
    adopted: Recommendation, officer: Any, approver: Any
) -> None:
    submitted = submit_proposal(create_proposal(adopted.scenario, officer).pk, officer)
    with pytest.raises(UserError, match="Et forslag bygger på innstillingen"):
        reopen_recommendation(adopted.pk, "Feil", officer)
    seen = submitted.content_hash
    Recommendation.objects.filter(pk=adopted.pk).update(sha256="0" * 64)
    with pytest.raises(UserError):
        approve_proposal(submitted.pk, seen, "", approver)
    Recommendation.objects.filter(pk=adopted.pk).update(sha256=adopted.sha256)
    approved = approve_proposal(submitted.pk, seen, "", approver)
    know_forms(approved, officer)
    issue_decision(approved.pk, officer)
    with pytest.raises(UserError, match="Vedtaket bygger på innstillingen"):
        reopen_recommendation(adopted.pk, "Feil", officer)


def test_what_changed_after_it_was_adopted_leads_back_to_the_forum(adopted: Recommendation, officer: Any) -> None:
    NeedsReport.objects.filter(round=adopted.round, number=1).update(amount=812_501)
    with pytest.raises(UserError, match="utdatert") as caught:
        create_proposal(adopted.scenario, officer)
    assert "få forumet til å vedta den på nytt" in caught.value.fix
    NeedsReport.objects.filter(round=adopted.round, number=1).update(amount=812_500)
    proposal = create_proposal(adopted.scenario, officer)
    discard_proposal(proposal.pk, officer)
    assert reopen_recommendation(adopted.pk, "Feil i teksten", officer).adopted_at is None


def test_a_proposal_that_was_made_before_cannot_pass_the_recommendation(
    scenario: Any, officer: Any, approver: Any, client_of: ClientOf
) -> None:
    """Not as a draft, not when it waits, and not when it is approved already."""
    submitted = submit_proposal(create_proposal(scenario, officer).pk, officer)
    approved = approve_proposal(submitted.pk, submitted.content_hash, "", approver)
    know_forms(approved, officer)
    _adopt(scenario, officer)
    voided, done = issue_decision(approved.pk, officer)
    assert not done and voided.state == "draft" and not Letter.objects.exists()
    refused = client_of(officer).post(f"{PAGE}forslag/{voided.pk}/send/")
    assert (
        refused.status_code == 409
        and "Forkast forslaget, og lag et nytt fra innstillingen." in refused.content.decode()
    )
    discard_proposal(voided.pk, officer)
    assert create_proposal(scenario, officer).recommendation is not None


def test_what_the_forum_gave_nothing_can_be_granted_with_grounds(
    imported: Any, officer: Any, approver: Any, client_of: ClientOf
) -> None:
    spec = Specification("cut_with_floor", {"kindergarten": 4_000_000, "school": 6_000_000}, floor_percent=90)
    adopted = _adopt(create_scenario(imported, "Gulv", spec, officer), officer)
    number = next(each["report"] for each in adopted.content["measures"] if not each["amount"])
    proposal = create_proposal(adopted.scenario, officer)
    award = _award(proposal, number)
    for other in proposal.awards.filter(amount=0).exclude(pk=award.pk):
        change_award(other.pk, {}, "Det var ikke nok.", officer)
    giver = proposal.awards.filter(amount__gt=100_000, report__target_group=award.report.target_group).first()
    code = award.report.target_group.lines.order_by("position").last().code
    if giver is not None:
        less = {key: kr - 50_000 if key == code else kr for key, kr in giver.by_line.items()}
        change_award(giver.pk, less, "Noe mindre.", officer)
    change_award(award.pk, {code: 20_000}, "Et forprosjekt er verdt det.", officer)
    submitted = submit_proposal(proposal.pk, officer)
    assert "gitt uten å være innstilt" in _text(client_of(approver))
    approved = approve_proposal(submitted.pk, submitted.content_hash, "", approver)
    know_forms(approved, officer)
    assert issue_decision(approved.pk, officer)[1]
    letter = Letter.objects.get(award=award, kind="grant")
    assert "ikke innstilt på tilskudd til dette tiltaket. Vi har kommet til noe annet: Et forprosjekt" in _read(letter)
    zero = Letter.objects.filter(kind="refusal").first()
    assert zero is not None and "Samarbeidsforumet har ikke innstilt på tilskudd til dette tiltaket." in _read(zero)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_database_a_fixed_number_of_times(
    adopted: Recommendation, officer: Any, client_of: ClientOf, count: int
) -> None:
    office, found = client_of(officer), {}
    for step in ("before", "proposal"):
        if step == "proposal":
            create_proposal(adopted.scenario, officer).awards.filter(report__number__gt=count).delete()
        office.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            office.get(PAGE)
        found[step] = len(queries)
    assert found == {"before": 7, "proposal": 12}
