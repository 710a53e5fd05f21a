"""What meetings ask the forum: who is called, what a case can be about, and who may have which paper."""

from __future__ import annotations

from fordel.forum.impartiality import conflicted_reports, running
from fordel.forum.models import ForumMember
from fordel.forum.report_subject import report_of, subject_of_report
from fordel.meetings.hooks import Called
from fordel.meetings.models import Meeting
from fordel.meetings.selectors.meetings import day_of
from fordel.needs.member_view import member_view, no_seat_words
from fordel.needs.selectors.reports import reports_of_round
from fordel.parties.actors import Actor
from fordel.programme.models import Round


def people_called(meeting: Meeting) -> list[Called]:
    """Members and deputies of the seats that run on the meeting's day, by seat. One query."""
    seats = ForumMember.objects.filter(running(day_of(meeting)), office=meeting.office_id)
    return [
        Called(person, seat.label)
        for seat in seats.select_related("person", "deputy")
        for person in (seat.person, seat.deputy)
        if person is not None
    ]


def why_not_seated(actor: Actor) -> str:
    """Why the member has no seat that runs today, in words; '' if they have. One query for each request."""
    return no_seat_words(member_view(actor))


def subjects(round_: Round) -> list[tuple[str, str]]:
    """The round's reports by number and owner; the title is left out, as members read it too. One query."""
    rows = reports_of_round(round_).values_list("pk", "number", "owner__name")
    return [(subject_of_report(pk), f"{number} {owner}") for pk, number, owner in rows]


def may_have_paper(actor: Actor, subject: str) -> bool:
    """A paper about a report is closed to a member who is not, or may not be, impartial in it."""
    report = report_of(subject)
    return report is None or report not in conflicted_reports(actor)
