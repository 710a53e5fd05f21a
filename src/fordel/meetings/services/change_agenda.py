"""The agenda: cases are added, changed, moved and removed until they have been dealt with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fordel.meetings.models import AgendaItem, Meeting
from fordel.meetings.plugs.hooks import is_subject, why_item_stays
from fordel.meetings.services.lock_meeting import OPEN, locked_meeting, require_state, save_seen
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting

LONGEST = 480


@dataclass(frozen=True)
class Case:
    """What is to be dealt with; `minutes` is how long it is planned to take, `subject` the caller's key."""

    title: str
    text: str = ""
    minutes: int = 15
    subject: str = ""


def _require_sense(case: Case) -> None:
    if not case.title.strip():
        raise UserError(_("The case has no name."), _("Write what it is about."), "title")
    if not 0 < case.minutes <= LONGEST:
        raise UserError(_("The time must be between 1 and %(most)s minutes.") % {"most": LONGEST}, "", "minutes")


def require_subject(meeting: Meeting, subject: str) -> None:
    """Raise UserError (field `subject`) if the key names nothing that the office's meetings can be about."""
    if not is_subject(meeting.office_id, subject):
        raise UserError(_("What it concerns is not found."), _("Choose among those in the list."), "subject")


def _open_agenda(meeting: Meeting) -> Meeting:
    found = locked_meeting(meeting.pk)
    require_state(found, *OPEN)
    return found


def _note(action: str, item: AgendaItem, meeting: Meeting, by: Person | None) -> None:
    details = {"item": item.pk, "position": item.position}
    record(f"meetings.item.{action}", actor=by, subject=meeting, office=meeting.office_id, details=details)


@transaction.atomic
def add_item(meeting: Meeting, case: Case, by: Person | None) -> AgendaItem:
    """The case, last on the agenda. Raises UserError that names the field."""
    found = _open_agenda(meeting)
    _require_sense(case)
    require_subject(found, case.subject)
    last = found.items.aggregate(last=Max("position"))["last"] or 0
    fields = {"title": fitting(case.title.strip(), 160, "title"), "text": case.text.strip(), "subject": case.subject}
    item = AgendaItem.objects.create(meeting=found, position=last + 1, minutes=case.minutes, **fields)
    save_seen(found)
    _note("added", item, found, by)
    return item


@transaction.atomic
def change_item(item: AgendaItem, case: Case, by: Person | None) -> None:
    """Raises UserError that names the field."""
    found = _open_agenda(item.meeting)
    _require_sense(case)
    if case.subject != item.subject:
        if reason := why_item_stays(item):
            raise UserError(reason, _("Until then the case is about what it is about."), "subject")
        require_subject(found, case.subject)
    item.title, item.text = fitting(case.title.strip(), 160, "title"), case.text.strip()
    item.minutes, item.subject = case.minutes, case.subject
    item.save(update_fields=["title", "text", "minutes", "subject"])
    save_seen(found)
    _note("changed", item, found, by)


@transaction.atomic
def move_item(item: AgendaItem, places: int, by: Person | None) -> None:
    """Moves the case up (negative) or down; past the ends it stays. Cases that were opened keep their place."""
    found = _open_agenda(item.meeting)
    items = list(found.items.order_by("position"))
    at = next(index for index, each in enumerate(items) if each.pk == item.pk)
    to = at + places
    if not 0 <= to < len(items):
        return
    if items[at].opened_at or items[to].opened_at:
        raise UserError(_("A case that is opened keeps its place."), _("Nothing was changed."))
    items[at].position, items[to].position = items[to].position, items[at].position
    AgendaItem.objects.bulk_update([items[at], items[to]], ["position"])
    save_seen(found)
    _note("moved", items[at], found, by)


@transaction.atomic
def remove_item(item: AgendaItem, by: Person | None) -> None:
    """Removes the case and closes the gap; its papers stay with the meeting."""
    found = _open_agenda(item.meeting)
    fresh = found.items.get(pk=item.pk)
    if fresh.opened_at:
        raise UserError(_("The case is opened, so it belongs to the minutes."), _("Nothing was changed."))
    _note("removed", fresh, found, by)
    fresh.delete()
    left = list(found.items.order_by("position"))
    for position, each in enumerate(left, 1):
        each.position = position
    AgendaItem.objects.bulk_update(left, ["position"])
    save_seen(found)
