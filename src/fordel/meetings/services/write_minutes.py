"""The minutes: lines that the system drafts as things happen, and lines that the secretary writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.meetings.models import AgendaItem, Meeting, MinuteLine
from fordel.meetings.services.lock_meeting import WRITTEN, locked_meeting, require_state, save_seen
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import note_hand

OWN: Final = "text"


@transaction.atomic
def write_line(
    meeting: Meeting,
    text: str,
    *,
    item: AgendaItem | None = None,
    kind: str = OWN,
    by: Person | None = None,
    subject: str = "",
) -> MinuteLine:
    """The line, in the case that is open if none is given; `subject` says what it is about if that is not what the case
    is about. Raises UserError (field `text`) for an empty one, and
    where the meeting has not started or its minutes are approved."""
    found = locked_meeting(meeting.pk)
    require_state(found, *WRITTEN)
    if not text.strip():
        raise UserError(_("There is nothing to add."), _("Write what was said or decided."), "text")
    item = item or found.open_case()
    line = MinuteLine.objects.create(
        meeting=found, item=item, at=now(), kind=kind, text=text.strip(), written_by=by, subject=subject
    )
    save_seen(found)
    note_hand(found, by, "write")
    details = {"line": line.pk, "kind": kind, "length": len(line.text)}
    record("meetings.line.written", actor=by, subject=found, office=found.office_id, details=details)
    return line


@transaction.atomic
def reword_line(line: MinuteLine, text: str, by: Person | None) -> None:
    """Raises UserError (field `text`) for an empty text, and once the minutes are approved."""
    found = locked_meeting(line.meeting_id)
    require_state(found, *WRITTEN)
    if not text.strip():
        raise UserError(_("The line is empty."), _("Write what is to stand there."), "text")
    line.text = text.strip()
    line.save(update_fields=["text"])
    save_seen(found)
    note_hand(found, by, "change")
    details = {"line": line.pk, "length": len(line.text)}
    record("meetings.line.changed", actor=by, subject=found, office=found.office_id, details=details)


@transaction.atomic
def remove_line(line: MinuteLine, by: Person | None) -> None:
    """Removes a line that somebody wrote; what the system drafted can only be reworded."""
    found = locked_meeting(line.meeting_id)
    require_state(found, *WRITTEN)
    if line.kind != OWN:
        raise UserError(_("The line says what happened, so it stays."), _("You can write it in other words."), "text")
    details = {"line": line.pk}
    line.delete()
    save_seen(found)
    note_hand(found, by, "remove")
    record("meetings.line.removed", actor=by, subject=found, office=found.office_id, details=details)


def draft_line(meeting: Meeting, kind: str, text: str, item: AgendaItem | None = None, **values: object) -> None:
    """Writes what happened in the language of the office, `text` being a source string with places for the values.
    Called with the meeting locked, before it is saved."""
    draft_words(meeting, kind, lambda: _(text) % values, item)


def draft_words(
    meeting: Meeting, kind: str, words: Callable[[], str], item: AgendaItem | None = None, subject: str = ""
) -> None:
    """The same where the words are put together: they are asked for while the office's language is active. With a
    `subject` the line is closed to those who may not have it, whatever its case is about."""
    with override(language_of_office(meeting.office)):
        text = words()
    MinuteLine.objects.create(meeting=meeting, item=item, at=now(), kind=kind, text=text, subject=subject)
