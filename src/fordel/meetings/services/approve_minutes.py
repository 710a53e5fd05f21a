"""The members read the draft of the minutes; then the minutes are approved and kept as they are."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.meetings.documents.agenda_and_minutes import minutes_pdf
from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.notices import MinutesDrafted
from fordel.meetings.services.lock_meeting import MEETINGS, locked_meeting, require_state, save_seen
from fordel.meetings.services.send_invitations import split_called
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.files import store_file
from fordel.shared.hands import note_hand
from fordel.shared.lifecycles import advance


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
