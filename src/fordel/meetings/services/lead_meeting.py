"""Leads a meeting: it starts, cases are opened and closed one at a time, and it ends."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from fordel.meetings.models import AgendaItem, Meeting, MeetingState
from fordel.meetings.plugs.hooks import noted_when_begun, why_item_stays
from fordel.meetings.services.lock_meeting import MEETINGS, locked_meeting, require_state, save_seen
from fordel.meetings.services.write_minutes import draft_line, draft_words
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@transaction.atomic
def start_meeting(meeting: Meeting, by: Person) -> Meeting:
    """The meeting, begun. It cannot be taken back, so it is refused before the day that people are called to."""
    found = locked_meeting(meeting.pk)
    advance(MEETINGS, found, "start", by)
    found.started_at = now()
    draft_line(found, "item", gettext_noop("The meeting started."))
    _note_what_begins(found)
    save_seen(found, "state", "started_at")
    record("meetings.meeting.started", actor=by, subject=found, office=found.office_id)
    return found


@transaction.atomic
def open_item(item: AgendaItem, by: Person | None) -> AgendaItem:
    """Opens the case; the one that was open is closed. A case that is closed can be opened again."""
    found = locked_meeting(item.meeting_id)
    require_state(found, MeetingState.ONGOING)
    fresh = found.items.get(pk=item.pk)
    if fresh.opened_at and not fresh.closed_at:
        raise UserError(_("The case is open already."), _("Nothing was changed."))
    _close_open(found, by)
    again = fresh.opened_at is not None
    fresh.opened_at, fresh.closed_at = fresh.opened_at or now(), None
    fresh.save(update_fields=["opened_at", "closed_at"])
    text = (
        gettext_noop("Case %(number)s was opened again.")
        if again
        else gettext_noop("Case %(number)s opened: %(title)s")
    )
    draft_line(found, "item", text, fresh, number=fresh.position, title=_ended(fresh.title))
    _note_what_begins(found, fresh)
    found.shown = {}
    save_seen(found, "shown")
    _note("opened", fresh, found, by)
    return fresh


@transaction.atomic
def close_item(item: AgendaItem, by: Person | None) -> None:
    found = locked_meeting(item.meeting_id)
    require_state(found, MeetingState.ONGOING)
    fresh = found.items.get(pk=item.pk)
    if not fresh.opened_at or fresh.closed_at:
        raise UserError(_("The case is not open."), _("Nothing was changed."))
    _close_open(found, by)
    found.shown = {}
    save_seen(found, "shown")


@transaction.atomic
def end_meeting(meeting: Meeting, by: Person) -> Meeting:
    """Ends the meeting and closes the case that is open. Raises UserError while something keeps it (a vote)."""
    found = locked_meeting(meeting.pk)
    advance(MEETINGS, found, "end", by)
    _close_open(found, by)
    found.ended_at, found.shown = now(), {}
    draft_line(found, "item", gettext_noop("The meeting ended."))
    save_seen(found, "state", "ended_at", "shown")
    record("meetings.meeting.ended", actor=by, subject=found, office=found.office_id)
    return found


def _note_what_begins(meeting: Meeting, item: AgendaItem | None = None) -> None:
    with override(language_of_office(meeting.office)):
        noted = noted_when_begun(meeting, item)
    for words in noted:
        draft_words(meeting, "conflict", lambda words=words: words, item)  # type: ignore[misc]


def _ended(title: str) -> str:
    """With a full stop, where it does not end as a sentence does already."""
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _close_open(meeting: Meeting, by: Person | None) -> None:
    for each in meeting.items.filter(opened_at__isnull=False, closed_at__isnull=True):
        if reason := why_item_stays(each):
            raise UserError(reason, _("The case stays open."))
        each.closed_at = now()
        each.save(update_fields=["closed_at"])
        _note("closed", each, meeting, by)


def _note(action: str, item: AgendaItem, meeting: Meeting, by: Person | None) -> None:
    details = {"item": item.pk, "position": item.position}
    record(f"meetings.item.{action}", actor=by, subject=meeting, office=meeting.office_id, details=details)
