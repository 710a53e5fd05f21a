"""What happens to rounds."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.programme.models import Round
from fordel.shared.events import Happened


@dataclass(frozen=True)
class RoundOpened(Happened):
    """A round is open, with its frame lines and target groups."""

    round: Round
