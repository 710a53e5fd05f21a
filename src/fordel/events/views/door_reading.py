"""Reads what a phone at the door sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from fordel.events.models import Event
from fordel.events.selectors.door import loaded_at
from fordel.events.services.check_in import BACK, IN, MOST_ACTS, NEW, Act
from fordel.events.services.walk_in import WalkIn
from fordel.shared.errors import UserError

_LONGEST_AGO: Final = 60 * 60 * 24 * 30


@dataclass(frozen=True)
class DoorMessage:
    """What a phone sends: its key, which list it has, and what was done."""

    phone: UUID
    version: str
    acts: list[Act]


def door_message(event: Event, sent: dict[str, Any], received_at: datetime) -> DoorMessage:
    """Raises UserError for what no page of ours sends."""
    acts = sent.get("acts", [])
    if not isinstance(acts, list) or len(acts) > MOST_ACTS or not all(isinstance(each, dict) for each in acts):
        raise _out_of_date()
    read = [_act(event, each, received_at) for each in acts]
    return DoorMessage(_key(sent.get("phone")), _text(sent, "version"), read)


def _act(event: Event, sent: dict[str, Any], received_at: datetime) -> Act:
    kind, ago, number = sent.get("kind"), sent.get("ago", 0), sent.get("number", 0)
    numbers = isinstance(ago, (int, float)) and isinstance(number, int) and not isinstance(number, bool)
    if kind not in (IN, BACK, NEW) or not numbers or not 0 <= number < 10**9:
        raise _out_of_date()
    organisation = sent.get("organisation", 0)
    if not isinstance(organisation, int) or not 0 <= organisation < 10**12:
        raise _out_of_date()
    new = WalkIn(_text(sent, "name"), _text(sent, "email"), organisation) if kind == NEW else None
    return Act(
        kind,
        _key(sent.get("key")),
        max(0.0, min(ago, _LONGEST_AGO)),
        loaded_at(event, _text(sent, "loaded"), received_at),
        number,
        _text(sent, "ticket"),
        new,
    )


def _key(value: object) -> UUID:
    try:
        return UUID(value) if isinstance(value, str) else _refuse()
    except ValueError as error:
        raise _out_of_date() from error


def _refuse() -> UUID:
    raise _out_of_date()


def _text(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise _out_of_date()
    return value


def _out_of_date() -> UserError:
    return UserError(_("The page is out of date."), _("Open it again where there is a network."))
