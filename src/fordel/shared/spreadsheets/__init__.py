"""Spreadsheets in (.xlsx, .ods, .csv, within limits) and out (.xlsx, .csv, with cells that cannot act as formulas)."""

from fordel.shared.spreadsheets.model import (
    LIMITS,
    Cell,
    Formula,
    Limits,
    MergedRange,
    Sheet,
    SpreadsheetError,
    Workbook,
    column_letter,
)
from fordel.shared.spreadsheets.read import read_spreadsheet
from fordel.shared.spreadsheets.write import write_csv, write_xlsx

__all__ = [
    "LIMITS",
    "Cell",
    "Formula",
    "Limits",
    "MergedRange",
    "Sheet",
    "SpreadsheetError",
    "Workbook",
    "column_letter",
    "read_spreadsheet",
    "write_csv",
    "write_xlsx",
]
