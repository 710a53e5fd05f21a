"""Finds a date: times are offered, those who are to come answer, and one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.meetings.models import DateAnswer, DateOption, Meeting, MeetingState
from fordel.meetings.notices import DatesAsked
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.services.lock_meeting import locked_meeting, require_state, save_seen
from fordel.meetings.services.plan_meeting import MeetingPlan, change_meeting
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError

ANSWERS = ("yes", "maybe", "no")


@transaction.atomic
def offer_date(meeting: Meeting, starts_at: datetime, ends_at: datetime, by: Person | None) -> DateOption:
    """The time that can be chosen. Raises UserError that names the field."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.PLANNED)
    if ends_at <= starts_at:
        raise UserError(_("The meeting ends before it begins."), _("Change one of the times."), "to")
    if starts_at < now():
        raise UserError(_("The time has passed."), _("Choose a later one."), "date")
    option, made = DateOption.objects.get_or_create(meeting=found, starts_at=starts_at, defaults={"ends_at": ends_at})
    if not made:
        raise UserError(_("This time is offered already."), _("Choose another."), "date")
    save_seen(found)
    record("meetings.dates.offered", actor=by, subject=found, office=found.office_id, details={"option": option.pk})
    return option


@transaction.atomic
def withdraw_date(meeting: Meeting, option_id: int, by: Person | None) -> None:
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.PLANNED)
    if DateOption.objects.filter(meeting=found, pk=option_id).delete()[0]:
        save_seen(found)
        details = {"option": option_id}
        record("meetings.dates.withdrawn", actor=by, subject=found, office=found.office_id, details=details)


@transaction.atomic
def ask_dates(meeting: Meeting, people: list[Called]) -> int:
    """Ask people which times suit them; return how many were asked."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.PLANNED)
    if not found.date_options.exists():
        raise UserError(_("No time is offered yet."), _("Add the times that can be chosen first."), "date")
    office = found.office
    return notify([each for called in people for each in to_person(called.person, office)], DatesAsked(found)).count


@transaction.atomic
def answer_dates(meeting: Meeting, answers: Mapping[int, str], by: Person) -> int:
    """Keeps what the person answered to each time (option id -> yes, maybe, no); returns how many answers there are."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.PLANNED)
    options = set(found.date_options.values_list("pk", flat=True))
    kept = {key: value for key, value in answers.items() if key in options and value in ANSWERS}
    if not kept:
        raise UserError(_("You have not answered for any of the times."), _("Choose for one or more of them."), "dates")
    for option_id, answer in kept.items():
        DateAnswer.objects.update_or_create(option_id=option_id, person=by, defaults={"answer": answer})
    save_seen(found)
    details = {"answers": len(kept)}
    record("meetings.dates.answered", actor=by, subject=found, office=found.office_id, details=details)
    return len(kept)


@transaction.atomic
def choose_date(meeting: Meeting, option_id: int, kind: str, place: str, by: Person) -> Meeting:
    """Sets the time of the meeting to one that was offered, with how and where it is. Raises UserError."""
    found = locked_meeting(meeting.pk)
    option = DateOption.objects.filter(meeting=found, pk=option_id).first()
    if option is None:
        raise UserError(_("That time is not offered any more."), _("Choose another."))
    plan = MeetingPlan(found.title, kind, option.starts_at, option.ends_at, place.strip(), found.link)
    changed = change_meeting(found, plan, by)
    details = {"option": option.pk}
    record("meetings.dates.chosen", actor=by, subject=found, office=found.office_id, details=details)
    return changed
