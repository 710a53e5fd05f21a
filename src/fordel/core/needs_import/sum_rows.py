"""Tells rows that sum up other rows from reports: by what they add up to, and by words only where nothing else is said.

A row that may be either is asked about: it is kept out of the reports, and the user is given the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from fordel.core.needs_import.values import folded

REPORT: Final = "report"
SUM: Final = "sum"
ASKED: Final = "asked"

_WORD: Final = (
    r"(?:(?:del|sub|mellom|hoved|hovud|total|slutt)?(?:sum|totalt?)|i alt|til sammen|til saman|tilsammen|samlet|samla|"
    r"totale?n?|grand total|summer(?:t|er)?)"
)
_BEGINS: Final = re.compile(rf"{_WORD}\b", re.IGNORECASE)
_ENDS: Final = re.compile(rf"(?:^|.*\s){_WORD}[.:]?$", re.IGNORECASE | re.DOTALL)
_SAYS_NO_MORE: Final = frozenset(
    {
        *("for", "i", "alle", "av", "og", "kr", "kroner", "nok", "behov", "behovet", "meldt", "beløp", "sum", "total"),
        *("kommune", "kommuner", "kommunar", "søknader", "søknadar", "meldinger", "meldingar", "tiltak", "tiltakene"),
        *("barnehage", "barnehager", "barnehagar", "skole", "skule", "grunnskole", "grunnskule", "begge", "båe"),
    }
)
_FUNCTION: Final = re.compile(
    r"\b(?:SUM|SUMMER|SUMIFS?|SUMMERHVIS|SUMMER\.HVIS\.SETT|SUBTOTAL|DELSUM|AGGREGATE|MENGDE)\s*\("
)
_SUBTOTAL: Final = re.compile(r"\b(?:SUBTOTAL|DELSUM)\s*\(")
_REFERENCE: Final = re.compile(r"(?<![A-Z$])\$?([A-Z]{1,3})\$?([0-9]{1,7})(?![0-9(])")
_MOST_LOOKS: Final = 2_000_000


@dataclass(frozen=True)
class RowShape:
    """What a row is judged by. Texts are '' where there is nothing; `kroner` is None where no amount can be read.

    `owner_number`, `owner` and `group` include what cells merged over several rows say; `has_own_number` (that of the
    organisation) does not. `number` is the report's own.
    `texts` are all texts of the row. `formula` is the one in the amount column, `amount_column` its letters.
    """

    row: int
    kroner: int | None
    owner_number: str
    owner: str
    has_own_number: bool
    number: str
    group: str
    title: str
    texts: tuple[str, ...]
    formula: str = ""
    amount_column: str = ""

    @property
    def label(self) -> str:
        """The first text that begins or ends with a word for a sum; '' if none does."""
        return next((text for text in self.texts if begins_as_sum(text) or _ENDS.match(text)), "")

    @property
    def has_sum_title(self) -> bool:
        """Whether the title begins or ends with a word for a sum."""
        return bool(begins_as_sum(self.title) or _ENDS.match(self.title)) if self.title else False

    @property
    def title_says_only_sum(self) -> bool:
        """Whether the title is a word for a sum and at most says whose: «Delsum», «Totalt Bindal», «Sum barnehage»."""
        if not self.has_sum_title:
            return False
        rest = set(re.sub(_WORD, " ", folded(self.title)).split())
        return all(word.isdigit() or word in _SAYS_NO_MORE or word in self._own_words for word in rest)

    @property
    def _own_words(self) -> set[str]:
        return {*folded(self.owner).split(), *folded(self.group).split()}

    @property
    def is_bare(self) -> bool:
        """Whether the row has no owner, group or title beside the word for a sum."""
        return not self.owner_number and all(not text or text == self.label for text in self._said)

    @property
    def is_whole(self) -> bool:
        """Whether the row says whose it is, for whom, and what it is called."""
        return bool((self.owner_number or self.owner) and self.group and self.title)

    @property
    def _said(self) -> tuple[str, str, str]:
        return self.owner, self.group, self.title

    @property
    def adds_rows(self) -> bool:
        """Whether the amount is a formula that adds the amounts of other rows."""
        text = self.formula.upper()
        others = {
            int(row)
            for column, row in _REFERENCE.findall(text.replace(".", ""))
            if column == self.amount_column and int(row) != self.row
        }
        if _SUBTOTAL.search(text):
            return True
        if _FUNCTION.search(text):
            return bool(others)
        return len(others) > 1 and re.fullmatch(r"(?:OF:)?=?[\[\]\$.A-Z0-9+ ]+", text) is not None and "+" in text


def begins_as_sum(text: str) -> bool:
    """Whether the text begins with a word for a sum."""
    return _BEGINS.match(text) is not None


@dataclass
class SumJudge:
    """Judges the rows of a table from the top; remembers the reports so far."""

    _reports: list[RowShape] = field(default_factory=list)
    _looks: int = 0

    def judge(self, shape: RowShape) -> str:
        """REPORT, SUM or ASKED."""
        found = self._judged(shape)
        if found == REPORT:
            self._reports.append(shape)
        return found

    def _judged(self, shape: RowShape) -> str:
        if shape.adds_rows:
            return ASKED if shape.is_whole and not shape.title_says_only_sum else SUM
        if shape.title_says_only_sum and not shape.is_bare:
            return self._named_sum(shape)
        if shape.is_whole:
            return ASKED if not shape.number and self._repeats(shape) else REPORT
        if shape.label:
            if shape.is_bare:
                return SUM
            return ASKED if self._adds_up(shape, 2) else REPORT
        is_nameless = not shape.title and not shape.group
        return SUM if is_nameless and not shape.has_own_number and self._adds_up(shape, 2) else REPORT

    def _named_sum(self, shape: RowShape) -> str:
        """A row with an owner or a group that is called «Delsum» or the like."""
        if not (shape.owner_number or shape.owner) and not self._adds_up(shape, 1):
            return REPORT  # which then says that the owner is missing
        return SUM if not shape.has_own_number and self._adds_up(shape, 1) else ASKED

    def _adds_up(self, shape: RowShape, least: int) -> bool:
        """Whether the amount is that of the last reports together, at least `least` of them."""
        if not shape.kroner:
            return False
        return self._is_sum(shape.kroner, reversed(self._reports), least)

    def _repeats(self, shape: RowShape) -> bool:
        """Whether the reports above of the same owner and group, two or more in a row, come to the same amount."""
        if not shape.kroner:
            return False
        total = count = 0
        for other in reversed(self._reports):
            self._looks += 1
            if not _same(shape, other) or total > shape.kroner or self._looks > _MOST_LOOKS:
                break
            total += other.kroner or 0
            count += 1
        return count > 1 and total == shape.kroner

    def _is_sum(self, kroner: int, reports: Iterable[RowShape], least: int) -> bool:
        total = count = 0
        for other in reports:
            self._looks += 1
            total += other.kroner or 0
            count += other.kroner is not None
            if total >= kroner or self._looks > _MOST_LOOKS:
                break
        return total == kroner and count >= least


def _same(one: RowShape, other: RowShape) -> bool:
    """Whether two rows have the same owner and group."""
    if folded(one.group) != folded(other.group):
        return False
    if one.owner_number and other.owner_number:
        return one.owner_number == other.owner_number
    return bool(one.owner) and folded(one.owner) == folded(other.owner)
