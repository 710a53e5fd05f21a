"""Opens a hearing of a draft plan, lets it last longer, and closes it when its time has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing
from fordel.hearing.notices import HearingClosed, HearingExtended
from fordel.hearing.selectors.hearings import invited_to
from fordel.hearing.services.hearing_rules import HEARINGS, locked_hearing
from fordel.hearing.services.recipients import to_invited
from fordel.notices.recipient import to_office
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.services.hear_plan import put_to_hearing, revise_after_hearing
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, first_instant_too_late, now, today
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

_MORNING: Final = time(7)
"""When people are reminded, on the day that the office has chosen."""


@dataclass(frozen=True)
class HearingFacts:
    """What a hearing is: the first and the last day of input, whether the input is published, the day on which contact
    details of private persons are erased, and the day on which those who have not answered are reminded, if any."""

    opens_on: date | None
    closes_on: date | None
    publishes_input: bool
    erase_on: date | None
    remind_on: date | None = None


def _checked(facts: HearingFacts) -> tuple[date, date, date]:
    """The three days. Raises UserError that names the field."""
    if facts.opens_on is None or facts.opens_on < today():
        raise UserError(
            _("The hearing must open today or later."), _("Choose the first day of the hearing."), "opens_on"
        )
    if facts.closes_on is None or facts.closes_on < facts.opens_on:
        raise UserError(
            _("The last day must be the first day or later."), _("Choose the last day for input."), "closes_on"
        )
    if facts.erase_on is None or facts.erase_on <= facts.closes_on:
        message = _("The day on which contact details are erased must be after the last day for input.")
        raise UserError(message, _("Choose a day when the answers have been sent."), "erase_on")
    if facts.remind_on and not facts.opens_on < facts.remind_on <= facts.closes_on:
        message = _("The day of the reminder must be after the first day, and not after the last day for input.")
        raise UserError(message, _("Choose another day, or leave it empty."), "remind_on")
    return facts.opens_on, facts.closes_on, facts.erase_on


@transaction.atomic
def open_hearing(plan: Plan, facts: HearingFacts, by: Person) -> Hearing:
    """The hearing of the draft. The plan is locked from now on; everybody can read it from the first day.

    Raises UserError that names the field, and IncompleteError if a chapter is not written."""
    opens_on, closes_on, erase_on = _checked(facts)
    version = put_to_hearing(plan, by)
    begins = datetime.combine(opens_on, time(), OSLO)
    hearing = Hearing.objects.create(
        plan=plan,
        office_id=plan.office_id,
        version=version,
        opens_at=now() if opens_on == today() else begins,
        closes_at=first_instant_too_late(closes_on),
        publishes_input=facts.publishes_input,
        erase_on=erase_on,
        remind_at=facts.remind_on and datetime.combine(facts.remind_on, _MORNING, OSLO),
    )
    details = {"opens": hearing.opens_at, "closes": hearing.closes_at, "erase_on": erase_on}
    record("hearing.hearing.opened", actor=by, subject=hearing, office=hearing.office_id, details=details)
    return hearing


@transaction.atomic
def extend_hearing(hearing_id: int, closes_on: date | None, by: Person) -> Hearing:
    """The hearing with a later last day; those who are asked are notified. Raises UserError (field `closes_on`)."""
    hearing = locked_hearing(hearing_id)
    closes_at = first_instant_too_late(closes_on) if closes_on else None
    advance(HEARINGS, hearing, "extend", by, closes_at=closes_at)
    if closes_on is not None and closes_on >= hearing.erase_on:
        message = _("Contact details are erased on that day already, or before it.")
        raise UserError(message, _("Choose an earlier last day."), "closes_on")
    hearing.closes_at = closes_at or hearing.closes_at
    hearing.save(update_fields=["closes_at"])
    details = {"closes": hearing.closes_at}
    record("hearing.hearing.extended", actor=by, subject=hearing, office=hearing.office_id, details=details)
    asked = [each for each in invited_to(hearing) if each.asked_at is not None]
    notify(to_invited(hearing, asked), HearingExtended(hearing))
    return hearing


@transaction.atomic
def close_hearing(hearing_id: int) -> bool:
    """Whether it closed now: the plan can be written in again, and the office is notified. False before its time, and
    if it is closed already. Run again, or at once by two workers, it closes once."""
    hearing = locked_hearing(hearing_id)
    if not HEARINGS.lifecycle.allows(hearing.state, "close") or now() < hearing.closes_at:
        return False
    advance(HEARINGS, hearing, "close", None)
    hearing.closed_at = now()
    hearing.save(update_fields=["state", "closed_at"])
    revise_after_hearing(hearing.plan_id)
    record("hearing.hearing.closed", actor=None, subject=hearing, office=hearing.office_id, details={})
    notify(to_office(hearing.office), HearingClosed(hearing))
    return True
