"""What meetings ask the forum: who is called, what a case can be about, and who may have which paper."""

from __future__ import annotations

from datetime import date

from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _

from fordel.forum.models import ForumMember
from fordel.forum.seats.selectors.impartiality import conflicted_reports, running
from fordel.forum.seats.selectors.report_subject import report_of, subject_of_report, subject_of_round
from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import Called, SubjectGroup
from fordel.meetings.selectors.meetings import day_of
from fordel.parties.actors import Actor
from fordel.programme.models import Round
from fordel.programme.selectors.running import OF_ROUND, RunningRound, name_among
from fordel.reports.models import COUNTED_STATES
from fordel.reports.plugs.member_view import member_view, no_seat_words
from fordel.shared.clock import today
from fordel.shared.dates import short_date


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


def subjects(office_id: int) -> list[SubjectGroup]:
    """The reports of the office's running rounds, by number and owner; the title is left out, as members read it too.
    If several rounds run, each is a group, with the round as a whole first. One query."""
    rounds, listed = reports_by_round(office_id)
    if len(rounds) < 2:
        return [("", found) for found in listed.values() if found]
    return [
        (each.name, [(subject_of_round(each.id), _("All of %(round)s") % {"round": each.name}), *listed[each.id]])
        for each in rounds
    ]


def reports_by_round(office_id: int) -> tuple[list[RunningRound], dict[int, list[tuple[str, str]]]]:
    """The running rounds, the newest first, and round id -> [(key, number and owner)]. One query."""
    counted = FilteredRelation("reports", condition=Q(reports__state__in=COUNTED_STATES))
    found = Round.objects.filter(office=office_id, is_history=False).annotate(counted=counted)
    of_report = ("counted__pk", "counted__number", "counted__owner__name")
    rounds: dict[int, RunningRound] = {}
    listed: dict[int, list[tuple[str, str]]] = {}
    rows = found.order_by("-year", "scheme__code", "pk", "counted__number").values_list(*OF_ROUND, *of_report)
    for *of_round, report, number, owner in rows:
        each = RunningRound(*of_round)
        rounds[each.id] = each
        listed.setdefault(each.id, [])
        if report is not None:
            listed[each.id].append((subject_of_report(report), f"{number} {owner}"))
    return list(rounds.values()), listed


def deadlines(office_id: int) -> list[str]:
    """When the recommendations of this year's rounds are due; of the newest ones if all are older. One query."""
    rounds = Round.objects.filter(office=office_id, is_history=False).order_by("-year", "scheme__code", "pk")
    rows = [(RunningRound(*row), due) for *row, due in rounds.values_list(*OF_ROUND, "recommendation_due")]
    every = [each for each, _due in rows]
    from_year = min(max((each.year for each in every), default=0), today().year)
    return [_due_words(name_among(each.id, every), due) for each, due in rows if due and each.year >= from_year]


def _due_words(name: str, due: date) -> str:
    if not name:
        return _("The forum's recommendation is due %(when)s.") % {"when": short_date(due)}
    return _("The recommendation for %(round)s is due %(when)s.") % {"round": name, "when": short_date(due)}


def may_have_paper(actor: Actor, subject: str) -> bool:
    """A paper about a report is closed to a member who is not, or may not be, impartial in it."""
    report = report_of(subject)
    return report is None or report not in conflicted_reports(actor)
