"""A letter can be read before it is approved and before it is sent, and says then what it says afterwards."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from fordel.decisions.models import Award, Letter, Proposal
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, submit_proposal
from fordel.parties.models import Organisation, Person
from tests.clients import client_of
from tests.decisions.conftest import know_forms
from tests.forum.seats.test_conflicts import text_of
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db


def _url(name: str, award: Award, recipient: Organisation) -> str:
    keys = {**WHERE, "award_id": award.pk, "organisation_id": recipient.pk}
    return reverse(f"decisions:{name}", kwargs=keys)


def _sent(proposal: Proposal, officer: Person) -> list[Letter]:
    _proposal, done = issue_decision(proposal.pk, officer)
    assert done
    return list(Letter.objects.select_related("award", "recipient").order_by("pk"))


def test_every_letter_says_before_what_it_says_when_it_is_sent(
    proposal: Proposal, officer: Person, approver: Person
) -> None:
    """Grants in full and in part, a refusal, partners, and nynorsk: the date alone is another on another day."""
    change_award(
        proposal.awards.get(report__number=41).pk, {"kindergarten": 250_000, "school": 450_000}, "Ny.", officer
    )
    change_award(proposal.awards.get(report__number=2).pk, {}, "Utenfor.", officer)
    submitted = submit_proposal(proposal.pk, officer)
    approved = approve_proposal(proposal.pk, submitted.content_hash, "", approver)
    know_forms(approved, officer)
    Organisation.objects.filter(reports__number__in=(3, 41)).update(language_form="nn")
    client = client_of(officer)
    awards = {each.pk: each for each in Award.objects.filter(report__number__in=(1, 2, 3, 41))}
    before = {}
    for award in awards.values():
        for share in award.shares.select_related("organisation"):
            page = client.get(_url("draft-letter", award, share.organisation))
            if page.status_code == 200:
                before[award.pk, share.organisation_id] = page.context["text"]
    letters = [each for each in _sent(approved, officer) if each.award_id in awards]
    after = {(letter.award_id, letter.recipient_id): letter.text for letter in letters}
    assert len(after) >= 6 and {letter.kind for letter in letters} == {"grant", "partner_share", "refusal"}
    assert {letter.language for letter in letters} == {"nb", "nn"}
    assert before == after


def test_a_letter_is_marked_as_a_draft_on_the_page_and_in_the_file(
    submitted: Proposal, officer: Person, approver: Person
) -> None:
    award = submitted.awards.get(report__number=41)
    owner = award.report.owner
    for person in (officer, approver):
        page = client_of(person).get(_url("draft-letter", award, owner)).content.decode()
        assert "Utkast, ikke sendt." in page and "(ikke godkjent ennå)" in page
        assert "Vi vet ikke hvilken målform" in page
        pdf = client_of(person).get(_url("draft-letter-pdf", award, owner))
        text = text_of(pdf)
        assert "Utkast" in text and "Hamarøy kommune" in text
    assert not Letter.objects.exists()


def test_each_row_of_the_proposal_leads_to_its_letter_and_the_letter_to_the_others(
    submitted: Proposal, approver: Person, client_as: Any
) -> None:
    client = client_of(approver)
    page = client.get(reverse("decisions:overview", kwargs=WHERE)).content.decode()
    for award in submitted.awards.select_related("report__owner"):
        assert _url("draft-letter", award, award.report.owner) in page
    award = submitted.awards.get(report__number=41)
    letter = client.get(_url("draft-letter", award, award.report.owner)).content.decode()
    partner = award.shares.get(is_owner=False).organisation
    assert _url("draft-letter", award, partner) in letter
    listed = client.get(reverse("decisions:draft-letters", kwargs={**WHERE, "proposal_id": submitted.pk}))
    links = re.findall(r"/tildeling/\d+/brev/\d+/", listed.content.decode())
    partners = sum(each.shares.filter(is_owner=False, amount__gt=0).count() for each in submitted.awards.all())
    assert len(links) == len(set(links)) == submitted.awards.count() + partners
    assert client_as("owner", organisation=award.report.owner).get(links[0]).status_code == 404
    stranger = Organisation.objects.exclude(pk__in=[award.report.owner_id, partner.pk]).first()
    assert client.get(_url("draft-letter", award, stranger)).status_code == 404


def test_a_draft_leads_to_the_letter_itself_when_it_is_sent(issued: Proposal, approver: Person) -> None:
    letter = Letter.objects.select_related("award", "recipient").first()
    assert letter is not None
    client = client_of(approver)
    answer = client.get(_url("draft-letter", letter.award, letter.recipient))
    assert answer["Location"] == reverse("letters:letter", args=[letter.pk])
    answer = client.get(_url("draft-letter-pdf", letter.award, letter.recipient))
    assert answer["Location"] == reverse("letters:pdf", args=[letter.pk])
