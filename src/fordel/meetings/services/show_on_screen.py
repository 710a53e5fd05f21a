"""Puts something on the screen: everybody who follows the meeting sees it within two seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.services.lock_meeting import locked_meeting, require_state, save_seen
from fordel.parties.models import Person
from fordel.shared.audit import record


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
