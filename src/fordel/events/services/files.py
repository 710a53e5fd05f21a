"""Documents of an event."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.events.models import Event, EventFile
from fordel.events.services.event_rules import locked_event
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.file_check import check_file
from fordel.shared.file_scan import scan_file
from fordel.shared.files import store_file
from fordel.writing.models import ScanState

MEGABYTES: Final = 10
MOST_FILES: Final = 20


def add_document(event: Event, title: str, is_after: bool, name: str, content: bytes, by: Person) -> EventFile:
    """Keep a document with the event. Raises UserError that names the field. Nothing is locked while it is scanned."""
    checked = check_file(name, content, MEGABYTES)

    def infected(details: object) -> None:
        shown = dict(details) if isinstance(details, dict) else {}
        record("events.file.refused", actor=by, subject=event, office=event.office_id, details=shown)

    scan = ScanState.CLEAN if scan_file(checked.name, content, infected=infected) else ScanState.NOT_SCANNED
    with transaction.atomic():
        held = locked_event(event.pk)
        if held.files.count() >= MOST_FILES:
            raise UserError(_("There is room for %(most)s documents.") % {"most": MOST_FILES}, "", "file")
        added = EventFile.objects.create(
            event=held,
            title=fitting(title.strip(), 160, "title") or checked.name[:160],
            is_after=is_after,
            file=store_file(checked.name, content, checked.content_type, by),
            scan=scan,
            added_at=now(),
            added_by=by,
        )
        record("events.file.added", actor=by, subject=held, office=held.office_id)
    return added


@transaction.atomic
def remove_document(event_id: int, file_id: int, by: Person) -> None:
    """Takes a document away; one that is away already stays away."""
    event = locked_event(event_id)
    count, _rows = event.files.filter(pk=file_id).delete()
    if count:
        record("events.file.removed", actor=by, subject=event, office=event.office_id)
