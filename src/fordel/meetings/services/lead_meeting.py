"""A meeting while it lasts: opens and closes it, takes up cases, notes who is here, and shows things on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from fordel.meetings.models import AgendaItem, Attendance, Meeting, MeetingState, Reply
from fordel.meetings.plugs.hooks import noted_when_begun, why_item_stays
from fordel.meetings.services.lock_meeting import MEETINGS, locked_meeting, require_state, save_seen
from fordel.meetings.services.minutes import draft_line, draft_words
from fordel.meetings.services.plan_meeting import split_called
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@transaction.atomic
def answer_call(meeting: Meeting, reply: str, by: Person) -> None:
    """Keeps whether the person comes. Raises UserError where they are not called, or the meeting is not ahead."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.CALLED, MeetingState.ONGOING)
    if reply not in (Reply.YES, Reply.NO):
        raise UserError(_("You have not said whether you come."), _("Choose yes or no."))
    own = next((each for each in split_called(found)[0] if each.person_id == by.pk), None)
    if own is None:
        raise UserError(_("You are not called to this meeting."), _("Ask the secretariat if you should be."))
    own.reply = reply
    own.save(update_fields=["reply"])
    save_seen(found)
    record("meetings.call.answered", actor=by, subject=found, office=found.office_id, details={"reply": reply})


@transaction.atomic
def note_arrival(meeting: Meeting, person_ids: Iterable[int], by: Person | None) -> int:
    """How many came who were not there. Those who come once a case has been opened get a line in the minutes."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.ONGOING)
    came = [
        each
        for each in found.attendances.select_related("person").filter(person__in=set(person_ids))
        if each.arrived_at is None or each.left_at is not None
    ]
    current = found.open_case()
    begun = found.items.filter(opened_at__isnull=False).exists()
    for each in came:
        if each.left_at is not None:
            draft_line(found, "attendance", gettext_noop("%(who)s came back."), current, who=called_name(each))
        elif begun:
            draft_line(found, "attendance", gettext_noop("%(who)s came."), current, who=called_name(each))
        each.arrived_at, each.left_at = each.arrived_at or now(), None
    return _keep(found, came, "arrived", by)


@transaction.atomic
def note_departure(meeting: Meeting, person_ids: Iterable[int], by: Person | None) -> int:
    """How many left who were there; each gets a line in the minutes."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.ONGOING)
    left = list(
        found.attendances.select_related("person").filter(
            person__in=set(person_ids), arrived_at__isnull=False, left_at__isnull=True
        )
    )
    current = found.open_case()
    for each in left:
        draft_line(found, "attendance", gettext_noop("%(who)s left."), current, who=called_name(each))
        each.left_at = now()
    return _keep(found, left, "left", by)


def called_name(attendance: Attendance) -> str:
    """What the minutes call somebody: their seat, or their name where they have none."""
    return attendance.seat or attendance.person.name


def _keep(meeting: Meeting, changed: list[Attendance], action: str, by: Person | None) -> int:
    if changed:
        Attendance.objects.bulk_update(changed, ["arrived_at", "left_at"])
        save_seen(meeting)
        details = {"people": [each.person_id for each in changed]}
        record(f"meetings.attendance.{action}", actor=by, subject=meeting, office=meeting.office_id, details=details)
    return len(changed)


@transaction.atomic
def show_on_screen(meeting: Meeting, shown: Mapping[str, Any], by: Person | None) -> Meeting:
    """`shown` is kept as it is: `heading` and `text` are shown by the meeting itself, other keys by who knows them
    (`hooks.register_screen`), and what `subject` names is hidden from those who may not have it. Empty clears it."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.ONGOING)
    found.shown = dict(shown)
    save_seen(found, "shown")
    details = {"keys": sorted(found.shown)}
    record("meetings.meeting.shown", actor=by, subject=found, office=found.office_id, details=details)
    return found


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
