"""The rows that were not imported, as a spreadsheet to correct and bring in again."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from fordel.core.needs_import.fields import Cell, Problem
from fordel.programme.models import Round
from fordel.reports.intake.services.check_import import REJECTED, Check, check_import
from fordel.reports.intake.services.import_choices import Choices
from fordel.reports.intake.services.open_table import OpenTable
from fordel.reports.presentation.words import problem_text
from fordel.shared.spreadsheets.write import write_xlsx


def bad_rows_file(round_: Round, table: OpenTable, choices: Choices) -> bytes:
    """An .xlsx with the file's own columns, the rejected rows as they stood, and a column that says what is wrong."""
    check = check_import(round_, table, choices.answers)
    headings = [*(table.heading(column) for column in range(len(table.header.headings))), _("What is wrong")]
    by_row: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in check.problems:
        by_row[problem.row].append(problem)
    rows: list[list[Cell]] = []
    marked: list[tuple[int, int]] = []
    for row in check.of(REJECTED):
        marked += [(len(rows), p.column) for p in by_row[row.row] if p.column is not None]
        rows.append(_mended_row(check, row.row, len(headings) - 1, by_row[row.row]))
        marked.append((len(rows) - 1, len(headings) - 1))
    widths = [*(16 for _heading in headings[:-1]), 70]
    return write_xlsx(_("Rows to correct"), headings, rows, widths=widths, marked=marked)


def _mended_row(check: Check, row: int, width: int, problems: list[Problem]) -> list[Cell]:
    cells: list[Cell] = list(check.table.grid.rows[row - 1][:width])
    for column in range(len(cells)):
        formula = check.table.grid.formulas.get((row, column))
        if formula is not None and not formula[1]:
            cells[column] = f"={formula[0].lstrip('=')}"
    cells += [None] * (width - len(cells))
    texts = [problem_text(problem) for problem in problems]
    return [*cells, " ".join(f"{message} {fix}" for message, fix in texts)]
