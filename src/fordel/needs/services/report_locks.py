"""Where later modules say that reports may no longer be changed, or an import no longer undone.

`needs` lies below the modules that build on it and imports none of them. A module that does build on reports
registers a question in its AppConfig.ready():

    from fordel.needs.services import report_locks
    report_locks.register_change_lock(my_question)   # e.g. decisions: the round is decided
    report_locks.register_undo_lock(my_question)     # e.g. forum: a scenario is built on the reports

A question gets the round and returns why it is locked, in words for the person, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.functional import Promise

from fordel.programme.models import Round

Question = Callable[[Round], "str | Promise | None"]
_change_locks: Final[list[Question]] = []
_undo_locks: Final[list[Question]] = []


def register_change_lock(question: Question) -> None:
    """Reports of a round cannot be changed while the question answers (and so imports cannot be undone either)."""
    if question not in _change_locks:
        _change_locks.append(question)


def register_undo_lock(question: Question) -> None:
    """Imports of a round cannot be undone while the question answers."""
    if question not in _undo_locks:
        _undo_locks.append(question)


def why_not_change(round_: Round) -> str:
    """Why reports of the round cannot be changed, or ''."""
    return _first_answer(_change_locks, round_)


def why_not_undo(round_: Round) -> str:
    """Why imports of the round cannot be undone, or ''."""
    return _first_answer([*_change_locks, *_undo_locks], round_)


def _first_answer(questions: list[Question], round_: Round) -> str:
    return next((str(answer) for question in questions if (answer := question(round_))), "")
