"""Papers of a meeting: checked, scanned, kept as they came."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.meetings.models import AgendaItem, Meeting, MeetingState, Paper
from fordel.meetings.services.change_agenda import require_subject
from fordel.meetings.services.lock_meeting import OPEN, locked_meeting, require_state, save_seen
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.file_check import check_file
from fordel.shared.file_scan import scan_file
from fordel.shared.files import store_file

MEGABYTES: Final = 20
MOST: Final = 60


def add_paper(
    meeting: Meeting,
    name: str,
    content: bytes,
    by: Person | None,
    *,
    title: str = "",
    item: AgendaItem | None = None,
    subject: str = "",
) -> Paper:
    """The paper. Where it belongs to a case it concerns what the case concerns. Raises UserError that names the field;
    call it outside a transaction, because the scan may take a minute."""
    require_state(meeting, *OPEN, MeetingState.HELD)
    checked = check_file(name, content, MEGABYTES)
    log = partial(record, "meetings.paper.refused", actor=by, subject=meeting, office=meeting.office_id)
    scan_file(checked.name, content, infected=lambda details: log(details=details))
    with transaction.atomic():
        found = locked_meeting(meeting.pk)
        require_state(found, *OPEN, MeetingState.HELD)
        require_subject(found, subject)
        if found.papers.count() >= MOST:
            raise UserError(_("There is room for %(most)s papers.") % {"most": MOST}, _("Remove one first."), "file")
        paper = Paper.objects.create(
            meeting=found,
            item=item,
            title=fitting(title.strip(), 160, "title") or checked.name[:160],
            file=store_file(checked.name, content, checked.content_type, by),
            subject=subject or (item.subject if item else ""),
            added_at=now(),
            added_by=by,
        )
        save_seen(found)
        details = {"paper": paper.pk, "sha256": paper.file.sha256, "size": len(content)}
        record("meetings.paper.added", actor=by, subject=found, office=found.office_id, details=details)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, by: Person | None) -> None:
    found = locked_meeting(paper.meeting_id)
    require_state(found, *OPEN, MeetingState.HELD)
    details = {"paper": paper.pk}
    paper.delete()
    save_seen(found)
    record("meetings.paper.removed", actor=by, subject=found, office=found.office_id, details=details)
