"""Who is not impartial shows in the minutes: when the meeting starts, when a case opens, as it is said and decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fordel.forum.models import ConflictOfInterest, ForumMember
from fordel.forum.seats.services.conflicts import decide_conflict, declare_conflict
from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import people_of
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.lead_meeting import end_meeting, open_item, start_meeting
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.forum.seats.test_conflicts import text_of

pytestmark = pytest.mark.django_db


def _planned(round_: Any, officer: Person) -> Meeting:
    soon = now() + timedelta(minutes=1)
    meeting = plan_meeting(
        round_.office, MeetingPlan("Samarbeidsforum", "teams", soon, soon + timedelta(hours=2)), officer
    )
    call_meeting(meeting, people_of(meeting), officer)
    return meeting


def _conflict_lines(meeting: Meeting) -> list[str]:
    return list(meeting.minute_lines.filter(kind="conflict").values_list("text", flat=True))


def test_from_the_start_to_what_is_decided(
    imported: Any, officer: Person, seat_for: Callable[..., ForumMember], client_of: Callable[..., Client]
) -> None:
    report = NeedsReport.objects.get(round=imported, number=41)
    owner, union = seat_for("public_owner", report.owner), seat_for("union")
    meeting = _planned(imported, officer)
    about = add_item(meeting, Case("Enkeltsak", "", 10, f"report:{report.pk}"), officer)
    other = add_item(meeting, Case("Eventuelt", "", 5), officer)
    start_meeting(meeting, officer)
    (first,) = _conflict_lines(meeting)
    assert first.startswith(
        f"Kan være inhabile, ikke avgjort, og går derfor også ut når meldingen behandles: {owner.label}"
    )
    assert "41" in first and "§ 6" not in first and union.label not in first
    open_item(about, officer)
    assert _conflict_lines(meeting)[-1] == f"Kan være inhabile, ikke avgjort, og deltar ikke i saken: {owner.label}."
    declare_conflict(union, NeedsReport.objects.get(round=imported, number=1), "Min bror", union.person)
    assert _conflict_lines(meeting)[-1] == f"{union.label} meldte seg inhabil i melding 1."
    conflict = ConflictOfInterest.objects.get(member=union)
    decide_conflict(conflict.pk, "find_impartial", "Broren har sluttet", officer)
    assert _conflict_lines(meeting)[-1] == f"Sekretariatet avgjorde at {union.label} er habil i melding 1."
    decide_conflict(conflict.pk, "find_conflicted", "", officer)
    assert _conflict_lines(meeting)[-1] == f"Sekretariatet avgjorde at {union.label} er inhabil i melding 1."
    open_item(other, officer)
    end_meeting(meeting, officer)
    assert len(_conflict_lines(meeting)) == 5
    assert "Min bror" not in " ".join(_conflict_lines(meeting)) and "sluttet" not in " ".join(_conflict_lines(meeting))
    written = text_of(client_of(officer).get(f"/nordland/moter/{meeting.pk}/referat.pdf"))
    assert "ikke avgjort, og deltar ikke i saken" in written.replace("\xa0", " ")
    closed = text_of(client_of(owner.person).get(f"/nordland/moter/{meeting.pk}/"))
    assert "ikke avgjort, og deltar ikke i saken" not in closed  # the case is closed to them


def test_what_is_decided_is_said_as_decided(
    imported: Any, officer: Person, seat_for: Callable[..., ForumMember], client_of: Callable[..., Client]
) -> None:
    report = NeedsReport.objects.get(round=imported, number=41)
    owner, union = seat_for("public_owner", report.owner), seat_for("union")
    for conflict in ConflictOfInterest.objects.filter(member=owner):
        decide_conflict(conflict.pk, "find_conflicted", "", officer)
    declare_conflict(union, report, "Min bror", union.person)
    meeting = _planned(imported, officer)
    about = add_item(meeting, Case("Enkeltsak", "", 10, f"report:{report.pk}"), officer)
    start_meeting(meeting, officer)
    decided, undecided = _conflict_lines(meeting)[0].split(" Kan være inhabile, ikke avgjort")
    assert owner.label in decided and "§ 6" in decided and union.label not in decided
    assert union.label in undecided and owner.label not in undecided
    open_item(about, officer)
    assert _conflict_lines(meeting)[-1] == (
        f"Inhabile, og er ikke med i saken: {owner.label}. "
        f"Kan være inhabile, ikke avgjort, og deltar ikke i saken: {union.label}."
    )
    page = text_of(client_of(officer).get(f"/nordland/moter/{meeting.pk}/"))
    assert "Noen er ikke avgjort. Avgjør dem før saken" in page
    assert f"Ingen har avgjort om {union.label} kan delta." in page


def test_nobody_is_said_too_and_a_case_about_nothing_says_nothing(
    imported: Any, officer: Person, seat_for: Callable[..., ForumMember]
) -> None:
    report = NeedsReport.objects.get(round=imported, number=41)
    seat = seat_for("union")
    meeting = _planned(imported, officer)
    about = add_item(meeting, Case("Enkeltsak", "", 10, f"report:{report.pk}"), officer)
    start_meeting(meeting, officer)
    open_item(about, officer)
    assert _conflict_lines(meeting) == [
        "Ingen er ført som inhabile i noen melding.",
        "Ingen er ført som inhabile i meldingen.",
    ]
    end_meeting(meeting, officer)
    declare_conflict(seat, report, "Min bror", seat.person)
    assert len(_conflict_lines(meeting)) == 2  # nothing is in progress any more
