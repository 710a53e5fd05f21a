"""Reminds owners of the deadline, each of them once for each number of days before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.needs.casework_mails import write_to
from fordel.needs.casework_reminder_text import reminder_text
from fordel.needs.models import DeadlineReminder
from fordel.needs.selectors.casework.reminders import Recipient, days_before, recipients_of
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError

CATCH_UP: Final = timedelta(days=1)  # a reminder whose day was lost, because the server was away, goes the day after


@transaction.atomic
def send_due_reminders(round_: Round) -> int:
    """Sends those whose day has come, by each owner's own deadline; returns how many owners."""
    locked = Round.objects.select_for_update(of=("self",), no_key=True).select_related("office", "scheme")
    current = locked.get(pk=round_.pk)
    day, chosen = today(), []
    for recipient in recipients_of(current):
        known = {days for days, _at in recipient.sent}
        for days in days_before(current):
            due = recipient.last_day - timedelta(days=days)
            if days not in known and due <= day <= min(due + CATCH_UP, recipient.last_day):
                chosen.append((recipient, days))
    return _send(current, chosen, None)


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
        told = write_to(
            owner,
            round_.office,
            lambda recipient=recipient: reminder_text(  # type: ignore[misc]  # bound for each recipient
                recipient.name, round_.year, recipient.why, recipient.drafts, recipient.deadline
            ),
        )
        if told:
            DeadlineReminder.objects.create(round=round_, owner=owner, days_before=days, sent_at=now())
            count += 1
    if count:
        details = {"owners": count}
        record("needs.reminder.sent", actor=person, subject=round_, office=round_.office_id, details=details)
    return count
