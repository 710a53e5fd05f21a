"""Reads one row below the headings: what its cells say, and what there is to judge it by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from fordel.core.amounts import AmountError, amount_from_cell
from fordel.core.columns import column_letter
from fordel.core.needs_import.answers import AnswerColumn, not_asked
from fordel.core.needs_import.fields import (
    OWNER_FIELDS,
    REQUIRED,
    Cell,
    Columns,
    Field,
    Grid,
    Place,
    Problem,
    Reading,
    is_blank,
    shown,
)
from fordel.core.needs_import.sum_rows import RowShape
from fordel.core.needs_import.values import (
    CellError,
    count_of,
    day_of,
    duration_of,
    listed,
    municipality_of,
    organisation_number_of,
    target_group_of,
    text_of,
    yes_or_no,
)

T = TypeVar("T")
_NOT_FILLED_DOWN: Final = frozenset({Field.NUMBER, Field.AMOUNT, Field.PARTNER_AMOUNT})
_LONGEST: Final = {Field.TITLE: 300, Field.THEME: 200, Field.NETWORK: 120, Field.OWNER: 200}
_MEASURED: Final = (Field.AMOUNT, Field.PARTNER_AMOUNT, Field.DURATION, Field.EMPLOYEES, Field.CHILDREN)
_RUNNING_NUMBER: Final = re.compile(r"[0-9]{1,6}\.?")
_BARE_DIGITS: Final = re.compile(r"[0-9]+")
_NUMBER_LENGTH: Final = 40


@dataclass(frozen=True)
class RowValues:
    """What a row says, before anything is looked up. Amounts in whole kroner; None and '' are "not given".

    `answers` are those to the questions that the scheme counts: codes, by the code of the question.
    """

    row: int
    number: str
    submitted: date | None
    owner_name: str
    owner_number: str
    municipality: str
    target_group: str
    title: str
    theme: str
    network: str
    participating: tuple[str, ...]
    partners: tuple[str, ...]
    sami: bool | None
    duration: int | None
    amount: int
    partner_amounts: tuple[int, ...]
    employees: int | None
    children: int | None
    took_part: bool | None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RowReading:
    """A report row: its values, the problems that keep it out, and the amounts that were read from text.

    What could not be read is not among the values.
    """

    row: int
    values: RowValues
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Rules:
    """What the surroundings decide: the longest duration (years), whether test organisation numbers are let in,
    the code of the target group that each word means (the scheme's words, folded), and the questions it counts."""

    longest_duration: int = 3
    allow_synthetic: bool = False
    plain_text_file: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[AnswerColumn, ...] = ()


@dataclass(frozen=True)
class MergedCells:
    """What the merged ranges say of single cells and rows, looked up once for the whole table.

    `spans`: (row, column) -> the first and the last row of the range, for ranges of several rows in a mapped column.
    `wide_rows`: the rows in which a range of three columns or more begins. `covered`: for cells of mapped columns that
    hold something under a merged cell which shows something else, what is shown.
    """

    spans: Mapping[Place, tuple[int, int]]
    wide_rows: frozenset[int]
    covered: Mapping[Place, Cell]


def merged_cells(grid: Grid, columns: Columns) -> MergedCells:
    """What the merged ranges of the sheet say of the mapped columns."""
    mapped = set(columns.values())
    spans = {
        (row, left): (top, min(bottom, len(grid.rows)))
        for top, left, bottom, _right in grid.merged
        if bottom > top and left in mapped and bottom - top < len(grid.rows)
        for row in range(top, min(bottom, len(grid.rows)) + 1)
    }
    covered = {
        (row, column): grid.cell(top, left)
        for top, left, bottom, right in grid.merged
        for row in range(top, min(bottom, len(grid.rows)) + 1)
        for column in range(left, right + 1)
        if column in mapped
        and (row, column) != (top, left)
        and not is_blank(cell := grid.cell(row, column))
        and cell != grid.cell(top, left)
    }
    wide = frozenset(top for top, left, _bottom, right in grid.merged if right - left >= 2)
    return MergedCells(spans, wide, covered)


class RowReader:
    """One row of a table, by its number."""

    def __init__(
        self,
        grid: Grid,
        row: int,
        columns: Columns,
        rules: Rules,
        merged: MergedCells,
    ) -> None:
        self._grid, self._row, self._columns, self._rules, self._merged = grid, row, columns, rules, merged
        self._problems: list[Problem] = []
        self._readings: list[Reading] = []

    @property
    def is_empty(self) -> bool:
        """Whether the row holds nothing, or only the running number of a form that is not filled in."""
        filled = [(column, cell) for column, cell in enumerate(self._grid.rows[self._row - 1]) if not is_blank(cell)]
        others = [code for code in self._columns if code != Field.NUMBER]
        if len(filled) > 1 or any(self._stands(code) for code in others):
            return False
        if not filled:
            return not self._stands(Field.NUMBER)
        column, cell = filled[0]
        is_free = column == self._columns.get(Field.NUMBER) or column not in self._columns.values()
        return is_free and _RUNNING_NUMBER.fullmatch(text_of(cell)) is not None

    def _formula(self, code: str) -> tuple[str, bool] | None:
        return self._grid.formulas.get((self._row, self._columns[code])) if code in self._columns else None

    def _cell(self, code: str) -> Cell:
        column = self._columns.get(code)
        if column is None:
            return None
        cell = self._grid.cell(self._row, column)
        if is_blank(cell) and code not in _NOT_FILLED_DOWN:
            top, _last = self._merged.spans.get((self._row, column), (self._row, self._row))
            cell = self._grid.cell(top, column)
        return cell

    def _stands(self, code: str) -> bool:
        """Whether the row itself (not a cell merged down into it) has something in the field's column."""
        formula = self._formula(code)
        is_unknown = formula is not None and not formula[1]
        return not is_blank(self._grid.cell(self._row, self._columns.get(code))) or is_unknown

    def shape(self) -> RowShape:
        """What tells the row from a sum."""
        cells = self._grid.rows[self._row - 1]
        column, formula = self._columns.get(Field.AMOUNT), self._formula(Field.AMOUNT)
        return RowShape(
            row=self._row,
            kroner=self._kroner(),
            owner_number=re.sub(r"\W", "", text_of(self._cell(Field.OWNER_NUMBER))),
            owner=text_of(self._cell(Field.OWNER)),
            has_own_number=not is_blank(self._grid.cell(self._row, self._columns.get(Field.OWNER_NUMBER))),
            number=text_of(self._grid.cell(self._row, self._columns.get(Field.NUMBER))),
            group=text_of(self._cell(Field.TARGET_GROUP)),
            title=text_of(self._cell(Field.TITLE)),
            texts=tuple(text_of(cell) for cell in cells if isinstance(cell, str) and not is_blank(cell)),
            formula=formula[0] if formula else "",
            amount_column=column_letter(column) if column is not None else "",
        )

    def _kroner(self) -> int | None:
        try:
            return amount_from_cell(self._cell(Field.AMOUNT)).kroner
        except AmountError:
            return None

    @property
    def is_lonely_amount_formula(self) -> bool:
        """Whether no mapped column but that of the amount holds anything, and it holds a formula."""
        others = [code for code in self._columns if code not in (Field.AMOUNT, Field.PARTNER_AMOUNT)]
        others = [code for code in others if code not in (Field.EMPLOYEES, Field.CHILDREN)]
        return self._formula(Field.AMOUNT) is not None and not any(self._stands(code) for code in others)

    def note(self) -> str | None:
        """The text of a row with one text and nothing else, outside the columns that make a report; else None."""
        filled = [(column, cell) for column, cell in enumerate(self._grid.rows[self._row - 1]) if not is_blank(cell)]
        if len(filled) != 1 or not isinstance(filled[0][1], str) or any(map(self._formula, self._columns)):
            return None
        own = {self._columns.get(code) for code in (*OWNER_FIELDS, *REQUIRED)}
        is_wide = self._row in self._merged.wide_rows
        return text_of(filled[0][1]) if filled[0][0] not in own or is_wide else None

    def read(self, *, is_asked: bool, width: int) -> RowReading:
        """`is_asked`: whether the row may be a sum. `width`: how many columns the headings reach over."""
        extra = [shown(cell) for cell in self._grid.rows[self._row - 1][width:] if not is_blank(cell)]
        if extra and self._rules.plain_text_file:
            self._problems.append(Problem(self._row, "extra_cells", None, "; ".join(extra)[:200]))
        if is_asked:
            self._problem("sum_or_report", Field.AMOUNT)
        for code, column in self._columns.items():
            if (self._row, column) in self._merged.covered:
                stood = shown(self._grid.cell(self._row, column))
                self._problem("covered_value", code, stood, seen=shown(self._merged.covered[self._row, column]))
            if code in _MEASURED and (unit := self._grid.units.get((self._row, column))):
                self._problem("other_unit", code, unit=unit)
        self._check_formulas()
        values = self._values()
        return RowReading(self._row, values, tuple(self._problems), tuple(self._readings))

    def _check_formulas(self) -> None:
        for code, column in self._columns.items():
            place = (self._row, column)
            if place in self._grid.errors:
                self._problem("formula_error", code, shown(self._grid.errors[place]))
            elif (formula := self._formula(code)) is not None and not formula[1]:
                self._problem("formula_without_value", code, f"={formula[0].lstrip('=')}"[:200])

    def _problem(self, code: str, where: str, value: str | None = None, **params: Any) -> None:
        column = self._columns.get(where)
        if any(problem.column == column and column is not None for problem in self._problems):
            return
        text = shown(self._cell(where)) if value is None else value
        self._problems.append(Problem(self._row, code, column, text, params))

    def _optional(self, code: str, read: Callable[[Cell], T]) -> T | None:
        cell = self._cell(code)
        if is_blank(cell):
            return None
        try:
            return read(cell)
        except CellError as mistake:
            self._problem(mistake.code, code, **mistake.params)
            return None

    def _text(self, code: Field) -> str:
        text = text_of(self._cell(code))
        longest = _LONGEST.get(code, 2000)
        if len(text) > longest:
            self._problem("too_long", code, text[:60] + "…", longest=longest)
        return text

    def _required(self, code: Field) -> str:
        text = self._text(code)
        if not text:
            self._problem(f"missing_{code.value}", code)
        return text

    def _values(self) -> RowValues:
        owner_number = self._optional(
            Field.OWNER_NUMBER, lambda cell: organisation_number_of(cell, allow_synthetic=self._rules.allow_synthetic)
        )
        owner_name = self._text(Field.OWNER)
        if not owner_name and is_blank(self._cell(Field.OWNER_NUMBER)):
            where = Field.OWNER_NUMBER if Field.OWNER_NUMBER in self._columns else Field.OWNER
            self._problem("missing_owner", where)
        group = self._optional(Field.TARGET_GROUP, lambda cell: target_group_of(cell, self._rules.groups))
        if is_blank(self._cell(Field.TARGET_GROUP)):
            self._problem("missing_target_group", Field.TARGET_GROUP)
        title = self._required(Field.TITLE)
        amount = self._amount()
        partners = listed(shown(self._cell(Field.PARTNER)), ";\n\r")
        partner_amounts = self._partner_amounts(amount, partners)
        return RowValues(
            row=self._row,
            number=self._number(),
            submitted=self._optional(Field.SUBMITTED, day_of),
            owner_name=owner_name,
            owner_number=owner_number or "",
            municipality=self._optional(Field.MUNICIPALITY, municipality_of) or "",
            target_group=group or "",
            title=title,
            theme=self._text(Field.THEME),
            network=self._text(Field.NETWORK),
            participating=listed(shown(self._cell(Field.PARTICIPATING)), ",;\n\r"),
            partners=partners,
            sami=self._optional(Field.SAMI, yes_or_no),
            duration=self._optional(Field.DURATION, lambda cell: duration_of(cell, self._rules.longest_duration)),
            amount=amount or 0,
            partner_amounts=partner_amounts,
            employees=self._optional(Field.EMPLOYEES, count_of),
            children=self._optional(Field.CHILDREN, count_of),
            took_part=self._optional(Field.TOOK_PART, yes_or_no),
            answers=self._answers(),
        )

    def _answers(self) -> dict[str, str]:
        read = ((asked.question.code, self._optional(asked.key, asked.read)) for asked in self._rules.asked)
        found = {code: answer for code, answer in read if answer is not None}
        for asked, other in not_asked(self._rules.asked, found):
            self._problem("answer_not_asked", asked.key, other=dict(other.counted))
        return found

    def _number(self) -> str:
        text = text_of(self._cell(Field.NUMBER))
        if len(text) > _NUMBER_LENGTH:
            self._problem("too_long", Field.NUMBER, text[:60] + "…", longest=_NUMBER_LENGTH)
        return text

    def _amount(self) -> int | None:
        column = self._columns.get(Field.AMOUNT)
        if column is not None and (self._row, column) in self._merged.spans:
            top, last = self._merged.spans[self._row, column]
            if is_blank(self._grid.cell(self._row, column)) or last > self._row:
                stood = shown(self._grid.cell(top, column))
                self._problem("merged_amount", Field.AMOUNT, stood, first=top, last=last)
                return None
        return self._read_amount(Field.AMOUNT, self._cell(Field.AMOUNT), allow_zero=False)

    def _read_amount(self, code: Field, cell: Cell, *, allow_zero: bool) -> int | None:
        try:
            amount = amount_from_cell(cell, allow_zero=allow_zero)
        except AmountError as error:
            self._problem(f"amount_{error.code}", code, shown(cell))
            return None
        if amount.text is not None and not (self._rules.plain_text_file and _BARE_DIGITS.fullmatch(amount.text)):
            self._readings.append(Reading(self._row, self._columns[code], amount.text, amount.kroner))
        return amount.kroner

    def _partner_amounts(self, amount: int | None, partners: tuple[str, ...]) -> tuple[int, ...]:
        """The part of each partner, in their order. One amount for several partners is a mistake: nobody knows whose
        it is; several amounts are written as the partners are, divided by semicolons."""
        cell = self._cell(Field.PARTNER_AMOUNT)
        if is_blank(cell):
            return (0,) * len(partners)
        parts: tuple[Cell, ...] = (cell,)
        if isinstance(cell, str) and len(partners) > 1:
            parts = tuple(part.strip() for part in re.split(r"[;\n\r]+", cell) if part.strip())
        amounts = tuple(self._read_amount(Field.PARTNER_AMOUNT, part, allow_zero=True) for part in parts)
        if any(part is None for part in amounts):
            return ()
        known: tuple[int, ...] = tuple(part for part in amounts if part is not None)
        together = sum(known)
        if not partners and together:
            self._problem("partner_amount_without_partner", Field.PARTNER_AMOUNT)
        elif len(partners) > 1 and known == (0,):
            return (0,) * len(partners)
        elif partners and len(known) != len(partners):
            self._problem("partner_amounts_unclear", Field.PARTNER_AMOUNT, partners=len(partners))
        elif amount is not None and together > amount:
            self._problem("partner_amount_above", Field.PARTNER_AMOUNT, shared=together, amount=amount)
        return known if partners else ()
