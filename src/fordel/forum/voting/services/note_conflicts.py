"""What the minutes say of who is not impartial (forvaltningsloven § 6): seats and numbers of reports, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from fordel.forum.models import ConflictState
from fordel.forum.seats.events import ConflictJudged
from fordel.forum.seats.selectors.report_subject import report_of
from fordel.forum.voting.documents.vote_words import said_of
from fordel.forum.voting.selectors.electorate import SeatHere, by_round, rounds_here, seats_here
from fordel.meetings.models import AgendaItem, Meeting, MeetingState
from fordel.meetings.services.lock_meeting import locked_meeting, save_seen
from fordel.meetings.services.minutes import draft_words
from fordel.programme.selectors.running import RunningRound, name_among
from fordel.reports.models import NeedsReport

_JUDGED: Final[Mapping[str, str]] = {
    ConflictState.DECLARED: gettext_noop("%(seat)s declared a conflict of interest in report %(number)s."),
    ConflictState.IMPARTIAL: gettext_noop("The secretariat decided that %(seat)s is impartial in report %(number)s."),
    ConflictState.CONFLICTED: gettext_noop(
        "The secretariat decided that %(seat)s is not impartial in report %(number)s."
    ),
}


def conflict_words(meeting: Meeting, item: AgendaItem | None) -> str:
    """When the meeting starts: each seat with the reports it takes no part in. When a case about a report opens: who
    takes no part in it. What nobody has decided is noted as such. '' for any other case."""
    seats = seats_here(meeting)
    if not seats:
        return ""
    if item is None:
        return _of_meeting(meeting, seats)
    report = report_of(item.subject)
    return "" if report is None else _of_report(report, seats)


def _of_meeting(meeting: Meeting, seats: Sequence[SeatHere]) -> str:
    def listed(numbers_of: Callable[[SeatHere], Iterable[tuple[int, int]]]) -> str:
        return "; ".join(
            f"{seat.label} ({'; '.join(_reports(*each) for each in by_round(numbers_of(seat), meeting))})"
            for seat in seats
            if numbers_of(seat)
        )

    found, open_ = listed(lambda seat: seat.numbers), listed(lambda seat: seat.open_numbers)
    decided = _("Not impartial (forvaltningsloven § 6), and out of the room when the report is discussed: %(seats)s.")
    undecided = _("May be not impartial, and it is not decided, so they go out too: %(seats)s.")
    return said_of((decided, found), (undecided, open_)) or _("Nobody is noted as not impartial in any report.")


def _of_report(report: int, seats: Sequence[SeatHere]) -> str:
    found = [seat.label for seat in seats if report in seat.found]
    open_ = [seat.label for seat in seats if report in seat.undecided]
    decided = _("Not impartial, and not taking part in the case: %(seats)s.")
    undecided = _("May be not impartial, and not taking part while it is not decided: %(seats)s.")
    said = said_of((decided, ", ".join(found)), (undecided, ", ".join(open_)))
    return said or _("Nobody is noted as not impartial in the report.")


def _reports(name: str, numbers: list[int]) -> str:
    """`reports 3, 41`, after the name of the round if it has one."""
    text = ngettext("report %(numbers)s", "reports %(numbers)s", len(numbers))
    words = text % {"numbers": ", ".join(map(str, numbers))}
    return f"{name}: {words}" if name else words


def note_judged(event: ConflictJudged) -> None:
    """Write what has been declared or decided, in the language of the office, into the minutes of the office's meetings
    in progress."""
    conflict = event.conflict
    report, text = conflict.report, _JUDGED[conflict.state]

    def words(number: str) -> str:
        return _(text) % {"seat": conflict.member.label, "number": number}

    office = report.round.office_id
    for pk in Meeting.objects.filter(office=office, state=MeetingState.ONGOING).values_list("pk", flat=True):
        meeting = locked_meeting(pk)
        item = meeting.open_case()
        rounds = rounds_here(meeting)
        draft_words(meeting, "conflict", lambda rounds=rounds: words(_named(report, rounds)), item)  # type: ignore[misc]
        save_seen(meeting)


def _named(report: NeedsReport, rounds: Sequence[RunningRound]) -> str:
    name = name_among(report.round_id, rounds)
    return f"{report.number} ({name})" if name else str(report.number)
