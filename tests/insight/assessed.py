"""Outcome reports with signs that are assessed, made through the models: the figures are what is tested."""

from __future__ import annotations

from typing import Final

from fordel.decisions.models import Award
from fordel.outcomes.models import OutcomeReport, SignAssessment
from fordel.shared.clock import now
from tests.outcomes.reports import open_one

DEGREES: Final = ("large", "some", "small", "too_early")


def send_outcome(award: Award, place: int, *, is_sent: bool) -> OutcomeReport:
    """An outcome report with the owner's signs, and a partner's if it has one."""
    outcome = open_one(award)
    if is_sent:
        outcome.state, outcome.submitted_at = "submitted", now()
        outcome.used, outcome.unused = award.amount, 0
        outcome.may_share, outcome.learned = place % 2 == 0, f"Lærdom {place}."
        outcome.save()
    owner = award.report.owner_id
    partners = [("partner", each.organisation_id) for each in outcome.parties.all()[:1]]
    assessors = [("owner", owner), *partners] if is_sent else partners
    SignAssessment.objects.bulk_create(
        SignAssessment(
            outcome=outcome,
            organisation_id=organisation,
            who=who,
            sign=sign,
            degree=DEGREES[(place + ord(sign) + len(who)) % 4],
            grounds=f"Setning {sign} {place} {who}.",
        )
        for who, organisation in assessors
        for sign in "abcde"
    )
    return outcome
