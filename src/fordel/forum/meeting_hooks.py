"""What meetings ask the forum: who is called, what a case can be about, and who may have which paper."""

from __future__ import annotations

from fordel.forum.impartiality import conflicted_reports, running
from fordel.forum.models import ForumMember
from fordel.forum.report_subject import report_of, subject_of_report
from fordel.meetings.hooks import Called
from fordel.needs.selectors.reports import reports_of_round
from fordel.parties.actors import Actor
from fordel.parties.models import Role, RoleAssignment
from fordel.programme.models import Round
from fordel.shared.clock import today


def people_called(round_: Round) -> list[Called]:
    """Members and deputies of the running seats, by seat; where no seat is kept yet, those with the role. Two queries
    at most."""
    seats = ForumMember.objects.filter(running(today()), office=round_.office_id).select_related("person", "deputy")
    found = []
    for seat in seats:
        found += [Called(person, seat.label) for person in (seat.person, seat.deputy) if person is not None]
    if found:
        return found
    members = RoleAssignment.objects.filter(role=Role.FORUM_MEMBER, office=round_.office_id, person__is_active=True)
    return [Called(each.person) for each in members.select_related("person").order_by("person__name")]


def subjects(round_: Round) -> list[tuple[str, str]]:
    """The round's reports by number and owner; the title is left out, as members read it too. One query."""
    rows = reports_of_round(round_).values_list("pk", "number", "owner__name")
    return [(subject_of_report(pk), f"{number} {owner}") for pk, number, owner in rows]


def may_have_paper(actor: Actor, subject: str) -> bool:
    """A paper about a report is closed to a member who is not, or may not be, impartial in it."""
    report = report_of(subject)
    return report is None or report not in conflicted_reports(actor)
