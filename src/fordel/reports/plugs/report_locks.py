"""Asks the modules that build on reports whether they may be changed, and an import undone."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.programme.plugs.round_locks import RoundLock, first_reason
from fordel.shared.errors import UserError
from fordel.shared.plugs import Plug

CHANGE_LOCKS: Final = Plug[RoundLock]("reports: why reports cannot be changed (nor imports undone)")
UNDO_LOCKS: Final = Plug[RoundLock]("reports: why imports cannot be undone")


def why_not_change(round_: Round) -> str:
    """Why reports of the round cannot be changed, or ''."""
    return first_reason(CHANGE_LOCKS, round_)


def refuse_after_decision(round_: Round) -> None:
    """Raises UserError if the round is decided: no report is changed or added then, through whichever door."""
    reason = why_not_change(round_)
    if reason:
        raise UserError(reason, what_to_do_after_decision())


def what_to_do_after_decision() -> str:
    """What the office can do with a report that comes in after the decision."""
    return _(
        "No report can be added or changed after that, and nothing was imported. A measure that is new belongs to next "
        "year; if one was forgotten, talk to whoever approved the decision."
    )


def why_not_undo(round_: Round) -> str:
    """Why imports of the round cannot be undone, or ''."""
    return first_reason([*CHANGE_LOCKS, *UNDO_LOCKS], round_)
