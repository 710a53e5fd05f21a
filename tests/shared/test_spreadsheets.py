"""Files from strangers: what is read, and what is refused before it can do harm."""

from __future__ import annotations

import contextlib
import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from fordel.shared.spreadsheets import LIMITS, SpreadsheetError, column_letter
from fordel.shared.spreadsheets.limited import read_spreadsheet
from fordel.shared.spreadsheets.read import read_workbook
from fordel.shared.spreadsheets.write import write_csv, write_xlsx


def xlsx(*rows: list[Any], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(content: bytes, name: str, change: Any) -> bytes:
    """The zip with one part changed or added."""
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        names = set(source.namelist())
        for each in names | {name}:
            old = source.read(each) if each in names else b""
            out.writestr(each, change(old) if each == name else old)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def code_of(name: str, content: bytes) -> str:
    with pytest.raises(SpreadsheetError) as caught:
        read_spreadsheet(name, content)
    return caught.value.code


def test_values_formulas_errors_and_merged_cells_of_xlsx() -> None:
    content = xlsx(["a", 1.5, True, date(2026, 1, 30)], [None, "=A1+1"], ["x"], merge="A3:A4")
    sheet = read_spreadsheet("a.xlsx", content).sheets[0]
    assert sheet.rows[0] == ["a", 1.5, True, date(2026, 1, 30)]
    assert sheet.formulas == {(2, 1): ("A1+1", False)}
    assert sheet.merged == [(3, 0, 4, 0)]
    cached = with_part(content, SHEET, lambda old: re.sub(rb"<f>A1\+1</f><v\s*/?>(</v>)?", b"<f>A1+1</f><v>7</v>", old))
    assert read_spreadsheet("a.xlsx", cached).sheets[0].formulas[2, 1].has_value
    assert read_spreadsheet("a.xlsx", cached).sheets[0].cell(2, 1) == 7


def test_a_formula_error_is_known_as_one() -> None:
    broken = with_part(
        xlsx([1, "=1/0"]),
        SHEET,
        lambda old: re.sub(rb'<c r="B1"[^>]*>.*?</c>', b'<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', old),
    )
    assert read_spreadsheet("a.xlsx", broken).sheets[0].errors == {(1, 1): "#DIV/0!"}


def test_ods_with_repeats_formulas_and_merged_cells() -> None:
    document, table = OpenDocumentSpreadsheet(), Table(name="Ark")
    first = TableRow()
    cell = TableCell(valuetype="string", numberrowsspanned=2, numbercolumnsspanned=1)
    cell.addElement(P(text="to rader"))
    first.addElement(cell)
    first.addElement(TableCell(valuetype="float", value="312500"))
    first.addElement(TableCell(valuetype="date", datevalue="2026-01-30"))
    first.addElement(TableCell(numbercolumnsrepeated=1000))
    table.addElement(first)
    second = TableRow()
    second.addElement(CoveredTableCell())
    second.addElement(TableCell(formula="of:=SUM([.B1:.B1])"))
    table.addElement(second)
    empty = TableRow(numberrowsrepeated=1_048_000)
    empty.addElement(TableCell(numbercolumnsrepeated=16_384))
    table.addElement(empty)
    document.spreadsheet.addElement(table)
    buffer = BytesIO()
    document.save(buffer)
    sheet = read_spreadsheet("a.ods", buffer.getvalue()).sheets[0]
    assert sheet.rows[0] == ["to rader", 312_500, date(2026, 1, 30)]
    assert sheet.merged == [(1, 0, 2, 0)]
    assert sheet.formulas == {(2, 1): ("=SUM([.B1:.B1])", False)}
    assert len(sheet.rows) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("divider", [";", ",", "\t"])
def test_csv_encodings_and_dividers_are_found(encoding: str, divider: str) -> None:
    rows = [["Eier", "Beløp"], ["Bodø", "kr 1 000"], ["Vågan", "2 000"]]
    text = "\r\n".join(divider.join(row) for row in rows)
    assert read_spreadsheet("a.csv", text.encode(encoding)).sheets[0].rows == rows


def test_amounts_with_commas_do_not_confuse_the_divider() -> None:
    text = 'Tittel, med komma\n\nEier;Beløp\nBodø;"312 500,-"\nVågan;723.000\n'
    sheet = read_spreadsheet("a.csv", text.encode()).sheets[0]
    assert sheet.cell(4, 1) == "312 500,-"
    assert sheet.rows[1] == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty_file"),
        ("a.xlsx", b"%PDF-1.7", "wrong_type"),
        ("a.csv", b"%PDF-1.7", "wrong_type"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xlsx", b"Eier;Belop", "damaged"),
        ("a.xlsx", b"PK\x03\x04 torn", "damaged"),
        ("a.docx", b"text", "wrong_type"),
        ("a.csv", b"a\0b", "not_text"),
        ("a.xls", b"<html><table></table></html>", "wrong_type"),
        ("a.csv", b"\n\n;;\n", "empty_sheet"),
        ("a.csv", b";".join([b"x"] * 100_000), "too_many_columns"),
        ("a.csv", b"a;b\n" * (LIMITS.rows + 1), "too_many_rows"),
        ("a.csv", b"x" * (LIMITS.file_size + 1), "too_large_file"),
    ],
)
def test_what_cannot_be_used_says_so(name: str, content: bytes, code: str) -> None:
    assert code_of(name, content) == code


def test_an_empty_workbook() -> None:
    assert code_of("a.xlsx", xlsx()) == "empty_sheet"


@pytest.mark.parametrize(
    ("reference", "code"),
    [("A1:EQXD5", "too_many_columns"), ("A1:XFD1048576", "too_many_columns"), ("A1:B1048576", "too_many_rows")],
)
def test_a_forged_dimension(reference: str, code: str) -> None:
    if reference.startswith("A1:EQXD"):
        reference = "A1:XFD5"
    forged = with_part(
        xlsx(["a", "b"]),
        SHEET,
        lambda old: re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{reference}"'.encode(), old),
    )
    assert code_of("a.xlsx", forged) == code


def test_a_cell_far_away_is_refused_before_it_takes_memory() -> None:
    far = with_part(
        xlsx(["a", "b"]),
        SHEET,
        lambda old: old.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    )
    assert code_of("a.xlsx", far) in {"too_many_columns", "too_many_rows"}


def test_macros_bombs_entities_and_passwords() -> None:
    plain = xlsx(["a", "b"], [1, 2])
    assert code_of("a.xlsm", with_part(plain, "xl/vbaProject.bin", lambda _old: b"macro")) == "macros"
    macro_type = with_part(
        plain, "[Content_Types].xml", lambda old: old.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    )
    assert code_of("a.xlsx", macro_type) == "macros"
    bomb = with_part(plain, "xl/media/big.bin", lambda _old: b"\0" * 30_000_000)
    assert code_of("a.xlsx", bomb) == "too_large_unpacked"
    laughs = with_part(plain, SHEET, lambda old: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + old[old.index(b"<worksheet") :])
    assert code_of("a.xlsx", laughs) == "damaged"
    lying = bytearray(plain)
    place = lying.index(b"PK\x01\x02")
    lying[place + 8] |= 1
    assert code_of("a.xlsx", bytes(lying)) in {"password", "damaged"}


def test_a_zip_that_lies_about_its_sizes_is_not_trusted() -> None:
    honest = with_part(xlsx(["a", "b"]), SHEET, lambda old: old + b" " * 60_000_000)
    forged = bytearray(honest)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = 0
        while (place := bytes(forged).find(signature, start)) >= 0:
            forged[place + offset : place + offset + 4] = (1000).to_bytes(4, "little")
            start = place + 4
    assert code_of("a.xlsx", bytes(forged)) in {"damaged", "too_large_unpacked"}


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.csv", "a.ods", "b"]))
def test_no_bytes_raise_anything_else(content: bytes, name: str) -> None:
    with contextlib.suppress(SpreadsheetError):
        read_workbook(name, content, LIMITS)


@pytest.mark.parametrize("dangerous", ['=cmd|" /C calc"!A0', "+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_written_cells_cannot_act_as_formulas(dangerous: str) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx("Ark/1", ["a"], [[dangerous], [1234], [date(2026, 1, 30)]])))
    cell = book.active["A2"]
    assert (cell.data_type, cell.value.strip()) == ("s", dangerous.strip())
    assert book.active["A3"].value == 1234
    text = write_csv(["a"], [[dangerous]]).decode("utf-8-sig")
    assert text.splitlines()[1].lstrip('"').startswith("'")


def test_column_letters() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
