"""Reminds an office of the last day for its report, once for each number of days before it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from fordel.annual.models import SENT_STATES, AnnualReminder
from fordel.annual.notices import AnnualReportDue
from fordel.annual.selectors.layouts import needed_layout
from fordel.core.annual.layout import Layout
from fordel.notices.recipient import to_office
from fordel.notices.services.notify import notify
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.shared.audit import record
from fordel.shared.clock import now, today

REMIND_AT: Final = 7  # o'clock in Norway


def due_reminder(layout: Layout, day: date, sent: Collection[int]) -> int | None:
    """How many days before the last day the reminder is that the office gets on the day; None if none is, or if it has
    been sent. If several days were lost, only the last of them."""
    passed = [days for days in layout.reminders if layout.last_day - timedelta(days=days) <= day]
    if not passed or not layout.opens <= day <= layout.last_day:
        return None
    return None if min(passed) in sent else min(passed)


@transaction.atomic
def remind_office(round_id: int) -> bool:
    """Send the reminder whose day has come, if no version is sent; True if it was sent now."""
    rows = Round.objects.select_for_update(of=("self",), no_key=True).select_related("office", "scheme")
    round_ = rows.get(pk=round_id)
    if round_.annual_reports.filter(state__in=SENT_STATES).exists():
        return False
    sent = frozenset(round_.annual_reminders.values_list("days_before", flat=True))
    days = due_reminder(needed_layout(round_.scheme), today(), sent)
    if days is None:
        return False
    AnnualReminder.objects.create(round=round_, days_before=days, sent_at=now())
    record("annual.report.reminded", actor=None, subject=round_, office=round_.office_id, details={"days": days})
    notify(to_office(round_.office, (Role.CASE_OFFICER, Role.APPROVER)), AnnualReportDue(round_))
    return True
