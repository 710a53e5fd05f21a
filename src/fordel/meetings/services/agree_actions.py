"""What was agreed to be done, by whom and by when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.meetings.models import ActionPoint, AgendaItem, Meeting
from fordel.meetings.services.lock_meeting import WRITTEN, locked_meeting, require_state, save_seen
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.hands import note_hand


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
        meeting=found, item=item, text=text.strip()[:300], responsible=responsible, due=due
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
