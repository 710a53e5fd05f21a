"""The forum's prioritising: it is opened, members assess, it is closed and counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.prioritising import classes_of, score_of
from fordel.forum.models import Assessment, ForumMember, Prioritising
from fordel.forum.seats.events import ConflictsChanged
from fordel.forum.seats.selectors.impartiality import entitled, voting_seats
from fordel.forum.voting.selectors.prioritising import points_most
from fordel.meetings.services.lock_meeting import touch_ongoing
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now, today
from fordel.shared.errors import UserError


def count_assessments(prioritising: Prioritising) -> None:
    """Sets `result` from the seats of the day it was closed and the conflicts of today. Five queries."""
    if prioritising.closed_at is None:
        raise LookupError("the prioritising is open")
    seats = voting_seats(prioritising.office_id, prioritising.closed_at.astimezone(OSLO).date())
    reports = NeedsReport.objects.counted().filter(round=prioritising.round_id).values_list("pk", flat=True)
    may = {report: {seat.pk for seat in entitled(report, seats)} for report in reports}
    given: dict[int, list[int]] = {report: [] for report in may}
    for report, member, value in prioritising.assessments.values_list("report_id", "member_id", "value"):
        if member in may.get(report, ()):
            given[report].append(value)
    classes = classes_of(given) if prioritising.method == "ranks" else {}

    def came(report: int) -> Any:
        value = score_of(given[report]) if prioritising.method == "points" else classes[report]
        return [value if given[report] else None, len(given[report]), len(may[report])]

    prioritising.result = {str(report): came(report) for report in given}
    prioritising.save(update_fields=["result"])


def recount(event: ConflictsChanged) -> None:
    """Count the office's closed prioritisings again; meetings in progress show everybody what they may see now."""
    office_id = event.office_id
    touch_ongoing(office_id)  # the meeting is locked before anything of the forum's own
    closed = Prioritising.objects.select_for_update(of=("self",)).filter(round__office=office_id)
    for prioritising in closed.filter(closed_at__isnull=False).select_related("round"):
        count_assessments(prioritising)


METHODS: Final = ("points", "ranks")


@transaction.atomic
def open_prioritising(round_: Round, method: str, closes_at: datetime, actor: Person) -> Prioritising:
    """Raises UserError where it is open or has been, or the time is past."""
    Round.objects.select_for_update().get(pk=round_.pk)
    if method not in METHODS:
        raise UserError(_("Choose points or ranks."), "", "method")
    if closes_at <= now():
        raise UserError(_("The time is past."), _("Choose a later day."), "closes_at")
    if Prioritising.objects.filter(round=round_).exists():
        raise UserError(_("The prioritising has been opened already."), _("Look at the page again."), "method")
    opened = Prioritising.objects.create(round=round_, method=method, opened_at=now(), closes_at=closes_at)
    record(
        "forum.prioritising.opened", actor=actor, subject=opened, office=round_.office_id, details={"method": method}
    )
    return opened


@transaction.atomic
def close_prioritising(prioritising_id: int, actor: Person) -> Prioritising:
    """Nothing can be given from now on, and everybody sees what came of it."""
    found = _locked(prioritising_id)
    found.closed_at = now()
    found.save(update_fields=["closed_at"])
    count_assessments(found)
    details = {"assessments": found.assessments.count()}
    record("forum.prioritising.closed", actor=actor, subject=found, office=found.office_id, details=details)
    return found


@transaction.atomic
def assess(prioritising_id: int, seat: ForumMember, given: Mapping[int, str]) -> int:
    """Keeps what the seat gives (report number -> what was typed; empty takes it away), and returns how many it has
    given in all. Raises UserError that names the field, for a value out of reach or a report closed to the seat."""
    found = _locked(prioritising_id)
    voting = {each.pk: each for each in voting_seats(found.office_id, today())}
    if seat.pk not in voting:
        raise UserError(_("This seat does not take part in the prioritising."), _("Observers do not assess."))
    closed = {conflict.report_id for conflict in voting[seat.pk].closed_in}  # type: ignore[attr-defined]
    reports = NeedsReport.objects.counted().filter(round=found.round, number__in=list(given))
    ids = {number: pk for number, pk in reports.values_list("number", "pk") if pk not in closed}
    most = most_of(found)
    values = {number: _value(text, found.method, most, number) for number, text in given.items()}
    for number in values:
        if number not in ids:
            raise UserError(_("Report %(number)s is not open to you.") % {"number": number}, "", "reports")
    Assessment.objects.filter(prioritising=found, member=seat, report__in=ids.values()).delete()
    instant = now()
    Assessment.objects.bulk_create(
        Assessment(prioritising=found, member=seat, report_id=ids[number], value=value, given_at=instant)
        for number, value in values.items()
        if value is not None
    )
    own = Assessment.objects.filter(prioritising=found, member=seat)
    if found.method == "ranks":
        _refuse_same_rank(list(own.values_list("value", flat=True)))
    return own.count()


def most_of(prioritising: Prioritising) -> int:
    """The highest that can be given: points as the scheme says, ranks as there are reports."""
    if prioritising.method == "points":
        return points_most(prioritising.round.scheme)
    return NeedsReport.objects.counted().filter(round=prioritising.round_id).count()


def _locked(prioritising_id: int) -> Prioritising:
    found = Prioritising.objects.select_for_update(of=("self",)).select_related("round__scheme")
    prioritising = found.get(pk=prioritising_id)
    if prioritising.closed_at is not None:
        raise UserError(_("The prioritising is closed."), _("What was given is below."))
    return prioritising


def _value(text: str, method: str, most: int, number: int) -> int | None:
    cleaned = text.strip()
    least = 0 if method == "points" else 1
    if not cleaned:
        return None
    if not (cleaned.isascii() and cleaned.isdecimal() and len(cleaned) < 5 and least <= int(cleaned) <= most):
        raise UserError(
            _("«%(text)s» cannot be given to report %(number)s.") % {"text": cleaned[:20], "number": number},
            _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most},
            f"report-{number}",
        )
    return int(cleaned)


def _refuse_same_rank(ranks: list[int]) -> None:
    twice = sorted({rank for rank in ranks if ranks.count(rank) > 1})
    if twice:
        raise UserError(
            _("Rank %(rank)s is given to more than one report.") % {"rank": twice[0]},
            _("Give each rank once."),
            "reports",
        )
