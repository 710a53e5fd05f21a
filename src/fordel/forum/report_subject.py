"""The key by which meetings know that a case, a paper or a line is about a report. Only the forum reads it."""

from __future__ import annotations

from typing import Final

_PREFIX: Final = "report:"


def subject_of_report(report_id: int) -> str:
    return f"{_PREFIX}{report_id}"


def report_of(subject: str) -> int | None:
    """The id of the report that the subject names; None where it is about something else, or about nothing."""
    pk = subject.removeprefix(_PREFIX)
    return int(pk) if subject.startswith(_PREFIX) and pk.isdecimal() else None
