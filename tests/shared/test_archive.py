"""The one guard of zip files: attachments and spreadsheets refuse the same ones."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from fordel.shared.archive import ARCHIVE_LIMITS, Archive, ArchiveError
from fordel.shared.errors import UserError
from fordel.shared.file_check import check_file
from fordel.shared.spreadsheets.limits import LIMITS, SpreadsheetError
from fordel.shared.spreadsheets.read import read_workbook

XLSX = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<c/>"}
MACROS = [
    ("a.xlsx", XLSX | {"xl/vbaProject.bin": "x"}),
    ("a.xlsx", XLSX | {"xl/VBADATA.xml": "x"}),
    ("a.xlsx", XLSX | {"xl/macrosheets/sheet1.xml": "x"}),
    ("a.xlsx", XLSX | {"[Content_Types].xml": "<Types ContentType='x.macroEnabled.main+xml'/>"}),
    ("a.ods", ODS | {"Basic/Standard/Module1.xml": "x"}),
    ("a.ods", ODS | {"Scripts/python/a.py": "x"}),
]
MANY = {f"p{number}": "x" for number in range(ARCHIVE_LIMITS.parts)}
BOMBS = [
    ("a.xlsx", XLSX | MANY),
    ("a.ods", ODS | MANY),
    ("a.xlsx", XLSX | {"xl/media/a.png": b"\0" * 4_000_000}),
    ("a.ods", ODS | {"Pictures/a.png": b"\0" * 4_000_000}),
]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "parts"), MACROS, ids=[max(parts, key=len) for _name, parts in MACROS])
def test_macros_are_refused_at_both_doors(name: str, parts: dict[str, str | bytes]) -> None:
    with pytest.raises(UserError, match="makroer"):
        check_file(name, zipped(parts), 20)
    with pytest.raises(SpreadsheetError, match="macros"):
        read_workbook(name, zipped(parts), LIMITS)


@pytest.mark.parametrize(("name", "parts"), BOMBS)
def test_what_unpacks_to_too_much_is_refused_at_both_doors(name: str, parts: dict[str, str | bytes]) -> None:
    with pytest.raises(UserError, match="pakkes ut"):
        check_file(name, zipped(parts), 20)
    with pytest.raises(SpreadsheetError, match="too_large_unpacked"):
        read_workbook(name, zipped(parts), LIMITS)


def test_no_more_of_a_part_is_unpacked_than_is_asked_for() -> None:
    archive = Archive(zipped({"a": b"\0" * 600_000}))
    assert archive.read("a", 10) == b"\0" * 10
    assert len(archive.read("a")) == 600_000


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    content = bytearray(zipped({"a": b"x" * 1000}))
    start = zipfile.ZipFile(BytesIO(bytes(content))).start_dir
    content[start + 24 : start + 28] = (10).to_bytes(4, "little")  # the size in the directory
    with pytest.raises(ArchiveError):
        Archive(bytes(content)).read("a")
