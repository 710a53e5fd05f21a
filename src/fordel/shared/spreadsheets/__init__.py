"""Spreadsheets in (.xlsx, .ods, .csv, within limits) and out (.xlsx, .csv, with cells that cannot act as formulas).

Files are read by `limited.read_spreadsheet` and written by `write`. Neither is imported here: the child process that
reads imports this package, and starts faster without them.
"""

from fordel.core.columns import column_letter
from fordel.shared.spreadsheets.limits import COST, LIMITS, Cost, Limits, SpreadsheetError
from fordel.shared.spreadsheets.model import Cell, Formula, MergedRange, Sheet, Workbook

__all__ = [
    "COST",
    "LIMITS",
    "Cell",
    "Cost",
    "Formula",
    "Limits",
    "MergedRange",
    "Sheet",
    "SpreadsheetError",
    "Workbook",
    "column_letter",
]
