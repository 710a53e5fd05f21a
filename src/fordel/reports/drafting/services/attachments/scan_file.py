"""Has a file of a report checked for viruses before it is kept."""

from __future__ import annotations

from django.db import models

from fordel.parties.models import Person
from fordel.reports.models import ScanState
from fordel.shared import file_scan


def scan_file(name: str, content: bytes, *, subject: models.Model, office: int, person: Person | None) -> ScanState:
    """What the scanner said. Raises UserError as `shared.file_scan.scan_file` does; call it outside a transaction."""
    refused = "needs.attachment.refused"
    scanned = file_scan.scan_file(name, content, refused=refused, subject=subject, office=office, person=person)
    return ScanState.CLEAN if scanned else ScanState.NOT_SCANNED
