"""The form of a question that modules ask each other: why something of a round is locked now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.functional import Promise

from fordel.programme.models import Round


class RoundLock(Protocol):
    def __call__(self, round_: Round, /) -> str | Promise | None:
        """The reason in words for the person, or None if it is not locked."""


def first_reason(locks: Iterable[RoundLock], round_: Round) -> str:
    """Why the first of them locks, or ''."""
    return next((str(reason) for lock in locks if (reason := lock(round_))), "")
