"""What the minutes say of who is not impartial (forvaltningsloven § 6): seats and numbers of reports, and no more."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.forum.report_subject import report_of
from fordel.forum.selectors.electorate import seats_here
from fordel.meetings.models import AgendaItem, Meeting, MeetingState
from fordel.meetings.services.lock_meeting import locked_meeting, save_seen
from fordel.meetings.services.write_minutes import draft_words
from fordel.programme.models import Round


def conflict_words(meeting: Meeting, item: AgendaItem | None) -> str:
    """When the meeting starts: each seat with the reports it takes no part in. When a case about a report opens: who
    takes no part in it. '' for any other case."""
    seats = seats_here(meeting)
    if not seats:
        return ""
    if item is None:
        parts = [
            ngettext("%(seat)s (report %(numbers)s)", "%(seat)s (reports %(numbers)s)", len(seat.numbers))
            % {"seat": seat.label, "numbers": ", ".join(map(str, seat.numbers))}
            for seat in seats
            if seat.numbers
        ]
        text = _("Not impartial (forvaltningsloven § 6), and out of the room when the report is discussed: %(seats)s.")
        return text % {"seats": "; ".join(parts)} if parts else _("Nobody is noted as not impartial in any report.")
    report = report_of(item.subject)
    if report is None:
        return ""
    labels = [seat.label for seat in seats if report in seat.closed]
    if not labels:
        return _("Nobody is noted as not impartial in the report.")
    return _("Not impartial, and not taking part in the case: %(seats)s.") % {"seats": ", ".join(labels)}


def note_in_ongoing(round_: Round, words: Callable[[], str]) -> None:
    """Writes the words, in the language of the office, into the minutes of the round's meeting that goes on, if any."""
    for pk in Meeting.objects.filter(round=round_, state=MeetingState.ONGOING).values_list("pk", flat=True):
        meeting = locked_meeting(pk)
        item = meeting.open_case()
        draft_words(meeting, "conflict", words, item)
        save_seen(meeting)
