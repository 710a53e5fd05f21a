"""Reminds owners of the deadline of their outcome report, once for each number of days before it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.outcomes.models import OutcomeReminder, OutcomeReport, OutcomeState
from fordel.outcomes.notices import OutcomeDueSoon
from fordel.outcomes.selectors.outcomes import outcomes_with_parties, rules_of
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now, today
from fordel.shared.dates import last_day

REMIND_AT: Final = 7  # o'clock in Norway


def due_reminder(outcome: OutcomeReport, day: date, sent: frozenset[int]) -> int | None:
    """How many days before the last day the reminder is that the owner is to get on the day; None if none is, or if it
    has been sent. If several days were lost, only the last of them. One that was due before the report opened is not
    made up for."""
    last = last_day(outcome.closes)
    passed = [days for days in rules_of(outcome).reminders if last - timedelta(days=days) <= day]
    if not passed or day > last:
        return None
    days = min(passed)
    instant = datetime.combine(last - timedelta(days=days), time(REMIND_AT), OSLO)
    return days if days not in sent and outcome.opened_at <= instant else None


@transaction.atomic
def remind_owner(outcome_id: int) -> bool:
    """Send the reminder whose day has come, if the report is not sent; True if it was sent now."""
    rows = outcomes_with_parties().select_for_update(of=("self",), no_key=True)
    outcome = rows.get(pk=outcome_id)
    sent = frozenset(outcome.reminders.values_list("days_before", flat=True))
    days = due_reminder(outcome, today(), sent) if outcome.state == OutcomeState.OPEN else None
    if days is None:
        return False
    OutcomeReminder.objects.create(outcome=outcome, days_before=days, sent_at=now())
    details = {"days": days}
    record("outcomes.report.reminded", actor=None, subject=outcome, office=outcome.office_id, details=details)
    notify(to_organisation(outcome.report.owner, outcome.round.office), OutcomeDueSoon(outcome))
    return True
