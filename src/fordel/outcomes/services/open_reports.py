"""Opens the outcome report of each grant by itself, and closes that of a grant that is reversed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from fordel.decisions.models import Award, ProposalState
from fordel.notices.recipient import to_organisation, to_organisations
from fordel.notices.services.notify import notify
from fordel.outcomes.models import Assessor, ClosedBecause, OutcomeParty, OutcomeReport, OutcomeState
from fordel.outcomes.notices import OutcomeClosed, OutcomeOpened, OutcomePartOpened
from fordel.outcomes.selectors.outcomes import outcomes_with_parties
from fordel.outcomes.services.outcome_document import OFFICE_WRITES
from fordel.outcomes.services.outcome_rules import OUTCOMES
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import outcome_rules_of, scheme_of
from fordel.reports.models import DraftParty, PartyRole, PartyState
from fordel.shared.audit import record
from fordel.shared.clock import first_instant_too_late, now, today
from fordel.shared.lifecycles import advance
from fordel.writing.services.documents import begin_document


def last_day_of(round_: Round) -> date | None:
    """The last day for the round's outcome reports: what the office has set, else what the scheme says."""
    return round_.report_due or scheme_of(round_.scheme).dates.report_due


@transaction.atomic
def open_reports(round_id: int) -> int:
    """Open a report for each grant of the decided round that has none, once its day has come; returns how many. The
    round is locked, so two jobs open each once."""
    locked = Round.objects.select_for_update(of=("self",), no_key=True).select_related("office", "scheme")
    round_ = locked.get(pk=round_id)
    rules, last = outcome_rules_of(round_.scheme), last_day_of(round_)
    if rules is None or last is None or today() < rules.opens:
        return 0
    awards = Award.objects.filter(proposal__round=round_, proposal__state=ProposalState.ISSUED, amount__gt=0)
    missing = awards.exclude(outcomes__year=round_.year).select_related("report__owner", "report__round")
    opened = [open_report(each, round_, first_instant_too_late(last)) for each in missing.order_by("report__number")]
    for outcome in opened:
        notify(to_organisation(outcome.report.owner, round_.office), OutcomeOpened(outcome))
        others = [each.organisation for each in outcome.parties.select_related("organisation")]
        notify(to_organisations(others, round_.office), OutcomePartOpened(outcome))
    return len(opened)


def open_report(award: Award, round_: Round, due: datetime) -> OutcomeReport:
    """The report of one grant, with those who answer a part. Nobody is notified."""
    document = begin_document(OFFICE_WRITES, None, now())
    outcome = OutcomeReport.objects.create(
        pk=document.pk,
        document=document,
        award=award,
        report=award.report,
        round=round_,
        year=round_.year,
        opened_at=now(),
        due=due,
        granted=award.amount,
    )
    OutcomeParty.objects.bulk_create(
        OutcomeParty(outcome=outcome, organisation_id=organisation, role=role, position=position)
        for position, (organisation, role) in enumerate(_others(award))
    )
    record("outcomes.report.opened", actor=None, subject=outcome, office=round_.office_id)
    return outcome


def _others(award: Award) -> Iterable[tuple[int, str]]:
    """The partners of the measure, and the other owners of its network who have confirmed that they take part."""
    partners = award.report.partners.order_by("position").values_list("organisation", flat=True)
    found = dict.fromkeys(partners, Assessor.PARTNER.value)
    answered = (PartyState.CONFIRMED, PartyState.CHANGED)
    owners = DraftParty.objects.filter(draft__report=award.report, role=PartyRole.NETWORK_OWNER, state__in=answered)
    for organisation in owners.order_by("position").values_list("organisation", flat=True):
        found.setdefault(organisation, Assessor.NETWORK_OWNER.value)
    found.pop(award.report.owner_id, None)
    return found.items()


@transaction.atomic
def close_reversed(outcome_id: int) -> bool:
    """Close a report whose grant is reversed: its award is nothing any more, or is decided no more. The owner is
    notified. False if it is closed already, or is approved, or its grant holds."""
    rows = outcomes_with_parties().select_for_update(of=("self",), no_key=True)
    outcome = rows.get(pk=outcome_id)
    holds = outcome.award.amount and outcome.award.proposal.state == ProposalState.ISSUED
    if holds or outcome.state in (OutcomeState.APPROVED, OutcomeState.CLOSED):
        return False
    advance(OUTCOMES, outcome, "close", None)
    outcome.closed_at, outcome.closed_because, outcome.reply_by = now(), ClosedBecause.REVERSED, None
    outcome.save(update_fields=["state", "closed_at", "closed_because", "reply_by"])
    record("outcomes.report.closed", actor=None, subject=outcome, office=outcome.office_id)
    notify(to_organisation(outcome.report.owner, outcome.round.office), OutcomeClosed(outcome))
    return True
