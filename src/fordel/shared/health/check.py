"""The answer of one check, and how a check is run so that a broken database is an answer too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import Error, ProgrammingError

AWAY = "not checked: the database does not answer."
NOT_SET_UP = "not checked: the tables are not there. Run `fordel manage migrate`."


@dataclass(frozen=True)
class Check:
    """Whether something is as it should be. `words` fit on one line: what was found, and what to do if it is not ok."""

    name: str
    ok: bool
    words: str


def run_check(name: str, check: Callable[[], Check]) -> Check:
    """The check's answer; not ok if the database cannot be asked."""
    try:
        return check()
    except ProgrammingError:
        return Check(name, ok=False, words=NOT_SET_UP)
    except Error:
        return Check(name, ok=False, words=AWAY)
