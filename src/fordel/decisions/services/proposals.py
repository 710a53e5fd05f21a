"""A proposal for the decision: creates and discards it, sends it for approval, and approves it or sends it back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.core.lifecycle import PROPOSAL
from fordel.decisions.models import Approval, Award, AwardShare, Proposal, ProposalState
from fordel.decisions.notices import ProposalApproved, ProposalReturned, ProposalSubmitted
from fordel.decisions.selectors.approvers import approvals_of, approving_verb, who_may_approve
from fordel.decisions.selectors.content import content_hash
from fordel.decisions.services.transition import PROPOSALS, locked, void_approvals
from fordel.forum.models import Recommendation, Scenario, ScenarioAmount
from fordel.forum.recommendation.selectors.content import shares_of as divided
from fordel.forum.scenarios.selectors.scenarios import outdated_count
from fordel.notices.recipient import to_people, to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import note_hand
from fordel.shared.lifecycles import advance


def shares_of(report: NeedsReport, amount: int) -> dict[int, int]:
    """Organisation id -> whole kroner: the award divided as the report divides its need; sums to `amount`."""
    partners = {partner.organisation_id: partner.amount for partner in report.partners.all()}
    return divided(amount, report.amount, report.owner_id, partners)


@transaction.atomic
def create_proposal(scenario: Scenario, actor: Person) -> Proposal:
    """Makes a draft from the scenario; where the forum has adopted a recommendation, it is the one that builds on.
    Raises UserError for another one then, when it is outdated or empty, and when another proposal is open."""
    if Proposal.objects.filter(round=scenario.round, state=ProposalState.ISSUED).exists():
        raise UserError(_("This year is decided already."), _("The letters are under Decisions."))
    adopted = _adopted(scenario)
    if outdated_count(scenario):
        again = _("Compute it again under Distribution, then choose it here.")
        if adopted is not None:
            again = _("Open the recommendation again, bring in the reports, and have the forum adopt it again.")
        raise UserError(_("The scenario is outdated: reports or frames have changed since it was computed."), again)
    amounts = list(
        ScenarioAmount.objects.filter(scenario=scenario)
        .select_related("report")
        .prefetch_related("report__partners")
        .order_by("report__number")
    )
    if not amounts:
        raise UserError(_("The scenario holds no reports."), _("Import the needs reports first."))
    proposal = _make(scenario, adopted, actor)
    _add_awards(proposal, amounts)
    note_hand(proposal, actor, "make")
    proposal.content_hash = content_hash(proposal)
    proposal.save(update_fields=["content_hash"])
    details: dict[str, object] = {
        "scenario": scenario.pk,
        "awards": len(amounts),
        "kroner": sum(a.amount for a in amounts),
    }
    if adopted is not None:
        details["recommendation"] = adopted.sha256
    record(
        "decisions.proposal.created", actor=actor, subject=proposal, office=scenario.round.office_id, details=details
    )
    return proposal


def _adopted(scenario: Scenario) -> Recommendation | None:
    """The recommendation that the forum has adopted, locked; None where it has adopted none."""
    found = Recommendation.objects.select_for_update(of=("self",)).select_related("scenario")
    adopted = found.filter(round=scenario.round_id, adopted_at__isnull=False).first()
    if adopted is not None and adopted.scenario_id != scenario.pk:
        raise UserError(
            _("The forum has adopted its recommendation, and it builds on scenario %(number)s.")
            % {"number": adopted.scenario.number},
            _("Make the proposal from the recommendation. You can deviate from it with grounds."),
        )
    return adopted


def _make(scenario: Scenario, adopted: Recommendation | None, actor: Person) -> Proposal:
    try:
        with transaction.atomic():
            return Proposal.objects.create(
                round=scenario.round,
                scenario=scenario,
                recommendation=adopted,
                state=PROPOSAL.start,
                content_hash="",
                author=actor,
                created_at=now(),
            )
    except IntegrityError as error:
        raise UserError(
            _("There is an open proposal for this year already."),
            _("Continue with it, or discard it before you make a new one."),
        ) from error


def _add_awards(proposal: Proposal, amounts: list[ScenarioAmount]) -> None:
    awards = Award.objects.bulk_create(
        Award(
            proposal=proposal,
            report=row.report,
            asked=row.asked,
            amount=row.amount,
            scenario_amount=row.amount,
            by_line=row.by_line,
        )
        for row in amounts
    )
    AwardShare.objects.bulk_create(
        AwardShare(award=award, organisation_id=pk, amount=part, is_owner=pk == row.report.owner_id)
        for award, row in zip(awards, amounts, strict=True)
        for pk, part in shares_of(row.report, row.amount).items()
    )


@transaction.atomic
def discard_proposal(proposal_id: int, actor: Person) -> Proposal:
    """Discards a draft or returned proposal; it stays in the history. Raises UserError in any other state."""
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, "discard", actor)
    proposal.save(update_fields=["state"])
    record("decisions.proposal.discarded", actor=actor, subject=proposal, office=proposal.round.office_id)
    return proposal


@transaction.atomic
def submit_proposal(proposal_id: int, actor: Person) -> Proposal:
    """Submit it and notify the approvers who have had no hand in it. Raises UserError when a frame is short or grounds
    are missing."""
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, "submit", actor)
    proposal.submitted_at = now()
    proposal.comment, proposal.returned_by = "", None
    proposal.content_hash = content_hash(proposal)
    proposal.save()
    round_ = proposal.round
    record("decisions.proposal.submitted", actor=actor, subject=proposal, office=round_.office_id)
    approvers = [approver.person_id for approver in who_may_approve(proposal)]
    notify(to_people(approvers, round_.office), ProposalSubmitted(proposal, actor.name))
    return proposal


@transaction.atomic
def approve_proposal(proposal_id: int, seen_hash: str, comment: str, actor: Person) -> Proposal:
    """Approve what was seen. The last approval that the scheme asks for makes the proposal approved, and its author is
    notified. Raises UserError for anybody who has prepared it or approved it already, and if something has changed.

    `seen_hash` is the content hash of the page the approver read: an approval never covers what nobody has seen.
    """
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, approving_verb(proposal), actor, seen_hash=seen_hash, by=actor.pk)
    Approval.objects.create(
        proposal=proposal, person=actor, content_hash=seen_hash, comment=comment.strip(), approved_at=now()
    )
    proposal.approval_voided_at = None
    proposal.save()
    record(
        "decisions.proposal.approved",
        actor=actor,
        subject=proposal,
        office=proposal.round.office_id,
        details={"content": proposal.content_hash},
    )
    if proposal.state == ProposalState.APPROVED:
        comments = [(each.person.name, each.comment) for each in approvals_of(proposal) if each.comment]
        notify(to_person(proposal.author, proposal.round.office), ProposalApproved(proposal, comments))
    return proposal


@transaction.atomic
def return_proposal(proposal_id: int, comment: str, actor: Person) -> Proposal:
    """Return it to the case officer; approvals that others have given no longer count. Raises UserError without a
    comment: the author must know what to change."""
    proposal = locked(proposal_id)
    advance(PROPOSALS, proposal, "return", actor, comment=comment)
    void_approvals(proposal)
    proposal.returned_by, proposal.comment = actor, comment.strip()
    proposal.save()
    record("decisions.proposal.returned", actor=actor, subject=proposal, office=proposal.round.office_id)
    notify(to_person(proposal.author, proposal.round.office), ProposalReturned(proposal))
    return proposal
