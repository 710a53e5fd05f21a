"""Small valid files with something in them changed at random: a workbook or a refusal, and nothing else."""

from __future__ import annotations

import contextlib
import re
import zipfile
from io import BytesIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fordel.shared.spreadsheets import LIMITS, SpreadsheetError
from fordel.shared.spreadsheets.read import read_workbook
from fordel.shared.spreadsheets.wire import Arriving, lines_of
from tests.reports.intake.hostile_files import (
    HEADINGS,
    VALUES,
    inline,
    ods_cell,
    ods_of,
    ods_table,
    xlsx_of,
)

_ROWS = (
    f'<dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" s="0" t="s"><v>0</v></c>{inline("B1", "Tiltak")}</row>'
)
XLSX = xlsx_of(
    f'{_ROWS}<row r="2"><c r="A2"><f>A1+1</f><v>1</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="b"><v>1</v></c>'
    '</row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    texts="<si><t>Eier</t></si><si><r><t>a</t></r></si>",
)
_REPEATED = 'table:number-columns-repeated="2" table:number-rows-spanned="2" table:number-columns-spanned="1"'
_SPACED = 'a<text:s text:c="2"/>b'
ODS = ods_of(
    ods_table(
        f'<table:table-row table:number-rows-repeated="2">{ods_cell(_SPACED, _REPEATED)}'
        '<table:table-cell office:value-type="float" office:value="1.5" table:formula="of:=1"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-01-30"/></table:table-row>'
    )
)
CSV = "\n".join((";".join(HEADINGS), ";".join(VALUES))).encode()
ATTRIBUTE = re.compile(rb'="([^"<]*)"|>([^<]+)<')
NUMBERS = st.sampled_from(
    ["", "-1", "0", "²", "NaN", "1e9", "999999999", "9" * 5_000, "A0", "XFD1048576", "ZZZ9999999", "A1:XFD1048576", "s"]
)
WORDS = st.one_of(NUMBERS, st.integers().map(str), st.text(st.characters(exclude_characters='<>&"'), max_size=12))


def part_of(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(BytesIO(content)).read(name)


def with_part(content: bytes, name: str, changed: bytes) -> bytes:
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for each in source.namelist():
            out.writestr(each, changed if each == name else source.read(each))
    return target.getvalue()


@st.composite
def changed_packages(draw: Any) -> tuple[str, bytes]:
    """An .xlsx or .ods with one to three attributes or texts of one part replaced, or bytes of it."""
    name, content = draw(st.sampled_from([("a.xlsx", XLSX), ("a.ods", ODS)]))
    part = draw(st.sampled_from([n for n in zipfile.ZipFile(BytesIO(content)).namelist() if n != "mimetype"]))
    changed = part_of(content, part)
    for _time in range(draw(st.integers(1, 3))):
        places = [match.span(match.lastindex or 0) for match in ATTRIBUTE.finditer(changed)]
        if not places or draw(st.integers(0, 4)) == 0:
            start = draw(st.integers(0, len(changed)))
            end, word = min(len(changed), start + draw(st.integers(0, 8))), draw(st.binary(max_size=8))
        else:
            start, end = draw(st.sampled_from(places))
            word = draw(WORDS).encode("utf-8", "replace")
        changed = changed[:start] + word + changed[end:]
    return name, with_part(content, part, changed)


@st.composite
def changed_texts(draw: Any) -> tuple[str, bytes]:
    """A .csv with bytes put in, in one of the encodings."""
    changed = draw(st.sampled_from([CSV, CSV.decode().encode("utf-16"), b"sep=;\n" + CSV]))
    for _time in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(changed)))
        word = draw(st.one_of(st.binary(max_size=6), st.sampled_from([b'"', b"\0\0", b"\r", b"\n" * 50, b"sep=\n"])))
        changed = changed[:place] + word + changed[place:]
    return "a.csv", changed


@given(st.one_of(changed_packages(), changed_texts()))
def test_a_changed_file_is_a_workbook_or_a_refusal(file: tuple[str, bytes]) -> None:
    name, content = file
    with contextlib.suppress(SpreadsheetError):
        arriving = Arriving()
        for line in lines_of(read_workbook(name, content, LIMITS)):
            arriving.feed(line)
        texts = [cell for sheet in arriving.workbook().sheets for row in sheet.rows for cell in row]
        assert not any("\0" in cell for cell in texts if isinstance(cell, str))


def test_the_files_are_valid_before_they_are_changed() -> None:
    for name, content in (("a.xlsx", XLSX), ("a.ods", ODS), ("a.csv", CSV)):
        assert read_workbook(name, content, LIMITS).sheets[0].rows
