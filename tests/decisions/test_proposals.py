"""From scenario to signature: two people, no surprises, and never more than the frame."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fordel.decisions.models import Approval, Award, AwardShare, Letter, Proposal
from fordel.decisions.selectors.content import sums_of
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import (
    approve_proposal,
    create_proposal,
    discard_proposal,
    return_proposal,
    submit_proposal,
)
from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import change_scenario, create_scenario
from fordel.ledger.models import Account, Posting
from fordel.ledger.selectors.balances import balances
from fordel.parties.models import RoleAssignment
from fordel.programme.services.change_round import change_frames
from fordel.reports.models import NeedsReport
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.decisions.conftest import know_forms

pytestmark = pytest.mark.django_db


def _award(proposal: Proposal, number: int) -> Award:
    return Award.objects.get(proposal=proposal, report__number=number)


def test_a_proposal_holds_every_report_and_every_krone(proposal: Proposal) -> None:
    assert proposal.awards.count() == 52
    assert sum(proposal.awards.values_list("amount", flat=True)) == 24_605_520
    for award in proposal.awards.prefetch_related("shares"):
        assert sum(award.by_line.values()) == award.amount
        assert sum(share.amount for share in award.shares.all()) == award.amount


def test_the_partner_gets_what_the_report_says(proposal: Proposal) -> None:
    shares = dict(_award(proposal, 41).shares.values_list("organisation__name", "amount"))
    assert shares == {"Hamarøy kommune": 406_379, "UiT Norges arktiske universitet": 406_000}


def test_an_outdated_scenario_is_refused(scenario: Any, officer: Any) -> None:
    NeedsReport.objects.filter(number=1).update(amount=812_501)
    with pytest.raises(UserError, match="utdatert"):
        create_proposal(scenario, officer)
    assert not Proposal.objects.exists()


def test_one_open_proposal_at_a_time(proposal: Proposal, officer: Any) -> None:
    with pytest.raises(UserError):
        create_proposal(proposal.scenario, officer)
    discard_proposal(proposal.pk, officer)
    assert create_proposal(proposal.scenario, officer).state == "draft"


def test_the_author_cannot_approve_even_with_both_roles(submitted: Proposal, officer: Any) -> None:
    RoleAssignment.objects.create(person=officer, role="approver", office=submitted.round.office)
    with pytest.raises(UserError):
        approve_proposal(submitted.pk, submitted.content_hash, "", officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            proposal=submitted, person=officer, content_hash=submitted.content_hash, approved_at=now()
        )
        Proposal.objects.filter(pk=submitted.pk).update(state="approved")
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_a_second_approval_says_who_has_approved(approved: Proposal, person_as: Any) -> None:
    second = person_as("approver")
    with pytest.raises(UserError, match=approved.approvals.get().person.name):
        approve_proposal(approved.pk, approved.content_hash, "", second)


def test_an_approval_covers_only_what_was_seen(submitted: Proposal, approver: Any) -> None:
    with pytest.raises(UserError):
        approve_proposal(submitted.pk, "0" * 64, "", approver)
    NeedsReport.objects.filter(number=1).update(content_hash="changed")
    with pytest.raises(UserError):
        approve_proposal(submitted.pk, submitted.content_hash, "", approver)
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_a_return_needs_a_comment(submitted: Proposal, approver: Any, officer: Any) -> None:
    with pytest.raises(UserError):
        return_proposal(submitted.pk, "   ", approver)
    returned = return_proposal(submitted.pk, "Se på melding 12.", approver)
    assert (returned.state, returned.comment) == ("returned", "Se på melding 12.")
    assert OutboxMail.objects.filter(recipient=officer.email, body__startswith="Se på melding 12.").count() == 1
    assert submit_proposal(submitted.pk, officer).state == "submitted"


def test_a_change_after_approval_voids_it(approved: Proposal, officer: Any) -> None:
    change_award(_award(approved, 1).pk, {"kindergarten": 800_000}, "Tiltaket er kortere.", officer)
    approved.refresh_from_db()
    assert approved.state == "draft"
    assert not approved.approvals.filter(voided_at__isnull=True).exists()
    assert approved.approval_voided_at is not None
    with pytest.raises(UserError):
        issue_decision(approved.pk, officer)


@pytest.mark.parametrize("what", ["report", "frame"])
def test_what_changed_after_the_approval_is_never_issued(approved: Proposal, officer: Any, what: str) -> None:
    know_forms(approved, officer)
    if what == "report":
        NeedsReport.objects.filter(number=7).update(content_hash="changed")
    else:
        change_frames(approved.round, {"school": 17_000_001}, officer)
    proposal, issued = issue_decision(approved.pk, officer)
    assert not issued
    proposal.refresh_from_db()
    assert proposal.state == "draft"
    assert not Letter.objects.exists()
    assert not Posting.objects.exists()


def test_a_scenario_changed_after_approval_voids_it(approved: Proposal, officer: Any) -> None:
    know_forms(approved, officer)
    change_scenario(approved.scenario_id, "Ingen kutt", Specification(), officer)
    _proposal, issued = issue_decision(approved.pk, officer)
    assert not issued


def test_refusals_and_changes_need_grounds(proposal: Proposal, officer: Any) -> None:
    award = _award(proposal, 12)
    with pytest.raises(UserError) as caught:
        change_award(award.pk, {"kindergarten": 0}, "", officer)
    assert caught.value.field == "grounds"
    change_award(award.pk, {"kindergarten": 0}, "Tiltaket er ikke kollektivt.", officer)
    award.refresh_from_db()
    assert (award.amount, award.by_line) == (0, {})
    assert sum(AwardShare.objects.filter(award=award).values_list("amount", flat=True)) == 0


@pytest.mark.parametrize(
    ("by_line", "fragment"),
    [
        ({"kindergarten": 812_501}, "812"),
        ({"kindergarten": -1}, "0"),
        ({"school": 1}, "."),
    ],
)
def test_amounts_that_cannot_be(proposal: Proposal, officer: Any, by_line: dict[str, int], fragment: str) -> None:
    award = _award(proposal, 1)
    with pytest.raises(UserError, match=fragment):
        change_award(award.pk, by_line, "Fordi.", officer)
    award.refresh_from_db()
    assert award.amount == 812_500


def test_a_shared_report_cannot_overdraw_the_frame_it_is_moved_to(imported: Any, officer: Any) -> None:
    """With everything held back that can be, moving a shared report to the other frame would overdraw it."""
    scenario = create_scenario(
        imported, "Alt holdt igjen", Specification(reserve={"kindergarten": 3_394_480, "school": 0}), officer
    )
    proposal = create_proposal(scenario, officer)
    assert {line.left for line in sums_of(proposal)} == {0}
    award = _award(proposal, 41)
    with pytest.raises(UserError):
        change_award(award.pk, {"kindergarten": 812_379}, "Flyttes.", officer)
    award.refresh_from_db()
    assert sum(award.by_line.values()) == 812_379


def test_issuing_charges_the_frames_once(issued: Proposal, officer: Any) -> None:
    lines = {line.code: line for line in issued.round.frame_lines.all()}
    standing = balances([line.pk for line in lines.values()])
    awarded = sum(standing[line.pk][Account.AWARDED] for line in lines.values())
    held = {code: standing[line.pk][Account.HELD_BACK] for code, line in lines.items()}
    assert awarded == 24_605_520
    assert held == {"kindergarten": 1_179_000, "school": 1_821_000}
    with pytest.raises(UserError):
        issue_decision(issued.pk, officer)
    assert sum(balances([lines["school"].pk])[lines["school"].pk].values()) == 0
    with pytest.raises(UserError):
        change_award(_award(issued, 1).pk, {"kindergarten": 1}, "Etterpå.", officer)
    assert first_broken_entry() is None


def test_a_decided_round_takes_no_new_proposal(issued: Proposal, officer: Any) -> None:
    with pytest.raises(UserError):
        create_proposal(issued.scenario, officer)
