"""Reminds owners of the deadline, each of them once for each number of days before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.casework.notices.deadline import DeadlineNear
from fordel.reports.casework.selectors.reminders import Recipient, days_before, recipients_of
from fordel.reports.models import DeadlineReminder
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now, today
from fordel.shared.errors import UserError

REMIND_AT: Final = 7  # o'clock in Norway
CATCH_UP: Final = timedelta(days=7)  # a reminder whose day was lost, because no worker was there, goes within a week


@transaction.atomic
def send_due_reminders(round_: Round) -> int:
    """Sends those whose day has come, by each owner's own deadline; returns how many owners.

    If several days were lost, each owner gets the last of their reminders only.
    """
    locked = Round.objects.select_for_update(of=("self",), no_key=True).select_related("office", "scheme")
    current = locked.get(pk=round_.pk)
    planned, day = days_before(current), today()
    due = ((each, due_reminder(each, planned, day)) for each in recipients_of(current))
    return _send(current, [(recipient, days) for recipient, days in due if days is not None], None)


def due_reminder(recipient: Recipient, planned: Iterable[int], day: date) -> int | None:
    """Which reminder (days before the deadline) the owner is to get on the day; None if none, or if it has been sent.

    A reminder that was due before the owner began to write is not made up for: nobody is reminded of a draft that they
    have just begun.
    """
    passed = [days for days in planned if recipient.last_day - timedelta(days=days) <= day]
    if not passed or day > recipient.last_day:
        return None
    days = min(passed)
    due = recipient.last_day - timedelta(days=days)
    instant = datetime.combine(due, time(REMIND_AT), OSLO)
    was_there = recipient.begun_at is None or recipient.begun_at <= instant
    is_known = any(known == days or at.astimezone(OSLO).date() >= due for known, at in recipient.sent)
    return days if was_there and not is_known and day <= due + CATCH_UP else None


@transaction.atomic
def remind_now(round_: Round, person: Person) -> int:
    """Sends to everybody who is on the list and was not reminded today; returns how many owners. Raises UserError after
    the deadline."""
    locked = Round.objects.select_for_update(of=("self",), no_key=True).select_related("office", "scheme")
    current = locked.get(pk=round_.pk)
    day = today()
    waiting = [(each, (each.last_day - day).days) for each in recipients_of(current) if each.last_day >= day]
    if not waiting:
        raise UserError(_("There is nobody to remind now."), _("The list says who it would be, and when."))
    chosen = [(each, days) for each, days in waiting if days not in {known for known, _at in each.sent}]
    return _send(current, chosen, person)


def _send(round_: Round, chosen: Iterable[tuple[Recipient, int]], person: Person | None) -> int:
    count = 0
    for recipient, days in chosen:
        owner = Organisation.objects.get(pk=recipient.owner_id)
        notice = DeadlineNear(recipient.name, round_, recipient.why, recipient.drafts, recipient.deadline)
        if notify(to_organisation(owner, round_.office), notice):
            DeadlineReminder.objects.create(round=round_, owner=owner, days_before=days, sent_at=now())
            count += 1
    if count:
        details = {"owners": count}
        record("reports.reminder.sent", actor=person, subject=round_, office=round_.office_id, details=details)
    return count
