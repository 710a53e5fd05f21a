"""Where later modules say that an adopted recommendation may not be opened again.

`forum` lies below `decisions` and imports nothing of it. A module that builds on the recommendation registers a
question in its AppConfig.ready(): it gets the round and returns why it is locked, in words for the person, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.functional import Promise

from fordel.programme.models import Round

Question = Callable[[Round], "str | Promise | None"]
_reopen_locks: Final[list[Question]] = []


def register_reopen_lock(question: Question) -> None:
    """The round's recommendation cannot be opened again while the question answers."""
    if question not in _reopen_locks:
        _reopen_locks.append(question)


def why_not_reopen(round_: Round) -> str:
    """Why the round's recommendation cannot be opened again, or ''."""
    return next((str(answer) for question in _reopen_locks if (answer := question(round_))), "")
