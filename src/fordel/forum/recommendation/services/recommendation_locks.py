"""Asks the modules that build on the recommendation whether it may be opened again."""

from __future__ import annotations

from typing import Final

from fordel.programme.models import Round
from fordel.programme.plugs.round_locks import RoundLock, first_reason
from fordel.shared.plugs import Plug

REOPEN_LOCKS: Final = Plug[RoundLock]("forum: why the recommendation cannot be opened again")


def why_not_reopen(round_: Round) -> str:
    """Why the round's recommendation cannot be opened again, or ''."""
    return first_reason(REOPEN_LOCKS, round_)
