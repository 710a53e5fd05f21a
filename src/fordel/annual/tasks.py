"""Reminders of the yearly reports."""

from __future__ import annotations

from datetime import datetime

from procrastinate.contrib.django import app

from fordel.annual.services.remind import REMIND_AT, remind_office
from fordel.core.annual.layout import TABLE
from fordel.programme.models import Round
from fordel.shared.clock import OSLO


@app.periodic(cron="20 * * * *")
@app.task(name="annual.turn", queueing_lock="annual.turn", pass_context=False)
def turn(timestamp: int) -> None:
    """From 07.00 in Norway, reminds the offices that have not sent their report. What was due while no worker ran is
    done now."""
    if datetime.fromtimestamp(timestamp, OSLO).hour < REMIND_AT:
        return
    reported = Round.objects.filter(is_history=False, scheme__definition__has_key=TABLE)
    for round_id in reported.order_by("pk").values_list("pk", flat=True):
        remind_office(round_id)
