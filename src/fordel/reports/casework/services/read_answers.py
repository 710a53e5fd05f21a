"""Notes that the office has read what the owner wrote, if no answer is needed."""

from __future__ import annotations

from django.db import transaction

from fordel.parties.models import Person
from fordel.reports.models import NeedsReport, ReportMessage
from fordel.shared.audit import record
from fordel.writing.services.threads import mark_read


@transaction.atomic
def read_answers(report: NeedsReport, person: Person) -> int:
    """Return how many messages were unread."""
    count = mark_read(ReportMessage.objects.filter(report=report), from_office=False)
    if count:
        record("needs.message.read", actor=person, subject=report, office=report.office_id, details={"messages": count})
    return count
