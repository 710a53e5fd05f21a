"""Why a spreadsheet cannot be used, in words: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fordel.shared.errors import UserError
from fordel.shared.spreadsheets import LIMITS, Limits, SpreadsheetError, Workbook
from fordel.shared.spreadsheets.limited import read_spreadsheet

Text = str | Promise
Pair = tuple[Text, Text]
_MEGABYTE: Final = 1024 * 1024

_SAVE_AS: Final = _("Open the file in a spreadsheet program, save it as .xlsx, .ods or .csv, and try again.")
_COPY_TABLE: Final = _("Copy the table into a new workbook, save it as .xlsx, and try again.")
_FILE: Final[dict[str, Pair]] = {
    "empty_file": (_("The file is empty."), _("Choose the file with the table.")),
    "too_large_file": (
        _("The file is %(size)s MB. The limit is %(limit)s MB."),
        _("Remove pictures and sheets that are not needed, and try again."),
    ),
    "password": (
        _("The file is locked with a password."),
        _("Open it, remove the password, save it, and try again."),
    ),
    "old_excel": (_("The file is in the old Excel format (.xls)."), _SAVE_AS),
    "macros": (
        _("The file contains macros. We do not take files with macros."),
        _("Save it as an ordinary workbook (.xlsx) without macros, and try again."),
    ),
    "wrong_type": (_("This is not a spreadsheet that we can read."), _("Choose an .xlsx, .ods or .csv file.")),
    "damaged": (_("The file is damaged, or is not what its name says."), _SAVE_AS),
    "too_large_unpacked": (
        _("The file unpacks to far more than its size. We do not open such files."),
        _("Copy the table into a new workbook, save it, and try again."),
    ),
    "too_many_rows": (
        _("The sheet reaches down to row %(rows)s. The limit is %(limit)s rows."),
        _("Copy the table into a new workbook, or divide it into several files."),
    ),
    "too_many_columns": (
        _("The sheet is %(columns)s columns wide. The limit is %(limit)s columns."),
        _("Copy only the columns of the table into a new workbook, and try again."),
    ),
    "too_many_sheets": (
        _("The workbook has %(sheets)s sheets. The limit is %(limit)s."),
        _("Copy the sheet with the table into a new workbook, and try again."),
    ),
    "too_many_rows_in_all": (
        _("The workbook has more than %(limit)s rows, counting all its sheets."),
        _COPY_TABLE,
    ),
    "too_many_cells": (
        _("The workbook has more than %(limit)s cells, counting empty ones that are part of it."),
        _COPY_TABLE,
    ),
    "too_many_merged": (
        _("The workbook has more than %(limit)s merged cells."),
        _("Split the merged cells, or copy the table into a new workbook, and try again."),
    ),
    "too_long_cell": (
        _("A cell holds more than %(limit)s characters."),
        _("Shorten the text, save the file, and try again."),
    ),
    "too_much_text": (
        _("The workbook holds more than %(limit)s characters of text."),
        _("Copy the table into a new workbook, or divide it into several files."),
    ),
    "too_slow": (_("The file takes too long to read."), _COPY_TABLE),
    "too_costly": (_("The file takes too much memory to read."), _COPY_TABLE),
    "unreadable": (
        _("The file cannot be read, because something in it is not as spreadsheet programs write it."),
        _SAVE_AS,
    ),
    "unpaired_quote": (
        _(
            "A quotation mark in line %(line)s has no partner, or closes in the middle of another cell. The rows there "
            "can be read in two ways."
        ),
        _("Remove the quotation mark or write the other one, or save the file as .xlsx, and try again."),
    ),
    "not_text": (_("The file is not text in an encoding that we can read."), _SAVE_AS),
    "empty_sheet": (
        _("There is nothing in the spreadsheet."),
        _("Check that you chose the right file, and that it was saved."),
    ),
}


def file_error(code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with a file, and what to do."""
    shown: dict[str, Any] = {
        name: f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) and value >= 10_000 else value
        for name, value in params.items()
    }
    if code == "too_large_file":
        shown = {name: f"{params[name] / _MEGABYTE:.0f}" for name in ("size", "limit")}
    message, fix = _FILE[code]
    return str(message) % shown, str(fix) % shown


def require_small(size: int, limits: Limits = LIMITS, field: str = "file") -> None:
    """Raises UserError for a file of so many bytes if it is too large to be read."""
    if size > limits.file_size:
        raise UserError(*file_error("too_large_file", {"size": size, "limit": limits.file_size}), field)


def opened(name: str, content: bytes, limits: Limits = LIMITS, field: str = "file") -> Workbook:
    """The workbook in a file that somebody sent. Raises UserError that names the field."""
    try:
        return read_spreadsheet(name, content, limits)
    except SpreadsheetError as error:
        raise UserError(*file_error(error.code, error.params), field) from error
