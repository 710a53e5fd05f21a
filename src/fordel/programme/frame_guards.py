"""Modules further down register here what a frame must not go below.

`programme` knows nothing of the ledger or of decisions; they hook in from their AppConfig.ready.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fordel.programme.models import FrameLine

Guard = Callable[[FrameLine, int], None]
_guards: Final[list[Guard]] = []


def register_frame_guard(guard: Guard) -> None:
    """`guard(line, new_amount)` raises UserError when the line's frame (kroner) may not become `new_amount`."""
    if guard not in _guards:
        _guards.append(guard)


def check_frame_guards(line: FrameLine, new_amount: int) -> None:
    """Raises UserError when any guard refuses the new amount."""
    for guard in _guards:
        guard(line, new_amount)
