"""Asks the modules that promise money from a frame whether it may be changed."""

from __future__ import annotations

from typing import Final, Protocol

from fordel.programme.models import FrameLine
from fordel.shared.plugs import Plug


class FrameGuard(Protocol):
    def __call__(self, line: FrameLine, new_amount: int, /) -> None:
        """Raises UserError if the line's frame (kroner) may not become `new_amount`."""


FRAME_GUARDS: Final = Plug[FrameGuard]("programme: may a frame become this amount?")


def check_frame_guards(line: FrameLine, new_amount: int) -> None:
    """Raises UserError when any guard refuses the new amount."""
    for guard in FRAME_GUARDS:
        guard(line, new_amount)
