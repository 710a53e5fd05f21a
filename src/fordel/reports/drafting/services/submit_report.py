"""Sends a report: what was written becomes what the office has received, once, with a number and the server's time."""

from __future__ import annotations

from datetime import datetime

from fordel.parties.models import Person
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.writing.models import Submission
from fordel.writing.services.send import send_document


def submit_report(draft_id: int, person: Person, received_at: datetime) -> Submission:
    """What was received; see `writing.services.send`."""
    return send_document(NEEDS_REPORT, draft_id, person, received_at)
