"""Asks the modules that build on reports whether they may be changed, and an import undone."""

from __future__ import annotations

from typing import Final

from fordel.programme.models import Round
from fordel.programme.round_locks import RoundLock, first_reason
from fordel.shared.plugs import Plug

CHANGE_LOCKS: Final = Plug[RoundLock]("needs: why reports cannot be changed (nor imports undone)")
UNDO_LOCKS: Final = Plug[RoundLock]("needs: why imports cannot be undone")


def why_not_change(round_: Round) -> str:
    """Why reports of the round cannot be changed, or ''."""
    return first_reason(CHANGE_LOCKS, round_)


def why_not_undo(round_: Round) -> str:
    """Why imports of the round cannot be undone, or ''."""
    return first_reason([*CHANGE_LOCKS, *UNDO_LOCKS], round_)
