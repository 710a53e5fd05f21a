"""Reads any HTML into the blocks that rich text is made of: paragraphs, headings, items of lists, and tables.

`core.form.rich_text` writes the blocks in their one form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import Final, NamedTuple
from urllib.parse import urlsplit

LINKS: Final = frozenset({"http", "https", "mailto"})
SPACES: Final = re.compile(r"[\s\u00a0]+")
MOST_COLUMNS: Final = 20  # a wider table is read as lines, so that no row is filled up without end
MOST_ROWS: Final = 500
_MOST_FILLED: Final = 3  # times as many cells as there were; a little markup never becomes a huge table
_STRONG: Final = frozenset({"strong", "b"})
_EM: Final = frozenset({"em", "i"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NEW_BLOCK: Final = frozenset(
    [
        "p",
        "div",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "address",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "hr",
    ]
)
TABLE: Final = frozenset({"table", "tr", "td", "th", "caption"})
_SILENT: Final = frozenset({"script", "style", "title", "template"})
_WORD_LIST: Final = "msolistparagraph"  # Word pastes each line of a list as a paragraph of this class
_WORD_BULLET: Final = re.compile(r"^\s*(?:[·•§o▪-]|(?P<number>\d{1,3}|[a-z])[.)])[\s\u00a0]+")


class Run(NamedTuple):
    """Some letters with the same look; "\n" is a line break. `note`: they are a note to the words before them."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""
    note: bool = False


@dataclass
class Cell:
    """A cell of a table, and how many columns and rows it covers where it was copied from."""

    is_head: bool = False
    columns: int = 1
    rows: int = 1
    runs: list[Run] = field(default_factory=list)


@dataclass
class Block:
    """A paragraph (`within` is ''), an item of a list (`ul` or `ol`), a heading (`h1` to `h6`), or a `table`, whose
    `runs` are the words in it that are in no cell."""

    within: str = ""
    is_word: bool = False
    runs: list[Run] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.within in _HEADINGS


class _Reader(HTMLParser):
    """Tags that it does not know are left out, and the words in them kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._lists: list[str] = []
        self._strong = self._em = self._heading = self._silent = self._tables = 0
        self._links: list[str] = []
        self._spans: list[bool] = []
        self._cell: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in _SILENT:
            self._silent += 1
        elif tag in TABLE:
            self._begin_in_table(tag, found)
        elif tag in ("ul", "ol") and not self._tables:
            self._lists.append(tag)
        elif tag == "li" and not self._tables:
            self._begin(self._lists[-1] if self._lists else "ul")
        elif tag in _HEADINGS:
            self._heading += 1
            self._paragraph(tag)
        elif tag in NEW_BLOCK or tag == "li":
            self._paragraph("", is_word=(found.get("class") or "").lower().startswith(_WORD_LIST))
        elif tag == "br":
            self._put("\n")
        elif tag == "a":
            self._links.append(_safe_link(found.get("href") or "") or (self._links[-1] if self._links else ""))
        elif tag == "span":
            self._spans.append("data-note" in found or (bool(self._spans) and self._spans[-1]))
        self._strong += tag in _STRONG
        self._em += tag in _EM

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in TABLE:
            self._end_in_table(tag)
        elif tag in ("ul", "ol") and not self._tables:
            if self._lists:
                self._lists.pop()
            self._begin("")
        elif tag == "li" and not self._tables:
            self._begin(self._lists[-1] if self._lists else "")
        elif tag in _HEADINGS:
            self._heading = max(0, self._heading - 1)
            self._paragraph("")
        elif tag in NEW_BLOCK or tag == "li":
            self._paragraph("")
        elif tag == "a" and self._links:
            self._links.pop()
        elif tag == "span" and self._spans:
            self._spans.pop()
        self._strong = max(0, self._strong - (tag in _STRONG))
        self._em = max(0, self._em - (tag in _EM))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._put(SPACES.sub(" ", data))

    def _begin_in_table(self, tag: str, found: dict[str, str | None]) -> None:
        """A table inside a cell, and rows and cells outside a table, are lines of words."""
        if tag == "table":
            self._tables += 1
            if self._tables == 1:
                self.blocks.append(Block("table"))
                self._cell = None
        if self._tables != 1:
            self._paragraph("")
        elif tag == "tr":
            self.blocks[-1].rows.append([])
            self._cell = None
        elif tag in ("td", "th"):
            rows = self.blocks[-1].rows
            if not rows:
                rows.append([])
            self._cell = Cell(tag == "th", _span(found.get("colspan"), MOST_COLUMNS), _span(found.get("rowspan"), 100))
            rows[-1].append(self._cell)

    def _end_in_table(self, tag: str) -> None:
        if self._tables != 1:
            self._paragraph("")
        elif tag != "table":
            self._cell = None
        if tag == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self._cell = None
                self._begin(self._lists[-1] if self._lists else "")

    def _begin(self, within: str, *, is_word: bool = False) -> None:
        self.blocks.append(Block(within, is_word))

    def _paragraph(self, within: str, *, is_word: bool = False) -> None:
        """A new block; inside an item of a list and in a table it is a new line."""
        if self._tables or (self._lists and self.blocks and self.blocks[-1].within in ("ul", "ol")):
            runs = self._runs()
            if runs and runs[-1].text != "\n":
                self._put("\n")
        else:
            self._begin(within, is_word=is_word)

    def _runs(self) -> list[Run]:
        if not self.blocks:
            self._begin("")
        return self._cell.runs if self._cell is not None else self.blocks[-1].runs

    def _put(self, text: str) -> None:
        runs = self._runs()
        is_strong = self._strong > 0 or (self._heading > 0 and not self.blocks[-1].is_heading)
        link = self._links[-1] if self._links else ""
        runs.append(Run(text, is_strong, self._em > 0, link, bool(self._spans) and self._spans[-1]))


def _safe_link(address: str) -> str:
    """The address of a link if it is one that may be followed, else ''."""
    bare = address.strip()
    try:
        return bare if urlsplit(bare).scheme.lower() in LINKS and bare.isprintable() and " " not in bare else ""
    except ValueError:
        return ""


def _span(text: str | None, most: int) -> int:
    return max(1, min(int(text), most)) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


def read_blocks(html: str, *, structured: bool) -> list[Block]:
    """The blocks with words in them, without blanks at their ends. Headings are `h3` and `h4`, and a table has the same
    number of cells in each row, with its head in the first. If not `structured`, headings are paragraphs in bold, rows
    of a table are paragraphs, and notes are in brackets after the words. So are those of a table with one row or one
    column, which sets nothing beside anything, and of one that is far too large."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found: list[Block] = []
    for block in reader.blocks:
        found += table_blocks(block, structured=structured) if block.within == "table" else _words(block, structured)
    return levelled(found)


def _words(block: Block, structured: bool) -> Iterator[Block]:
    within, runs = block.within, tidied(block.runs, structured=structured)
    if block.is_word and runs:
        within, runs = _word_item(runs)
    if block.is_heading and runs:
        runs = [run._replace(text=" " if run.text == "\n" else run.text, strong=not structured) for run in runs]
        within = within if structured else ""
    if runs:
        yield Block(within, runs=runs)


def levelled(blocks: list[Block]) -> list[Block]:
    """Return the blocks with two levels of headings: the highest level that they have is `h3`, and so is whatever
    heading comes first; all others are `h4`."""
    highest = min((block.within for block in blocks if block.is_heading), default="")
    is_first = True
    for block in blocks:
        if block.is_heading:
            block.within = "h3" if is_first or block.within == highest else "h4"
            is_first = False
    return blocks


def table_blocks(block: Block, *, structured: bool) -> Iterator[Block]:
    """The words that are in no cell, and then the table, or its rows as paragraphs."""
    outside = tidied(block.runs, structured=structured)
    if outside:
        yield Block(runs=outside)
    for cell in (cell for row in block.rows for cell in row):
        cell.runs = tidied(cell.runs, structured=structured)
    rows = [row for row in block.rows if row]
    grid = _grid(rows) if structured else []
    if len(grid) > 1 and len(grid[0]) > 1:
        yield Block("table", rows=_headed(grid))
        return
    for row in rows:
        joined: list[Run] = []
        for cell in (each for each in row if each.runs):
            joined += [Run(" | "), *cell.runs] if joined else cell.runs
        if joined:
            yield Block(runs=trimmed(joined))


def _grid(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows with an empty cell wherever a cell covers more than its own place, all of the same length, from the
    first row with words; no rows if the table is too large."""
    covered: dict[int, int] = {}  # column -> how many more rows are covered there
    found: list[list[Cell]] = []
    for row in rows if len(rows) <= MOST_ROWS else ():
        cells = list(reversed(row))
        placed: list[Cell] = []
        while (cells or any(covered.get(each, 0) for each in range(len(placed), MOST_COLUMNS))) and (
            len(placed) <= MOST_COLUMNS
        ):
            column = len(placed)
            is_covered = covered.get(column, 0) > 0
            covered[column] = max(0, covered.get(column, 0) - 1)
            cell = cells.pop() if cells and not is_covered else Cell()
            placed.append(cell)
            for beside in range(column, column + cell.columns):
                covered[beside] = max(covered.get(beside, 0), cell.rows - (beside == column))
        if len(placed) > MOST_COLUMNS:
            return []
        if found or any(cell.runs for cell in placed):
            found.append(placed)
    width = max(map(len, found), default=0)
    if width * len(found) > _MOST_FILLED * sum(map(len, rows)) + 60:
        return []
    return [row + [Cell() for _missing in range(width - len(row))] for row in found]


def _headed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows with the first as head, and, if one cell of the first column is a head, with all of them as such. An
    empty cell is no head, and the words of a head are not in bold once more."""
    by_row = any(row[0].is_head and row[0].runs for row in rows[1:])
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            cell.is_head = bool(cell.runs) and (place == 0 or (column == 0 and by_row))
            if cell.is_head:
                cell.runs = [run._replace(strong=False) for run in cell.runs]
    return rows


def _word_item(runs: list[Run]) -> tuple[str, list[Run]]:
    """The list that a line of Word belongs to, and the line without its bullet or number, which is typed text there."""
    text = "".join(run.text for run in runs)
    bullet = _WORD_BULLET.match(text)
    if bullet is None:
        return "ul", runs
    return "ol" if bullet["number"] else "ul", trimmed(_without(runs, bullet.end()))


def _without(runs: list[Run], count: int) -> list[Run]:
    """The runs without their first `count` letters."""
    left = []
    for run in runs:
        left.append(run._replace(text=run.text[count:]))
        count = max(0, count - len(run.text))
    return left


def tidied(runs: Iterable[Run], *, structured: bool) -> list[Run]:
    """The runs trimmed, with each note without blanks at its ends; if not `structured`, a note is in brackets."""
    found: list[Run] = []
    for is_note, same in groupby(runs, key=lambda run: run.note):
        if not is_note:
            found += same
            continue
        note = trimmed(run._replace(text=" " if run.text == "\n" else run.text) for run in same)
        if not note:
            found.append(Run(" "))
        elif structured:
            found += note
        else:
            found += [Run(" ("), *(run._replace(note=False) for run in note), Run(")")]
    return trimmed(found)


def trimmed(runs: Iterable[Run]) -> list[Run]:
    """The runs with single blanks, no blank at either end or around a line break, and no empty run."""
    kept: list[Run] = []
    for run in runs:
        for text in re.split("(\n)", run.text):
            before = kept[-1].text if kept else "\n"
            if text == "\n":
                while kept and kept[-1].text.endswith(" "):
                    kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
                    if not kept[-1].text:
                        kept.pop()
                if kept:
                    kept.append(Run("\n"))
                continue
            piece = text.lstrip(" ") if before.endswith((" ", "\n")) else text
            if piece:
                kept.append(run._replace(text=piece))
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return kept
