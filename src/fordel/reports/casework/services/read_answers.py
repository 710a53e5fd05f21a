"""Notes that the office has read what the owner wrote, where no answer is needed."""

from __future__ import annotations

from django.db import transaction

from fordel.parties.models import Person
from fordel.reports.models import NeedsReport, ReportMessage
from fordel.shared.audit import record
from fordel.shared.clock import now


@transaction.atomic
def read_answers(report: NeedsReport, person: Person) -> int:
    """Returns how many messages were unread."""
    unread = ReportMessage.objects.filter(report=report, from_office=False, answered_at__isnull=True)
    count = unread.update(answered_at=now())
    if count:
        record("needs.message.read", actor=person, subject=report, office=report.office_id, details={"messages": count})
    return count
