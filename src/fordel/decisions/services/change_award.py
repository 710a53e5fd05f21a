"""Changes what one report gets in a proposal, with grounds."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.decisions.models import Award, AwardShare
from fordel.decisions.selectors.content import content_hash, sums_of
from fordel.decisions.services.proposals import shares_of
from fordel.decisions.services.transition import PROPOSALS, locked, void_approvals
from fordel.parties.models import Person
from fordel.reports.selectors.reports import group_of
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@transaction.atomic
def change_award(award_id: int, by_line: Mapping[str, int], grounds: str, actor: Person) -> Award:
    """Sets the kroner each line pays to the report, and why. Raises UserError, then nothing has changed.

    An approval is void from the moment something is changed, and the proposal is a draft again.
    """
    award = Award.objects.select_related("report").prefetch_related("report__partners").get(pk=award_id)
    proposal = locked(award.proposal_id)
    advance(PROPOSALS, proposal, "change", actor)
    allowed = _allowed_lines(award)
    paid = {code: amount for code, amount in by_line.items() if amount}
    amount = sum(paid.values())
    _check(award, paid, allowed, grounds)
    award.amount, award.by_line, award.grounds = amount, paid, grounds.strip()
    award.save(update_fields=["amount", "by_line", "grounds"])
    award.shares.all().delete()
    AwardShare.objects.bulk_create(
        AwardShare(award=award, organisation_id=pk, amount=part, is_owner=pk == award.report.owner_id)
        for pk, part in shares_of(award.report, amount).items()
    )
    for line in sums_of(proposal):
        if line.left < 0:
            raise UserError(
                _("The frame for %(line)s would be overdrawn by %(amount)s kroner.")
                % {"line": line.name.lower(), "amount": format_kroner(-line.left)},
                _("Write a lower amount, or lower another report first."),
                f"line-{line.code}",
            )
    voided_at = void_approvals(proposal)
    if voided_at:
        proposal.approval_voided_at = voided_at
        record("decisions.proposal.voided", actor=actor, subject=proposal, office=proposal.round.office_id)
    proposal.content_hash = content_hash(proposal)
    proposal.save()
    details = {"report": award.report_id, "kroner": amount, "by_line": paid}
    record(
        "decisions.proposal.changed", actor=actor, subject=proposal, office=proposal.round.office_id, details=details
    )
    return award


def _allowed_lines(award: Award) -> set[str]:
    return set(group_of(award.report).lines)


def _check(award: Award, paid: Mapping[str, int], allowed: set[str], grounds: str) -> None:
    amount = sum(paid.values())
    if any(part < 0 for part in paid.values()):
        raise UserError(_("An amount cannot be below 0."), _("Write 0 to refuse the report."))
    if not set(paid) <= allowed:
        raise UserError(_("The report is not for that frame."), _("Choose the frame of its target group."))
    if amount > award.asked:
        raise UserError(
            _("The owner asked for %(asked)s kroner. You wrote %(amount)s.")
            % {"asked": format_kroner(award.asked), "amount": format_kroner(amount)},
            _("Write at most what was asked for."),
            "amount",
        )
    if not grounds.strip() and (amount == 0 or amount != award.scenario_amount):
        raise UserError(
            _("Write why the report gets this amount."),
            _("A sentence or two is enough. The owner reads it in the letter."),
            "grounds",
        )
