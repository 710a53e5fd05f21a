"""The programme of an event as it is typed: a line for each item, with its time first and who speaks last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(
    r"^\s*(?P<from>\d{1,2}[.:]\d{2})\s*(?:[-–—]\s*(?P<to>\d{1,2}[.:]\d{2}))?\s+(?P<rest>\S.*?)\s*$"
)


@dataclass(frozen=True)
class ProgrammeItem:
    """What happens from a time of day (`09.00`), until another one ('' if it is not said), and who speaks ('')."""

    starts: str
    ends: str
    title: str
    speaker: str

    @property
    def line(self) -> str:
        """The item as it is typed."""
        time = f"{self.starts}–{self.ends}" if self.ends else self.starts
        return f"{time} {self.title}" + (f"; {self.speaker}" if self.speaker else "")


class ProgrammeError(ValueError):
    """A line that cannot be read; `line` is what was typed, `is_backwards` whether it ends or begins too early."""

    def __init__(self, line: str, *, is_backwards: bool = False) -> None:
        super().__init__(line)
        self.line, self.is_backwards = line, is_backwards


def read_programme(text: str) -> list[ProgrammeItem]:
    """The items of a text like `09.00–09.45 Welcome; Kari Nordmann`, one a line. Raises ProgrammeError."""
    found: list[ProgrammeItem] = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        match = _LINE.match(line)
        if match is None:
            raise ProgrammeError(line)
        starts, ends = _clock(match["from"], line), _clock(match["to"] or "", line)
        title, _sign, speaker = match["rest"].partition(";")
        if not title.strip():
            raise ProgrammeError(line)
        if (ends and ends <= starts) or (found and starts < found[-1].starts):
            raise ProgrammeError(line, is_backwards=True)
        found.append(ProgrammeItem(starts, ends, title.strip(), speaker.strip()))
    return found


def written(items: list[ProgrammeItem]) -> str:
    """The items as they are typed."""
    return "\n".join(item.line for item in items)


def _clock(text: str, line: str) -> str:
    if not text:
        return ""
    hour, minute = (int(part) for part in re.split(r"[.:]", text))
    if hour > 23 or minute > 59:
        raise ProgrammeError(line)
    return f"{hour:02d}.{minute:02d}"
