"""Keeps a note that only the office sees."""

from __future__ import annotations

from django.db import transaction

from fordel.parties.models import Person
from fordel.reports.models import InternalNote, NeedsReport
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.writing.services.threads import checked_text


@transaction.atomic
def write_note(report: NeedsReport, text: str, person: Person) -> InternalNote:
    """The note. Raises UserError when nothing was written. Notes may be written after the decision too."""
    text = checked_text(text, "note")
    note = InternalNote.objects.create(report=report, author=person, text=text, written_at=now())
    details = {"report": report.pk, "length": len(text)}
    record("needs.note.written", actor=person, subject=note, office=report.office_id, details=details)
    return note
