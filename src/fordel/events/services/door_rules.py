"""When people are checked in, and when phones may hold the names."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from fordel.core.events.door import names_leave_at, opens_at
from fordel.events.models import Event, EventState
from fordel.shared.dates import moment
from fordel.shared.errors import UserError

_OPEN_STATES = (EventState.PUBLISHED, EventState.CLOSED, EventState.HELD)


def takes_check_in(event: Event, instant: datetime) -> bool:
    """Whether it can be noted who is or was there: from a day before the event until it is archived."""
    return event.state in _OPEN_STATES and instant >= opens_at(event.starts_at)


def phones_hold_names(event: Event, instant: datetime) -> bool:
    """Whether phones may hold the names: until the office ends it, or some hours after the event."""
    is_over = event.door_closed_at is not None or instant >= names_leave_at(event.ends_at)
    return takes_check_in(event, instant) and not is_over


def require_check_in(event: Event, instant: datetime) -> None:
    """Raises UserError unless people can be checked in."""
    if event.state in _OPEN_STATES and instant < opens_at(event.starts_at):
        when = {"when": moment(opens_at(event.starts_at))}
        raise UserError(_("Check-in has not begun."), _("It begins %(when)s.") % when)
    if not takes_check_in(event, instant):
        raise UserError(_("Nobody can be checked in at this event now."), _("Nothing was changed."))
