"""Writes small spreadsheets as people and programs write them, from plain values: .xlsx, .ods and .csv of one table.

A cell is a text, a number, None, or a dictionary: `v` the value, `f` a formula, `unit` what the number is shown as
(`EUR`, `%`), `error` a formula error, `box` a text box anchored to the cell, `date` a day. `stored` false leaves out
what the formula came to.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from fordel.core.columns import column_letter

_FORMATS: Final = {"EUR": '#,##0 "EUR"', "€": "[$€-2] #,##0", "%": "0%", "kr": '#,##0 "kr"', "tkr": '#,##0 "tkr"'}
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_ODS: Final = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">'
)


@dataclass(frozen=True)
class Table:
    """One sheet. `merged` are ranges (`A2:A4`), hidden rows are numbered from 1, hidden columns are letters."""

    rows: Sequence[Sequence[Any]]
    name: str = "Ark1"
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    hidden: bool = False


@dataclass
class _Styles:
    used: list[str] = field(default_factory=list)

    def of(self, unit: str) -> int:
        if unit not in self.used:
            self.used.append(unit)
        return self.used.index(unit) + 2


def _plain(cell: Any) -> Mapping[str, Any]:
    return cell if isinstance(cell, Mapping) else {"v": cell}


def corners(reference: str) -> tuple[int, int, int, int]:
    """`A2:B4` as rows from 1 and columns from 0: top, left, bottom, right."""
    found = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", reference)
    assert found is not None, reference
    columns = [sum((ord(letter) - 64) * 26**n for n, letter in enumerate(reversed(found[k]))) - 1 for k in (1, 3)]
    return int(found[2]), columns[0], int(found[4]), columns[1]


def _zipped(parts: Mapping[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(name, text)
    return buffer.getvalue()


# --- .xlsx -----------------------------------------------------------------------------------------------------------


def _xlsx_cell(place: str, cell: Any, styles: _Styles) -> str:
    plain = _plain(cell)
    value, formula = plain.get("v"), plain.get("f")
    if "date" in plain:
        serial = (date.fromisoformat(plain["date"]) - date(1899, 12, 30)).days
        return f'<c r="{place}" s="1"><v>{serial}</v></c>'
    style = f' s="{styles.of(plain["unit"])}"' if "unit" in plain else ""
    written = f"<f>{escape(formula)}</f>" if formula else ""
    if "error" in plain:
        return f'<c r="{place}"{style} t="e">{written}<v>{plain["error"]}</v></c>'
    if value is None and not formula:
        return ""
    if isinstance(value, str) and not formula:
        text = escape(value).replace("\0", "_x0000_")
        return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    stored = f"<v>{escape(str(value))}</v>" if plain.get("stored", True) else ""
    kind = ' t="str"' if isinstance(value, str) and stored else ""
    return f'<c r="{place}"{style}{kind}>{written}{stored}</c>'


def _xlsx_sheet(table: Table, styles: _Styles) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="9" hidden="1"/>'
        for n in (corners(f"{letter}1:{letter}1")[1] + 1 for letter in table.hidden_columns)
    )
    rows = []
    for number, row in enumerate(table.rows, start=1):
        cells = "".join(_xlsx_cell(f"{column_letter(n)}{number}", cell, styles) for n, cell in enumerate(row))
        hidden = ' hidden="1"' if number in table.hidden_rows else ""
        rows.append(f'<row r="{number}"{hidden}>{cells}</row>')
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in table.merged)
    return (
        f'<worksheet xmlns="{_MAIN}">{f"<cols>{columns}</cols>" if columns else ""}'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def xlsx_of(*tables: Table, workbook: str = "workbook") -> bytes:
    """The workbook; `workbook` is what its main part is called."""
    styles = _Styles()
    sheets = {f"xl/worksheets/sheet{n}.xml": _xlsx_sheet(table, styles) for n, table in enumerate(tables, start=1)}
    formats = "".join(
        f'<numFmt numFmtId="{n + 170}" formatCode={quoteattr(_FORMATS[unit])}/>' for n, unit in enumerate(styles.used)
    )
    used = "".join(f'<xf numFmtId="{n + 170}"/>' for n in range(len(styles.used)))
    state = {True: ' state="hidden"', False: ""}
    named = "".join(
        f'<sheet name={quoteattr(table.name)} sheetId="{n}" r:id="rId{n}"{state[table.hidden]}/>'
        for n, table in enumerate(tables, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(tables) + 1)
    )
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATED}/officeDocument" Target="xl/{workbook}.xml"/></Relationships>',
            f"xl/{workbook}.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{named}</sheets></workbook>',
            f"xl/_rels/{workbook}.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}'
            "</Relationships>",
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(styles.used)}">{formats}</numFmts>'
            f'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>{used}</cellXfs></styleSheet>',
            **sheets,
        }
    )


# --- .ods ------------------------------------------------------------------------------------------------------------


def _ods_cell(cell: Any, spans: str) -> str:
    plain = _plain(cell)
    value, formula = plain.get("v"), plain.get("f")
    attributes = spans
    if formula:
        ours = re.sub(r"([A-Z]+[0-9]+)(:([A-Z]+[0-9]+))?", lambda m: f"[.{m[1]}{f':.{m[3]}' if m[3] else ''}]", formula)
        attributes += f" table:formula={quoteattr('of:=' + ours.replace(',', ';'))}"
    box = (
        f"<draw:frame><draw:text-box><text:p>{plain['box']}</text:p></draw:text-box></draw:frame>"
        if "box" in plain
        else ""
    )
    if "error" in plain:
        attributes += ' office:value-type="float" office:value="0" calcext:value-type="error"'
        return f"<table:table-cell{attributes}><text:p>{plain['error']}</text:p>{box}</table:table-cell>"
    if "date" in plain:
        return f'<table:table-cell{attributes} office:value-type="date" office:date-value="{plain["date"]}"/>'
    if (formula and not plain.get("stored", True)) or value is None:
        return f"<table:table-cell{attributes}>{box}</table:table-cell>"
    if isinstance(value, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.replace("\0", "").split("\n"))
        return f'<table:table-cell{attributes} office:value-type="string">{lines}{box}</table:table-cell>'
    kind = {"": "float", "%": "percentage"}.get(plain.get("unit", ""), "currency")
    currency = {"€": "EUR", "kr": "NOK"}.get(plain.get("unit", ""), plain.get("unit", ""))
    attributes += f' office:value-type="{kind}" office:value="{value}"'
    attributes += f' office:currency="{currency}"' if kind == "currency" else ""
    return f"<table:table-cell{attributes}><text:p>{value}</text:p>{box}</table:table-cell>"


def _ods_table(table: Table) -> str:
    spans = {}
    for top, left, bottom, right in map(corners, table.merged):
        spans[top, left] = (
            f' table:number-rows-spanned="{bottom - top + 1}" table:number-columns-spanned="{right - left + 1}"'
        )
    width = max((len(row) for row in table.rows), default=0)
    hidden = {corners(f"{letter}1:{letter}1")[1] for letter in table.hidden_columns}
    columns = "".join(
        f"<table:table-column{' table:visibility=' + chr(34) + 'collapse' + chr(34) if n in hidden else ''}/>"
        for n in range(width)
    )
    rows = []
    for number, row in enumerate(table.rows, start=1):
        cells = "".join(_ods_cell(cell, spans.get((number, n), "")) for n, cell in enumerate(row))
        seen = ' table:visibility="filter"' if number in table.hidden_rows else ""
        rows.append(f"<table:table-row{seen}>{cells}</table:table-row>")
    style = ' table:style-name="gone"' if table.hidden else ""
    return f"<table:table table:name={quoteattr(table.name)}{style}>{columns}{''.join(rows)}</table:table>"


def ods_of(*tables: Table) -> bytes:
    """The document."""
    gone = '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
    body = "".join(map(_ods_table, tables))
    content = (
        f"{_ODS}<office:automatic-styles>{gone}</office:automatic-styles><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return _zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


# --- .csv ------------------------------------------------------------------------------------------------------------


def csv_of(table: Table, divider: str = ";", encoding: str = "utf-8") -> bytes:
    """The table as text; cells that need it are in quotation marks."""

    def text(cell: Any) -> str:
        plain = _plain(cell)
        value = plain.get("date", plain.get("error", plain.get("v")))
        shown = "" if value is None else str(value)
        return (
            f'"{shown.replace(chr(34), chr(34) * 2)}"' if re.search(rf'[{re.escape(divider)}"\r\n]', shown) else shown
        )

    return "\r\n".join(divider.join(map(text, row)) for row in table.rows).encode(encoding)
