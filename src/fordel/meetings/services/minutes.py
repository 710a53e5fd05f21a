"""The minutes: writes and approves them, and keeps what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.meetings.documents.agenda_and_minutes import minutes_pdf
from fordel.meetings.models import ActionPoint, AgendaItem, Meeting, MeetingState, MinuteLine
from fordel.meetings.notices import MinutesDrafted
from fordel.meetings.services.lock_meeting import MEETINGS, WRITTEN, locked_meeting, require_state, save_seen
from fordel.meetings.services.plan_meeting import split_called
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.files import store_file
from fordel.shared.hands import note_hand
from fordel.shared.lifecycles import advance

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


@transaction.atomic
def send_draft(meeting: Meeting, by: Person | None) -> int:
    """Notify those who were called, by the seats of the meeting's day, that the draft can be read; return how many."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.HELD)
    found.draft_sent_at = now()
    save_seen(found, "draft_sent_at")
    note_hand(found, by, "send")
    recipients = [one for each in split_called(found)[0] for one in to_person(each.person, found.office)]
    count = notify(recipients, MinutesDrafted(found)).count
    record("meetings.meeting.draft_sent", actor=by, subject=found, office=found.office_id, details={"told": count})
    return count


@transaction.atomic
def approve_minutes(meeting: Meeting, by: Person) -> Meeting:
    """Lock the minutes and keep them as PDF. Raises UserError until the members have had the draft, and for whoever
    has written in the minutes or sent the draft."""
    found = locked_meeting(meeting.pk)
    advance(MEETINGS, found, "approve", by)
    found.approved_at, found.approved_by = now(), by
    with override(language_of_office(found.office)):
        name = _("Minutes %(date)s") % {"date": found.starts_at.date() if found.starts_at else ""}
    found.minutes_pdf = store_file(f"{name}.pdf", minutes_pdf(found), "application/pdf", None)
    save_seen(found, "state", "approved_at", "approved_by", "minutes_pdf")
    details = {"sha256": found.minutes_pdf.sha256}
    record("meetings.meeting.approved", actor=by, subject=found, office=found.office_id, details=details)
    return found


@transaction.atomic
def add_action(
    meeting: Meeting,
    text: str,
    responsible: Person | None,
    due: date,
    by: Person | None,
    *,
    item: AgendaItem | None = None,
) -> ActionPoint:
    """The action. Raises UserError that names the field."""
    found = locked_meeting(meeting.pk)
    require_state(found, *WRITTEN)
    if not text.strip():
        raise UserError(_("What is to be done is missing."), _("Write it."), "what")
    if responsible is None or not found.attendances.filter(person=responsible).exists():
        raise UserError(_("Nobody is to do it."), _("Choose who."), "responsible")
    if due < today():
        raise UserError(_("The day has passed."), _("Choose a later day."), "due")
    item = item or found.open_case()
    action = ActionPoint.objects.create(
        meeting=found, item=item, text=fitting(text.strip(), 300, "what"), responsible=responsible, due=due
    )
    save_seen(found)
    note_hand(found, by, "agree")
    details = {"action": action.pk, "responsible": responsible.pk, "due": due}
    record("meetings.action.added", actor=by, subject=found, office=found.office_id, details=details)
    return action


@transaction.atomic
def finish_action(action: ActionPoint, by: Person | None) -> None:
    """Marks it as done; a second time changes nothing."""
    found = locked_meeting(action.meeting_id)
    fresh = ActionPoint.objects.get(pk=action.pk)
    if fresh.done_at is None:
        fresh.done_at = now()
        fresh.save(update_fields=["done_at"])
        save_seen(found)
        details = {"action": fresh.pk}
        record("meetings.action.done", actor=by, subject=found, office=found.office_id, details=details)
