"""Spreadsheets that cost a reader far more than they weigh, or that no program would write, made by code.

Each of HEAVY once ended a worker, held it for more than half a minute or took more than 600 MB, and is here with the
code of its refusal; each of TORN once was an answer 500. A file is made when it is asked for.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from fordel.shared.spreadsheets import column_letter

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ODS: Final = "urn:oasis:names:tc:opendocument:xmlns"
HEADINGS: Final = ("Eier", "Org.nr", "Målgruppe", "Tiltak", "Beløp")
VALUES: Final = ("Bodø kommune", "972418013", "Skole", "Lesing", "1000")


def zipped(parts: dict[str, str], *, packed: bool = True) -> bytes:
    """The parts as a zip; not packed, if packing would make it a bomb that is refused for that."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_of(*sheets: str, texts: str | None = None, packed: bool = True) -> bytes:
    """A workbook whose sheets hold the XML inside `worksheet`; `texts` is the XML inside `sst`."""
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="Ark{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_OFFICE_TYPE}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}</Relationships>',
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'
    if texts is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{texts}</sst>'
    return zipped(parts, packed=packed)


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def table_rows(values: tuple[str, ...] = VALUES) -> str:
    """The headings in row 1 and a report in row 2, with the texts in the cells."""
    rows = enumerate((HEADINGS, values), start=1)
    return "".join(
        f'<row r="{n}">' + "".join(inline(f"{column_letter(i)}{n}", text) for i, text in enumerate(row)) + "</row>"
        for n, row in rows
    )


def xlsx_table(more_rows: str = "", after: str = "", values: tuple[str, ...] = VALUES) -> bytes:
    """A workbook that could be imported, with more rows, and with more after the rows."""
    return xlsx_of(f"<sheetData>{table_rows(values)}{more_rows}</sheetData>{after}")


def ods_of(content: str) -> bytes:
    """A document with the XML inside `spreadsheet`."""
    names = "".join(f' xmlns:{name}="{_ODS}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    body = f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content{names}>{body}</office:document-content>",
        }
    )


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def ods_table(more_rows: str = "", row_attributes: str = "") -> str:
    rows = "".join(
        f"<table:table-row {row_attributes}>" + "".join(ods_cell(text) for text in row) + "</table:table-row>"
        for row in (HEADINGS, VALUES)
    )
    return f'<table:table table:name="Ark">{rows}{more_rows}</table:table>'


def _ods_row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def _far(cell: str) -> bytes:
    return xlsx_table(f'<row r="1048576">{cell}</row>')


def _amplified() -> bytes:
    """One legal text of 32 000 characters in 200 000 cells."""
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{column_letter(c)}{n}" t="s"><v>0</v></c>' for c in range(20)) + "</row>"
        for n in range(3, 10_003)
    )
    texts = f"<si><t>{'x' * 32_000}</t></si>"
    return xlsx_of(f"<sheetData>{table_rows()}{rows}</sheetData>", texts=texts)


def _repeated_everywhere() -> bytes:
    row = _ods_row(ods_cell("x", 'table:number-columns-repeated="200"'), 'table:number-rows-repeated="19998"')
    return ods_of(ods_table() + "".join(f'<table:table table:name="{n}">{row}</table:table>' for n in range(49)))


def _repeated_text() -> bytes:
    row = _ods_row(ods_cell("abc" * 40, 'table:number-columns-repeated="200"'), 'table:number-rows-repeated="19998"')
    return ods_of(ods_table(row))


def _long_text() -> bytes:
    cell = ods_cell("x" * 900_000, 'table:number-columns-repeated="100"')
    return ods_of(ods_table(_ods_row(cell, 'table:number-rows-repeated="1000"')))


def _merged_often() -> bytes:
    rows = "".join(f'<row r="{n}">{inline(f"D{n}", "Tiltak")}</row>' for n in range(3, 2_001))
    merged = '<mergeCell ref="A3:C2000"/>' * 200_000
    return xlsx_of(f"<sheetData>{table_rows()}{rows}</sheetData><mergeCells>{merged}</mergeCells>", packed=False)


def _merged_over_each_other() -> bytes:
    rows = "".join(f'<row r="{n}">{inline(f"D{n}", "Tiltak")}</row>' for n in range(3, 20_001))
    merged = "".join(f'<mergeCell ref="A{n}:A20000"/>' for n in range(3, 15_000))
    return xlsx_table(rows, f"<mergeCells>{merged}</mergeCells>")


def _many_texts() -> bytes:
    """More shared texts than a workbook may have cells, none of them used."""
    texts = "".join(f"<si><t>{n}</t></si>" for n in range(1_200_000))
    return xlsx_of(f"<sheetData>{table_rows()}</sheetData>", texts=texts)


def _long_texts() -> bytes:
    """Different long texts, each in a few cells."""
    texts = "".join(f"<si><t>{n}{'y' * 30_000}</t></si>" for n in range(100))
    cells = (f'<row r="{n}"><c r="D{n}" t="s"><v>{n % 100}</v></c></row>' for n in range(3, 3_003))
    return xlsx_of(f"<sheetData>{table_rows()}{''.join(cells)}</sheetData>", texts=texts, packed=False)


def _fifty_sheets() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2_501))
    return xlsx_of(f"<sheetData>{table_rows()}</sheetData>", *([f"<sheetData>{rows}</sheetData>"] * 49))


def _fifty_wide_sheets() -> bytes:
    """Fifty sheets with two cells each, as far from each other as they may be."""
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="20000"><c r="GR20000"><v>1</v></c></row>'
    return xlsx_of(f"<sheetData>{table_rows()}</sheetData>", *([f"<sheetData>{corners}</sheetData>"] * 49))


def _styled_cells() -> bytes:
    """More empty cells with nothing but a style than a workbook may have."""
    row = "".join(f'<c r="{column_letter(c)}%d" s="1"/>' for c in range(200))
    rows = "".join(f'<row r="{n}">{row.replace("%d", str(n))}</row>' for n in range(3, 5_010))
    return xlsx_table(rows)


def _formatted_texts() -> bytes:
    """Shared texts in two fonts, which no pattern counts, in many cells."""
    texts = f"<si><r><t>{'x' * 16_000}</t></r><r><t>{'å' * 16_000}</t></r></si>"
    cells = "".join(f'<row r="{n}"><c r="D{n}" t="s"><v>0</v></c></row>' for n in range(3, 3_003))
    return xlsx_of(f"<sheetData>{table_rows()}{cells}</sheetData>", texts=texts)


def at_the_limits() -> bytes:
    """A legal workbook of 20 000 rows and as many cells as a workbook may have, a third of them texts."""
    texts = "".join(f"<si><t>Tiltak nummer {n} i kommunen</t></si>" for n in range(300_000))
    rows = []
    for n in range(1, 20_001):
        cells = (
            f'<c r="{column_letter(c)}{n}" t="s"><v>{(n * 16 + c) % 300_000}</v></c>'
            if c % 3 == 0
            else f'<c r="{column_letter(c)}{n}" s="0"><v>{n * c}</v></c>'
            for c in range(50)
        )
        rows.append(f'<row r="{n}">{"".join(cells)}</row>')
    return xlsx_of(f"<sheetData>{''.join(rows)}</sheetData>", texts=texts)


HEAVY: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "far_empty_inline.xlsx": ("too_many_columns", lambda: _far(inline("XFD1048576", ""))),
    "far_empty_str.xlsx": ("too_many_columns", lambda: _far('<c r="XFD1048576" t="str"><v></v></c>')),
    "far_self_closing.xlsx": ("too_many_columns", lambda: _far('<c r="XFD1048576"/>')),
    "sst_amplify.xlsx": ("too_much_text", _amplified),
    "repeat_all.ods": ("too_many_cells", _repeated_everywhere),
    "repeat_str.ods": ("too_many_cells", _repeated_text),
    "longtext.ods": ("too_long_cell", _long_text),
    "merge_many.xlsx": ("too_many_merged", _merged_often),
    "merge_overlap.xlsx": ("damaged", _merged_over_each_other),
    "blanklines.csv": ("too_many_rows_in_all", lambda: ";".join(HEADINGS).encode() + b"\n" * 19_000_000),
    "sst_many.xlsx": ("too_many_cells", _many_texts),
    "sst_long.xlsx": ("too_much_text", _long_texts),
    "sheets50.xlsx": ("too_many_rows_in_all", _fifty_sheets),
    "sheets50_wide.xlsx": ("too_many_cells", _fifty_wide_sheets),
    "styled_cells.xlsx": ("too_many_cells", _styled_cells),
    "sst_formatted.xlsx": ("too_much_text", _formatted_texts),
    "one_line.csv": ("too_many_columns", lambda: b"x;" * 9_000_000),
    "one_field.csv": ("too_long_cell", lambda: b'"' + b"x" * 19_000_000 + b'"'),
}
TORN: Final[dict[str, Callable[[], bytes]]] = {
    "nan_cols.ods": lambda: ods_of(ods_table(_ods_row(ods_cell("x", 'table:number-columns-repeated="abc"')))),
    "nan_rows.ods": lambda: ods_of(ods_table(row_attributes='table:number-rows-repeated="abc"')),
    "digits_cols.ods": lambda: ods_of(
        ods_table(_ods_row(ods_cell("x", f'table:number-columns-repeated="{"9" * 5_000}"')))
    ),
    "span_nan.ods": lambda: ods_of(ods_table(_ods_row(ods_cell("x", 'table:number-rows-spanned="NaN"')))),
    "s_nan.ods": lambda: ods_of(ods_table(_ods_row(ods_cell('a<text:s text:c="x"/>b')))),
    "cell_outside.ods": lambda: ods_of(_ods_row(ods_cell("x")) + ods_table()),
    "rowattr_super2.xlsx": lambda: xlsx_table('<row r="²"><c><v>1</v></c></row>'),
    "rowattr_digits.xlsx": lambda: xlsx_table(f'<row r="{"9" * 5_000}"><c><v>1</v></c></row>'),
    "cellref_word.xlsx": lambda: xlsx_table('<row r="3"><c r="æ3"><v>1</v></c></row>'),
    "text_index.xlsx": lambda: xlsx_table('<row r="3"><c r="A3" t="s"><v>7</v></c></row>'),
    "utf16nul.csv": lambda: "\n".join((";".join(HEADINGS), ";".join(VALUES).replace("Lesing", "Les\0ing"))).encode(
        "utf-16"
    ),
}
