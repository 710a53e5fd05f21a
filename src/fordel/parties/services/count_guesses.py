"""Counts wrong guesses against an account, so that somebody who guesses must wait longer and longer.

Kept in the database: every worker sees the same count. Never by address, which a whole town hall may share. A guess is
counted before it is looked at, with the row locked, so a thousand guesses at once are no better than one after another.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from fordel.core import lockout
from fordel.parties.models import GuessCount
from fordel.shared.clock import now


class Guess(StrEnum):
    """What is guessed. An authenticator app is counted apart for each first step, so that somebody who has found a
    password cannot keep the owner, who gets codes by e-mail, waiting."""

    PASSWORD = "password"  # noqa: S105 -- the name of a kind
    CODE = "code"
    APP_AFTER_PASSWORD = "app_password"  # noqa: S105 -- the name of a kind
    APP_AFTER_CODE = "app_code"
    MAIL = "mail"


_PATIENCE: Final = {
    Guess.PASSWORD: lockout.PASSWORD,
    Guess.CODE: lockout.CODE,
    Guess.APP_AFTER_PASSWORD: lockout.AUTHENTICATOR,
    Guess.APP_AFTER_CODE: lockout.AUTHENTICATOR,
    Guess.MAIL: lockout.ASKING_FOR_MAIL,
}


class LockedError(Exception):
    """Nobody may guess now; `until` says when they may again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def count_guess(kind: Guess, account: str) -> None:
    """Counts one guess as wrong until `forgive` says otherwise. Raises LockedError, then it is not counted."""
    patience, instant, until = _PATIENCE[kind], now(), None
    with transaction.atomic():
        row, _made = GuessCount.objects.select_for_update().get_or_create(
            kind=kind, account=_hashed(account), defaults={"last_at": instant}
        )
        if row.locked_until and row.locked_until > instant:
            until = row.locked_until
        else:
            row.guesses = patience.counted(row.guesses, row.last_at, instant) + 1
            wait = patience.wait_after(row.guesses)
            row.last_at, row.locked_until = instant, instant + wait if wait else None
            row.save(update_fields=["guesses", "last_at", "locked_until"])
    if until is not None:
        raise LockedError(until)


def forgive(kind: Guess, account: str) -> None:
    """Forgets the guesses: the last one was right, or the owner has shown who they are in another way."""
    GuessCount.objects.filter(kind=kind, account=_hashed(account)).delete()


def _hashed(account: str) -> str:
    return salted_hmac("fordel.guesses", account.strip().lower(), algorithm="sha256").hexdigest()
