"""Keeps what is counted of an outcome report beside its text."""

from __future__ import annotations

from datetime import datetime

from fordel.core.outcomes.accounts import unused_of, used_by_line
from fordel.core.outcomes.facts import OutcomeFacts
from fordel.core.outcomes.findings import findings_of_outcome
from fordel.core.outcomes.rules import Answering
from fordel.outcomes.models import Assessor, OutcomeParty, OutcomeReport, SignAssessment, UsedAmount


def keep_figures(outcome: OutcomeReport, facts: OutcomeFacts, received_at: datetime) -> None:
    """Store what the owner sent: the accounts, by line too, its assessments, and how much is worth a look."""
    used = facts.used or 0
    outcome.granted, outcome.used, outcome.unused = facts.granted, used, unused_of(facts.granted, used)
    outcome.wish = facts.text("wish") if outcome.unused else ""
    outcome.carried_out = facts.text("carried_out")
    outcome.employees_reached = facts.number("employees")
    outcome.children_reached = sum(facts.reached.values()) if facts.reached else None
    outcome.learned, outcome.may_share = facts.text("learned"), facts.text("may_share") == "yes"
    outcome.findings = len(findings_of_outcome(facts))
    outcome.submitted_at, outcome.reply_by = received_at, None
    outcome.save()
    outcome.used_amounts.all().delete()
    by_line = used_by_line(outcome.award.by_line, used)
    UsedAmount.objects.bulk_create(
        UsedAmount(outcome=outcome, line=line, kroner=kroner) for line, kroner in by_line.items()
    )
    _keep(outcome, facts, None, outcome.report.owner_id, Assessor.OWNER)


def keep_part(outcome: OutcomeReport, facts: OutcomeFacts, party: Answering, row: OutcomeParty) -> None:
    """Store how one of the others assesses the signs."""
    _keep(outcome, facts, party, party.organisation, row.role)


def _keep(outcome: OutcomeReport, facts: OutcomeFacts, party: Answering | None, organisation: int, who: str) -> None:
    outcome.assessments.filter(organisation=organisation).delete()
    SignAssessment.objects.bulk_create(
        SignAssessment(
            outcome=outcome,
            organisation_id=organisation,
            who=who,
            sign=each.sign,
            degree=each.degree,
            grounds=each.grounds,
        )
        for each in facts.assessments(party)
        if each.degree
    )
