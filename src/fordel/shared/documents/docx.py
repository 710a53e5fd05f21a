"""A file for word processors (OOXML, .docx): headings, paragraphs, lists, tables and links, with their language.

Written by hand since it is little: a zip of five XML files, without a library.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fordel.shared.clock import now

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORDML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LANGUAGES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB", "se": "se-NO"}
_BULLETS: Final = 1  # the number of the list of bullets; each numbered list has one of its own, after it
_HEADING_SIZES: Final = {1: 36, 2: 28, 3: 24, 4: 22}
_DC: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
for _prefix, _uri in (("w", _W), ("r", _R), ("dc", _DC), ("dcterms", _TERMS), ("xsi", _XSI)):
    ET.register_namespace(_prefix, _uri)


def _w(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_W}}}{tag}", {f"{{{_W}}}{key}": value for key, value in attributes.items()})


def _xml(root: ET.Element) -> bytes:
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(root)


def _is_allowed(letter: str) -> bool:
    """Whether XML can hold the character at all."""
    return letter in "\t\n" or (letter >= " " and not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff")


class Docx:
    """A document that is written from its first line to its last. `language` is nb, nn or en."""

    def __init__(self, title: str, language: str) -> None:
        self.title, self.language = title, _LANGUAGES[language]
        self._root = ET.Element(f"{{{_W}}}document")
        self._body = _w(self._root, "body")
        self._links: list[str] = []
        self._numbered = self._texts = self._marks = 0

    def heading(self, level: int, text: str) -> None:
        """A heading of level 1 to 4."""
        self._text(self._paragraph(style=f"Heading{level}"), text)

    def paragraph(self, text: str, *, language: str = "") -> None:
        self._text(self._paragraph(), text, language=_LANGUAGES.get(language, ""))

    def blocks(self, blocks: Iterable[Mapping[str, Any]], *, below: int = 2, notes: str = "") -> None:
        """Rich text, as `core.form.rich_text.structure` gives it, under a heading of level `below`. `notes` is the
        heading of its notes, which come last with links both ways."""
        self._texts += 1
        for block in blocks:
            kind = block["kind"]
            if kind == "p":
                self._lines(self._paragraph(), block["lines"])
            elif kind in ("h3", "h4"):
                level = min(below + (1 if kind == "h3" else 2), 4)
                self._lines(self._paragraph(style=f"Heading{level}"), block["lines"])
            elif kind == "table":
                self._rich_table(block)
            elif kind == "notes":
                self._notes(block["items"], notes, below)
            else:
                self._numbered += kind == "ol"
                number = _BULLETS if kind == "ul" else _BULLETS + self._numbered
                for item in block["items"]:
                    self._lines(self._paragraph(style="ListParagraph", list_=number), item)

    def _rich_table(self, block: Mapping[str, Any]) -> None:
        rows = self._rows([block["head"], *block["rows"]], by_row=block["by_row"])
        for place, (cells, words) in enumerate(rows):
            for column, (cell, lines) in enumerate(zip(cells, words, strict=True)):
                is_head = place == 0 or (column == 0 and block["by_row"])
                self._lines(_w(cell, "p"), lines, is_head=is_head)
        _w(self._body, "p")

    def _notes(self, items: Sequence[Any], heading: str, below: int) -> None:
        if heading:
            self.heading(min(below + 1, 4), heading)
        for number, lines in enumerate(items, start=1):
            paragraph = self._paragraph()
            name = f"_note_{self._texts}_{number}"
            self._link_inside(paragraph, f"{number}.", to=f"_to{name}", here=name)
            self._text(paragraph, " ")
            self._lines(paragraph, lines)

    def _link_inside(self, paragraph: ET.Element, text: str, *, to: str, here: str, is_raised: bool = False) -> None:
        """A link to another place of the file, which can be linked to itself as `here`."""
        self._marks += 1
        _w(paragraph, "bookmarkStart", id=str(self._marks), name=here)
        self._text(_w(paragraph, "hyperlink", anchor=to), text, is_link=True, is_raised=is_raised)
        _w(paragraph, "bookmarkEnd", id=str(self._marks))

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose first row is its head, which is repeated on each page."""
        for place, (cells, words) in enumerate(self._rows([head, *rows])):
            for cell, text in zip(cells, words, strict=True):
                self._text(_w(cell, "p"), text, is_strong=place == 0)
        _w(self._body, "p")

    def _rows(self, rows: Sequence[Sequence[Any]], *, by_row: bool = False) -> Iterator[tuple[list[ET.Element], Any]]:
        """A table with a row for each, the first as its head: the cells of each row, and what they are to hold."""
        table = _w(self._body, "tbl")
        properties = _w(table, "tblPr")
        _w(properties, "tblStyle", val="TableGrid")
        _w(properties, "tblW", w="0", type="auto")
        look = {"firstRow": "1", "firstColumn": "1"} if by_row else {"firstRow": "1"}
        _w(properties, "tblLook", val="00A0" if by_row else "0020", **look)
        grid = _w(table, "tblGrid")
        for _column in rows[0]:
            _w(grid, "gridCol", w=str(9000 // len(rows[0])))
        for place, row in enumerate(rows):
            line = _w(table, "tr")
            if place == 0:
                _w(_w(line, "trPr"), "tblHeader")
            yield [_w(line, "tc") for _each in row], row

    def written(self, at: datetime | None = None) -> bytes:
        """The file. `at` is written into it (now, where it is not given)."""
        section = _w(self._body, "sectPr")
        _w(section, "pgSz", w="11906", h="16838")
        _w(
            section,
            "pgMar",
            top="1304",
            right="1361",
            bottom="1361",
            left="1361",
            header="708",
            footer="708",
            gutter="0",
        )
        stamp = (at or now()).astimezone(UTC)
        parts = {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations([("officeDocument", "word/document.xml", False)], with_core=True),
            "docProps/core.xml": _core(self.title, self.language, stamp),
            "word/document.xml": _xml(self._root),
            "word/styles.xml": _styles(self.language),
            "word/numbering.xml": _numbering(self._numbered),
            "word/_rels/document.xml.rels": _relations(
                [
                    ("styles", "styles.xml", False),
                    ("numbering", "numbering.xml", False),
                    *(("hyperlink", address, True) for address in self._links),
                ]
            ),
        }
        file = io.BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                info = ZipInfo(name, stamp.timetuple()[:6])
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, content)
        return file.getvalue()

    def _paragraph(self, *, style: str = "", list_: int = 0) -> ET.Element:
        paragraph = _w(self._body, "p")
        if style:
            properties = _w(paragraph, "pPr")
            _w(properties, "pStyle", val=style)
            if list_:
                number = _w(properties, "numPr")
                _w(number, "ilvl", val="0")
                _w(number, "numId", val=str(list_))
        return paragraph

    def _lines(
        self, paragraph: ET.Element, lines: Sequence[Sequence[Mapping[str, Any]]], *, is_head: bool = False
    ) -> None:
        for place, line in enumerate(lines):
            if place:
                _w(_w(paragraph, "r"), "br")
            for run in line:
                if run["note"]:
                    name = f"_note_{self._texts}_{run['note']}"
                    self._link_inside(paragraph, run["text"], to=name, here=f"_to{name}", is_raised=True)
                    continue
                is_strong = run["strong"] or is_head
                parent = self._link(paragraph, run["href"]) if run["href"] else paragraph
                self._text(parent, run["text"], is_strong=is_strong, is_em=run["em"], is_link=bool(run["href"]))

    def _link(self, paragraph: ET.Element, address: str) -> ET.Element:
        self._links.append(address)
        return ET.SubElement(paragraph, f"{{{_W}}}hyperlink", {f"{{{_R}}}id": f"rId{2 + len(self._links)}"})

    def _text(
        self,
        parent: ET.Element,
        text: str,
        *,
        is_strong: bool = False,
        is_em: bool = False,
        is_link: bool = False,
        is_raised: bool = False,
        language: str = "",
    ) -> None:
        run = _w(parent, "r")
        properties = _w(run, "rPr")
        if is_link:
            _w(properties, "rStyle", val="Hyperlink")
        if is_strong:
            _w(properties, "b")
        if is_em:
            _w(properties, "i")
        if is_raised:
            _w(properties, "vertAlign", val="superscript")
        if language:
            _w(properties, "lang", val=language)
        words = _w(run, "t")
        words.text = "".join(filter(_is_allowed, text))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _content_types() -> bytes:
    root = ET.Element("Types", {"xmlns": f"{_PACKAGE}/content-types"})
    for extension, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "text/xml")):
        ET.SubElement(root, "Default", {"Extension": extension, "ContentType": kind})
    for part, kind in (
        ("/word/document.xml", f"{_WORDML}.document.main+xml"),
        ("/word/styles.xml", f"{_WORDML}.styles+xml"),
        ("/word/numbering.xml", f"{_WORDML}.numbering+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ):
        ET.SubElement(root, "Override", {"PartName": part, "ContentType": kind})
    return _xml(root)


def _relations(found: Iterable[tuple[str, str, bool]], *, with_core: bool = False) -> bytes:
    """`found` are (kind, target, whether it is outside the file), numbered from 1."""
    root = ET.Element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"})
    rows = [(f"{_R}/{kind}", target, outside) for kind, target, outside in found]
    if with_core:
        rows.append((f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False))
    for number, (kind, target, is_outside) in enumerate(rows, start=1):
        mode = {"TargetMode": "External"} if is_outside else {}
        ET.SubElement(root, "Relationship", {"Id": f"rId{number}", "Type": kind, "Target": target, **mode})
    return _xml(root)


def _core(title: str, language: str, at: datetime) -> bytes:
    root = ET.Element(f"{{{_PACKAGE}/metadata/core-properties}}coreProperties")
    for name, text in (("title", title), ("language", language)):
        ET.SubElement(root, f"{{{_DC}}}{name}").text = "".join(filter(_is_allowed, text))
    created = ET.SubElement(root, f"{{{_TERMS}}}created", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
    created.text = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return _xml(root)


def _styles(language: str) -> bytes:
    root = ET.Element(f"{{{_W}}}styles")
    letters = _w(_w(_w(root, "docDefaults"), "rPrDefault"), "rPr")
    _w(letters, "rFonts", ascii="Calibri", hAnsi="Calibri", cs="Calibri")
    _w(letters, "sz", val="22")
    _w(letters, "lang", val=language)
    normal = _w(root, "style", type="paragraph", default="1", styleId="Normal")
    _w(normal, "name", val="Normal")
    _w(_w(normal, "pPr"), "spacing", after="160", line="276", lineRule="auto")
    for level, size in _HEADING_SIZES.items():
        style = _w(root, "style", type="paragraph", styleId=f"Heading{level}")
        _w(style, "name", val=f"heading {level}")
        _w(style, "basedOn", val="Normal")
        _w(style, "next", val="Normal")
        properties = _w(style, "pPr")
        _w(properties, "keepNext")
        _w(properties, "spacing", before="320", after="120")
        _w(properties, "outlineLvl", val=str(level - 1))
        look = _w(style, "rPr")
        _w(look, "b")
        _w(look, "sz", val=str(size))
    listed = _w(root, "style", type="paragraph", styleId="ListParagraph")
    _w(listed, "name", val="List Paragraph")
    _w(listed, "basedOn", val="Normal")
    link = _w(root, "style", type="character", styleId="Hyperlink")
    _w(link, "name", val="Hyperlink")
    look = _w(link, "rPr")
    _w(look, "color", val="005DB1")
    _w(look, "u", val="single")
    grid = _w(root, "style", type="table", styleId="TableGrid")
    _w(grid, "name", val="Table Grid")
    borders = _w(_w(grid, "tblPr"), "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _w(borders, side, val="single", sz="4", space="0", color="B4B8BE")
    return _xml(root)


def _numbering(numbered: int) -> bytes:
    """The bullets, and a numbering for each numbered list, so that each begins at 1."""
    root = ET.Element(f"{{{_W}}}numbering")
    for abstract, kind, text in ((0, "bullet", "•"), (1, "decimal", "%1.")):
        each = _w(root, "abstractNum", abstractNumId=str(abstract))
        level = _w(each, "lvl", ilvl="0")
        _w(level, "start", val="1")
        _w(level, "numFmt", val=kind)
        _w(level, "lvlText", val=text)
        _w(_w(level, "pPr"), "ind", left="720", hanging="360")
    for number in range(_BULLETS, _BULLETS + numbered + 1):
        each = _w(root, "num", numId=str(number))
        _w(each, "abstractNumId", val="0" if number == _BULLETS else "1")
        if number != _BULLETS:
            _w(_w(each, "lvlOverride", ilvl="0"), "startOverride", val="1")
    return _xml(root)
