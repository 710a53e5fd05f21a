"""Colleagues as they are pasted, or sent in a spreadsheet: a name and an e-mail address on each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.events.colleagues import Row, parts_of, rows_of
from fordel.events.models import Booking, Event
from fordel.shared.errors import UserError
from fordel.shared.fields import name_and_address, require_name_fits
from fordel.shared.spreadsheet_words import opened
from fordel.shared.spreadsheets import LIMITS, Limits

MOST: Final = 100
LONGEST_NAME: Final = 200
LONGEST_NEED: Final = 300
FILE_LIMITS: Final[Limits] = replace(LIMITS, file_size=2 * 1024 * 1024, rows=2_000, all_rows=5_000, cells=100_000)


@dataclass(frozen=True)
class Colleague:
    """Somebody who takes part, and what is written of their needs."""

    name: str
    email: str
    access: str = ""
    food: str = ""

    @property
    def needs(self) -> str:
        return " · ".join(filter(None, (self.access, self.food)))

    def asked_by(self, event: Event) -> Colleague:
        """Without the needs that the event does not ask for."""
        return replace(self, access=self.access if event.asks_access else "", food=self.food if event.asks_food else "")


def people_in(booking: Booking) -> list[Colleague]:
    """Those whom a registration names, until it is confirmed."""
    return [Colleague(*each) for each in booking.people]


def read_people(text: str) -> list[Colleague]:
    """Each line as a colleague. Raises UserError (field `colleagues`) that quotes every line that cannot be read."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [(line, _colleague(line)) for line in lines]
    wrong = [line for line, found in read if found is None]
    if wrong:
        message = ngettext(
            "%(count)s line has no e-mail address that can be read: %(lines)s",
            "%(count)s lines have no e-mail address that can be read: %(lines)s",
            len(wrong),
        )
        quoted = ", ".join(f"«{line[:60]}»" for line in wrong[:10])
        fix = _("Correct it, and send all of them again. Nobody is registered yet.")
        raise UserError(message % {"count": len(wrong), "lines": quoted}, fix, "colleagues")
    people = [found for _line, found in read if found is not None]
    for each in people:
        require_name_fits(each.name, LONGEST_NAME, "colleagues")
        if max(len(each.access), len(each.food)) > LONGEST_NEED:
            message = _("What is written of the needs of %(name)s is too long.") % {"name": each.name}
            fix = _("There is room for %(most)s.") % {"most": LONGEST_NEED}
            raise UserError(message, fix, "colleagues")
    return people


def _colleague(line: str) -> Colleague | None:
    who, access, food = parts_of(line)
    found = name_and_address(who)
    return Colleague(*found, access, food) if found else None


def rows_in_file(name: str, content: bytes) -> list[Row]:
    """The rows of the first sheet with anything in it. Raises UserError (field `file`) for a file that cannot be read,
    has nobody in it, or too many."""
    book = opened(name, content, FILE_LIMITS)
    sheet = next((each for each in book.sheets if not each.hidden and not each.is_empty), None)
    rows = rows_of(sheet.rows) if sheet else []
    if not rows:
        fix = _("Write names in one column and e-mail addresses in another one.")
        raise UserError(_("There is nobody in the file."), fix, "file")
    if len(rows) > MOST:
        message = _("There are %(rows)s people in the file, and room for %(most)s in one registration.")
        fix = _("Divide the file, and register the rest afterwards.")
        raise UserError(message % {"rows": len(rows), "most": MOST}, fix, "file")
    return rows


def require_readable(name: str, rows: Sequence[Row]) -> None:
    """Raises UserError (field `colleagues`) that names every row of the file that is nobody's address."""
    wrong = [row for row in rows if _colleague(row.line) is None]
    if wrong:
        message = ngettext(
            "%(count)s row of %(file)s has no e-mail address that can be read: %(rows)s",
            "%(count)s rows of %(file)s have no e-mail address that can be read: %(rows)s",
            len(wrong),
        )
        named = ", ".join(_("row %(number)s «%(line)s»") % {"number": r.number, "line": r.line[:60]} for r in wrong)
        fix = _("The whole file is in the list now. Correct these lines there, and continue. Nobody is registered yet.")
        raise UserError(message % {"count": len(wrong), "file": name[:60], "rows": named}, fix, "colleagues")
