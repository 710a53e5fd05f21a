"""Reads a spreadsheet of any kind we take, by what the bytes are and not by what the name says."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Final

from fordel.shared.archive import ArchiveError
from fordel.shared.spreadsheets.delimited import read_csv
from fordel.shared.spreadsheets.limits import Limits, SpreadsheetError
from fordel.shared.spreadsheets.model import Workbook
from fordel.shared.spreadsheets.ods import read_ods
from fordel.shared.spreadsheets.xlsx import is_xlsx, read_xlsx

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_OTHER_FILES: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_ODS_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"


def read_workbook(name: str, content: bytes, limits: Limits) -> Workbook:
    """The workbook. For the child process only: nothing here bounds time or memory. Raises SpreadsheetError with one
    of the codes

    empty_file, too_large_file, password, old_excel, macros, wrong_type, damaged, too_large_unpacked, not_text,
    empty_sheet, too_many_rows, too_many_rows_in_all, too_many_columns, too_many_sheets, too_many_cells,
    too_many_merged, too_long_cell, too_much_text.
    """
    try:
        workbook = _read(name, content, limits)
    except ArchiveError as error:
        raise SpreadsheetError(error.code) from error
    if all(sheet.is_empty for sheet in workbook.sheets):
        raise SpreadsheetError("empty_sheet")
    return workbook


def _read(name: str, content: bytes, limits: Limits) -> Workbook:
    suffix = PurePath(name).suffix.lower()
    if content.startswith(_OLE):
        raise SpreadsheetError("password" if _ENCRYPTED_STREAM in content else "old_excel")
    if content.startswith(b"PK"):
        return _read_zip(content, limits)
    head = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if (
        content.startswith(_OTHER_FILES)
        or head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table"))
        or _is_json(head, content)
    ):
        raise SpreadsheetError("wrong_type", name=PurePath(name).name)
    if suffix in (".xlsx", ".ods", ".xlsm"):
        raise SpreadsheetError("damaged")
    if suffix not in (".csv", ".txt", ".tsv", ""):
        raise SpreadsheetError("wrong_type", name=PurePath(name).name)
    return read_csv(content, limits)


def _is_json(head: bytes, content: bytes) -> bool:
    """Whether the file is JSON, and not a table whose first cell begins with a bracket."""
    if not head.startswith((b"{", b"[")):
        return False
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return head[1:].lstrip().startswith((b'"', b"{"))
    return True


def _read_zip(content: bytes, limits: Limits) -> Workbook:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200).decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise SpreadsheetError("damaged") from error
    if is_xlsx(names):
        return read_xlsx(content, limits)
    if kind.startswith(_ODS_TYPE) and "content.xml" in names:
        return read_ods(content, limits)
    raise SpreadsheetError("wrong_type", name="")
