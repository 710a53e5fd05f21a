"""How long an account waits after wrong guesses: some are free, then each doubles the wait, up to a ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True)
class Patience:
    """The wrong guess number `free` costs the wait `first`, each after that twice as much, at most `longest`.

    Guesses are forgotten when nobody has guessed for `forget`.
    """

    free: int
    first: timedelta
    longest: timedelta
    forget: timedelta = timedelta(days=1)

    def wait_after(self, guesses: int) -> timedelta:
        """How long nobody may guess once there have been so many wrong guesses in a row."""
        beyond = guesses - self.free
        if beyond < 0:
            return timedelta()
        return self.longest if beyond > 30 else min(self.first * 2**beyond, self.longest)

    def counted(self, guesses: int, last_at: datetime | None, now: datetime) -> int:
        """How many of the earlier guesses still count at `now`."""
        return 0 if last_at is None or now - last_at >= self.forget else guesses


_MINUTE: Final = timedelta(minutes=1)
PASSWORD: Final = Patience(free=5, first=_MINUTE, longest=timedelta(hours=1))
CODE: Final = Patience(free=9, first=_MINUTE, longest=timedelta(minutes=15))
AUTHENTICATOR: Final = Patience(free=5, first=_MINUTE, longest=timedelta(hours=1))
# Everybody in a town hall may come from one network, and a code that is copied from paper is easily miscopied.
LOOKING_UP: Final = Patience(free=60, first=_MINUTE, longest=timedelta(minutes=15), forget=timedelta(hours=1))
# A mail can be asked for by anybody, so the wait is short: it must not keep the owner of the address out.
ASKING_FOR_MAIL: Final = Patience(free=6, first=_MINUTE, longest=timedelta(minutes=5))
