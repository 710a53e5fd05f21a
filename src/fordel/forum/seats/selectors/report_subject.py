"""The keys by which meetings know that a case, a paper or a line is about a report, about a round as a whole, or about
a long-term plan.

They are made of primary keys: a report is of one round for good, and what its scheme is called in addresses may change.
Only the forum reads them.
"""

from __future__ import annotations

from typing import Final

_REPORT: Final = "report:"
_ROUND: Final = "round:"
_PLAN: Final = "plan:"


def subject_of_report(report_id: int) -> str:
    return f"{_REPORT}{report_id}"


def subject_of_round(round_id: int) -> str:
    return f"{_ROUND}{round_id}"


def subject_of_plan(plan_id: int) -> str:
    return f"{_PLAN}{plan_id}"


def report_of(subject: str) -> int | None:
    """The id of the report that the subject names; None if it is about something else, or about nothing."""
    return _id_after(_REPORT, subject)


def round_of(subject: str) -> int | None:
    """The id of the round that the subject names as a whole; None if it is about something else, or about nothing."""
    return _id_after(_ROUND, subject)


def _id_after(prefix: str, subject: str) -> int | None:
    pk = subject.removeprefix(prefix)
    return int(pk) if subject.startswith(prefix) and pk.isdecimal() else None
