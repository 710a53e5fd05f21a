"""Before a proposal is approved, returned, discarded or sent: what is said, and that nothing happens until then."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.models import Letter, Proposal
from fordel.decisions.services.change_award import change_award
from fordel.forum.models import Recommendation
from fordel.parties.models import Organisation, Person
from fordel.reports.models import NeedsReport
from tests.clients import client_of
from tests.decisions.conftest import know_forms
from tests.support.html import html_of
from tests.support.steps import carry_out
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("decisions:overview", kwargs=WHERE)


def _url(name: str, proposal: Proposal) -> str:
    return reverse(f"decisions:{name}", kwargs={**WHERE, "proposal_id": proposal.pk})


def _page(client: Client, address: str, **query: str) -> str:
    return html_of(client.get(address, query)).replace("\xa0", " ")


def _report(number: int, state: str, findings: int = 0) -> None:
    later = {"reply_by": "2026-03-01T00:00:00+01:00"} if state == "returned" else {}
    NeedsReport.objects.filter(number=number).update(state=state, findings=findings, **later)


def test_letters_are_sent_after_a_page_that_says_what_is_not_ready(
    approved: Proposal, officer: Person, person_as: Any
) -> None:
    know_forms(approved, officer)
    reached = NeedsReport.objects.get(number=41).owner
    person_as("owner", organisation=reached)
    NeedsReport.objects.update(state="accepted", findings=0)
    _report(7, "returned")
    _report(31, "accepted", findings=1)
    client = client_of(officer)
    page = _page(client, _url("issue", approved))
    count = Letter.objects.count() + approved.awards.count()
    count += sum(each.shares.filter(is_owner=False, amount__gt=0).count() for each in approved.awards.all())
    assert f"Sende {count} brev?" in page
    assert "24 605 520 kroner til 52 tiltak" in page and "kan ikke kalles tilbake" in page
    returned, missing = NeedsReport.objects.get(number=7), NeedsReport.objects.get(number=31)
    for report in (returned, missing):
        address = reverse("reports:report", kwargs={**WHERE, "number": report.number})
        assert f'<a href="{address}">{report.number} {report.owner.name}</a>' in page
    unreached = Organisation.objects.get(name="Bodø kommune")
    assert "har ingen i Fordel som kan åpne brevet" in page
    page_of = {each: reverse("organisation", args=["nordland", each.pk]) for each in (unreached, reached)}
    assert f'<a href="{page_of[unreached]}">{unreached.name}</a>' in page and page_of[reached] not in page
    assert not Letter.objects.exists()
    assert client.post(_url("issue", approved)).status_code == 409
    assert not Letter.objects.exists()
    assert carry_out(client, _url("issue", approved)).status_code == 302
    assert Letter.objects.count() == count


def test_what_has_changed_since_the_page_was_opened_is_read_again_first(approved: Proposal, officer: Person) -> None:
    know_forms(approved, officer)
    client = client_of(officer)
    mark = client.get(_url("issue", approved)).context["step"].mark
    _report(7, "returned")
    again = client.post(_url("issue", approved), {"asked": mark})
    assert again.status_code == 409 and "Noe er endret etter at du åpnet denne siden." in again.content.decode()
    assert not Letter.objects.exists()
    assert client.post(_url("issue", approved), {"asked": again.context["step"].mark}).status_code == 302


def test_a_form_of_norwegian_that_is_not_known_is_said_where_the_button_would_be(
    approved: Proposal, officer: Person
) -> None:
    client = client_of(officer)
    page = _page(client, OVERVIEW)
    assert "<h1>Godkjent forslag 2026</h1>" in page and "<title>Godkjent forslag 2026" in page
    assert "Brevene er ikke sendt ennå." in page
    assert "Brevene kan ikke sendes ennå: Vi vet ikke hvilken målform" in page and 'href="#forms"' in page
    assert _url("issue", approved) not in page
    refused = client.get(_url("issue", approved))
    assert refused.status_code == 409 and 'name="asked"' not in refused.content.decode()
    assert f'href="{OVERVIEW}#forms"' in refused.content.decode()
    know_forms(approved, officer)
    assert _url("issue", approved) in _page(client, OVERVIEW)


def test_the_forms_are_asked_for_before_anybody_approves(proposal: Proposal, officer: Person) -> None:
    assert "Hvilken målform bruker" in _page(client_of(officer), OVERVIEW)


def test_an_approver_reads_what_is_not_ready_and_the_words_of_dissents(
    submitted: Proposal, officer: Person, approver: Person
) -> None:
    said = {"seat": "KS Nord-Norge", "text": "Bør holde igjen mer.", "report": 41, "report_id": 1}
    recommendation = Recommendation(
        round=submitted.round,
        scenario=submitted.scenario,
        created_at=submitted.created_at,
        content={"dissents": [said]},
    )
    recommendation.save()
    Proposal.objects.filter(pk=submitted.pk).update(recommendation=recommendation)
    submitted.refresh_from_db()
    NeedsReport.objects.update(state="accepted", findings=0)
    _report(7, "returned")
    client = client_of(approver)
    page = _page(client, _url("approve", submitted), seen=submitted.content_hash)
    assert "KS Nord-Norge (melding 41): «Bør holde igjen mer.»" in page
    assert "1 melding er sendt tilbake til eieren" in page and _url("draft-letters", submitted) in page


def test_what_an_approver_has_not_read_is_not_approved(submitted: Proposal, approver: Person) -> None:
    client = client_of(approver)
    assert f"{_url('approve', submitted)}?seen={submitted.content_hash}" in _page(client, OVERVIEW)
    for seen in ("", "0" * 64):
        assert carry_out(client, _url("approve", submitted), {"seen": seen}).status_code == 409
    submitted.refresh_from_db()
    assert submitted.state == "submitted"
    done = carry_out(client, _url("approve", submitted), {"seen": submitted.content_hash, "comment": "Bra"})
    submitted.refresh_from_db()
    assert (done.status_code, submitted.state, submitted.approvals.get().comment) == (302, "approved", "Bra")


def test_a_proposal_is_returned_with_words(submitted: Proposal, approver: Person) -> None:
    client = client_of(approver)
    empty = carry_out(client, _url("return", submitted), {"comment": " "})
    assert empty.status_code == 422 and 'href="#comment"' in empty.content.decode()
    assert carry_out(client, _url("return", submitted), {"comment": "Se på 7."}).status_code == 302
    submitted.refresh_from_db()
    assert (submitted.state, submitted.comment) == ("returned", "Se på 7.")


def test_a_proposal_is_discarded_after_a_list_of_what_was_written_by_hand(proposal: Proposal, officer: Person) -> None:
    award = proposal.awards.get(report__number=1)
    change_award(award.pk, {"kindergarten": 1_000}, "Kortere enn meldt.", officer)
    client = client_of(officer)
    page = _page(client, _url("discard", proposal))
    assert reverse("decisions:award", kwargs={**WHERE, "award_id": award.pk}) in page
    assert (
        reverse("decisions:award", kwargs={**WHERE, "award_id": proposal.awards.get(report__number=2).pk}) not in page
    )
    assert carry_out(client, _url("discard", proposal)).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "discarded"


def test_cancel_leads_back_to_where_the_step_was_offered(approved: Proposal, officer: Person) -> None:
    know_forms(approved, officer)
    page = _page(client_of(officer), _url("issue", approved))
    assert f'href="{OVERVIEW}#step">Avbryt</a>' in page
    assert 'id="step"' in _page(client_of(officer), OVERVIEW)
