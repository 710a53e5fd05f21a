"""A scenario becomes a proposal: an award per report, divided between the owner and its partners."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.core.allocation.split import largest_remainder
from fordel.core.lifecycle import PROPOSAL
from fordel.decisions.content import content_hash
from fordel.decisions.models import Award, AwardShare, Proposal, ProposalState
from fordel.forum.models import Scenario, ScenarioAmount
from fordel.forum.selectors.scenarios import outdated_count
from fordel.needs.models import NeedsReport
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


def shares_of(report: NeedsReport, amount: int) -> dict[int, int]:
    """Organisation id -> whole kroner: the award divided as the report divides its need; sums to `amount`.

    The owner's part of the need is what the partners do not get. Largest remainder, so no krone is lost or made.
    """
    partners = {partner.organisation_id: partner.amount for partner in report.partners.all() if partner.amount > 0}
    owner_part = report.amount - sum(partners.values())
    weights = {str(report.owner_id): owner_part} | {str(pk): part for pk, part in partners.items()}
    parts = largest_remainder(amount, weights) if amount else dict.fromkeys(weights, 0)
    return {int(pk): part for pk, part in parts.items()}


@transaction.atomic
def create_proposal(scenario: Scenario, actor: Person) -> Proposal:
    """Makes a draft from the scenario. Raises UserError when it is outdated, empty, or another proposal is open."""
    if Proposal.objects.filter(round=scenario.round, state=ProposalState.ISSUED).exists():
        raise UserError(_("This year is decided already."), _("The letters are under Decisions."))
    if outdated_count(scenario):
        raise UserError(
            _("The scenario is outdated: reports or frames have changed since it was computed."),
            _("Compute it again under Distribution, then choose it here."),
        )
    amounts = list(
        ScenarioAmount.objects.filter(scenario=scenario)
        .select_related("report")
        .prefetch_related("report__partners")
        .order_by("report__number")
    )
    if not amounts:
        raise UserError(_("The scenario holds no reports."), _("Import the needs reports first."))
    proposal = _make(scenario, actor)
    _add_awards(proposal, amounts)
    proposal.content_hash = content_hash(proposal)
    proposal.save(update_fields=["content_hash"])
    details = {"scenario": scenario.pk, "awards": len(amounts), "kroner": sum(a.amount for a in amounts)}
    record(
        "decisions.proposal.created", actor=actor, subject=proposal, office=scenario.round.office_id, details=details
    )
    return proposal


def _make(scenario: Scenario, actor: Person) -> Proposal:
    try:
        with transaction.atomic():
            return Proposal.objects.create(
                round=scenario.round,
                scenario=scenario,
                state=PROPOSAL.start,
                content_hash="",
                author=actor,
                created_at=now(),
            )
    except IntegrityError as error:
        raise UserError(
            _("There is an open proposal for this year already."),
            _("Go on with it, or discard it before you make a new one."),
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
