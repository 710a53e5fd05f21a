"""What happens with outcome reports when their time has come."""

from __future__ import annotations

from datetime import datetime

from procrastinate.contrib.django import app

from fordel.decisions.models import ProposalState
from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.services.open_reports import close_reversed, open_reports
from fordel.outcomes.services.outcome_document import OFFICE_WRITES
from fordel.outcomes.services.remind import REMIND_AT, remind_owner
from fordel.programme.models import Round
from fordel.shared.clock import OSLO
from fordel.writing.services.write_receipt import write_receipt


@app.periodic(cron="10 * * * *")
@app.task(name="outcomes.turn", queueing_lock="outcomes.turn", pass_context=False)
def turn(timestamp: int) -> None:
    """Opens the reports of decided years whose day has come, closes those whose grant is reversed, and from 07.00 in
    Norway reminds owners. What was due while no worker ran is done now."""
    decided = Round.objects.filter(is_history=False, proposals__state=ProposalState.ISSUED)
    for round_id in decided.order_by("pk").values_list("pk", flat=True):
        open_reports(round_id)
    live = OutcomeReport.objects.exclude(state__in=(OutcomeState.APPROVED, OutcomeState.CLOSED))
    reversed_ = live.filter(award__amount=0) | live.exclude(award__proposal__state=ProposalState.ISSUED)
    for outcome_id in reversed_.order_by("pk").values_list("pk", flat=True):
        close_reversed(outcome_id)
    if datetime.fromtimestamp(timestamp, OSLO).hour < REMIND_AT:
        return
    for outcome_id in live.filter(state=OutcomeState.OPEN).order_by("pk").values_list("pk", flat=True):
        remind_owner(outcome_id)


@app.task(name="outcomes.write_receipt", retry=5)
def write_receipt_of(submission_id: int) -> None:
    """The receipt of what was received; once, however often it runs."""
    write_receipt(OFFICE_WRITES, submission_id)
