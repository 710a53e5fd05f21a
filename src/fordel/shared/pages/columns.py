"""Lists: a column says once what its heading is, what its cells show, whether the list is sorted by it, and what a
file of the list gets.

Rows are written by Python, not by a template: a list of 60 rows is drawn in half the time (docs/benchmarks.md).
Everything that is no SafeString is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from fordel.shared.exports import Column, list_file
from fordel.shared.spreadsheets import Cell

Words = str | Promise
Row = TypeVar("Row")
_BLANK = ("", "–")
SORT = "sort"
"""The name in the address that says which column sorts the list; `-` in front turns the order."""


@dataclass(frozen=True)
class ListColumn(Generic[Row]):
    """A column of a list.

    `key` is its name in addresses and in JSON. `cell` gives what the page shows (None: files alone have the column),
    `value` what a file gets (None: the page alone has it). The heading of a column that `sorts` is a link; the selector
    of the rows knows the key. The cell of an `is_heading` column is the heading of its row. On a narrow page the words
    of a `stacked` table have the heading of their column before them, but not if the column `explains_itself`.
    """

    key: str
    heading: Words
    cell: Callable[[Row], object] | None = None
    value: Callable[[Row], Cell] | None = None
    sorts: bool = False
    is_heading: bool = False
    is_numeric: bool = False
    explains_itself: bool = False
    css: str = ""

    @property
    def classes(self) -> str:
        return " ".join(filter(None, ("numeric" if self.is_numeric else "", self.css)))


@dataclass(frozen=True)
class ListTable:
    """A table as `pages/table.html` draws it: the heading cells and the rows are HTML."""

    caption: Words
    head: SafeString
    body: SafeString
    css: str = "dense"
    foot: str = ""


@dataclass(frozen=True)
class PageList(Generic[Row]):
    """The columns of a list. `first` is the key that it is sorted by if nothing else is asked for, `row_css` the class
    of a row."""

    columns: tuple[ListColumn[Row], ...]
    first: str = ""
    row_css: Callable[[Row], str] | None = None

    def table(
        self,
        rows: Iterable[Row],
        caption: Words,
        asked: Mapping[str, str] | None = None,
        css: str = "dense",
        sums: tuple[Words, Mapping[str, object]] | None = None,
    ) -> ListTable:
        """The rows as a table; `asked` is the query that the links of the headings keep.

        `sums` are the words for the last row, and what it says in the columns of these keys.
        """
        shown = [column for column in self.columns if column.cell is not None]
        labels = [_label(column) if "stacked" in css.split() else "" for column in shown]
        foot = _foot(shown, labels, *sums) if sums else ""
        return ListTable(caption, self._head(shown, asked or {}), _body(shown, labels, rows, self.row_css), css, foot)

    def sorted_by(self, asked: Mapping[str, str]) -> str:
        """The key that the list is sorted by, with `-` in front if the order is turned."""
        wanted = asked.get(SORT, "")
        known = {column.key for column in self.columns if column.sorts}
        return wanted if wanted.removeprefix("-") in known else self.first

    def file(
        self, kind: str, name: str, title: str, rows: Iterable[Row], about: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """The rows as a file of the kind (.xlsx, .csv or .json), with the columns that have a value."""
        kept = [column for column in self.columns if column.value is not None]
        cells = (tuple(column.value(row) for column in kept if column.value) for row in rows)
        return list_file(kind, name, title, [Column(column.key, column.heading) for column in kept], cells, about)

    def _head(self, shown: Sequence[ListColumn[Row]], asked: Mapping[str, str]) -> SafeString:
        now = self.sorted_by(asked)
        return _safe("".join(_heading(column, now, asked) for column in shown))


def _heading(column: ListColumn[Any], now: str, asked: Mapping[str, str]) -> str:
    css = f' class="{column.classes}"' if column.is_numeric else ""
    words = escape(str(column.heading))
    if not words:  # no heading: a cell of the table
        return f'<td class="{column.classes}"></td>'
    if not column.sorts:
        return f'<th scope="col"{css}>{words}</th>'
    is_here, is_turned = now.removeprefix("-") == column.key, now.startswith("-")
    query = urlencode({**asked, SORT: f"-{column.key}" if is_here and not is_turned else column.key})
    if not is_here:
        return f'<th scope="col"{css}><a class="sort" href="?{escape(query)}">{words}</a></th>'
    state, sign = ("descending", "▼") if is_turned else ("ascending", "▲")
    link = f'<a class="sort" href="?{escape(query)}">{words} <span aria-hidden="true">{sign}</span></a>'
    return f'<th scope="col"{css} aria-sort="{state}">{link}</th>'


def _label(column: ListColumn[Any]) -> str:
    """What is said before the words of a cell on a page that is too narrow for headings."""
    words = str(column.heading)
    if not words or column.is_heading or column.explains_itself:
        return ""
    return f'<span class="when-stacked muted">{escape(words)}: </span>'


def _body(
    shown: Sequence[ListColumn[Row]], labels: Sequence[str], rows: Iterable[Row], row_css: Callable[[Row], str] | None
) -> SafeString:
    cells = [
        (column.cell, *_around(column), label, _around(column, "is-blank")[0])
        for column, label in zip(shown, labels, strict=True)
        if column.cell
    ]
    written = []
    for row in rows:
        css = row_css(row) if row_css else ""
        written.append(f'<tr class="{escape(css)}">' if css else "<tr>")
        for cell, before, after, label, blank in cells:
            words = _markup(cell(row))
            says_nothing = label and words in _BLANK  # a stacked table leaves the cell out
            written.append(f"{blank}{words}{after}" if says_nothing else f"{before}{label}{words}{after}")
        written.append("</tr>\n")
    return _safe("".join(written))


def _markup(found: object) -> str:
    return found if type(found) is SafeString else escape(str(found))


def _foot(
    shown: Sequence[ListColumn[Any]], labels: Sequence[str], words: Words, sums: Mapping[str, object]
) -> SafeString:
    first = next(place for place, column in enumerate(shown) if column.key in sums)
    cells = [f'<tr><th scope="row" colspan="{first}">{escape(str(words))}</th>']
    for column, label in list(zip(shown, labels, strict=True))[first:]:
        before, after = _around(column)
        cells.append(f"{before}{label}{_markup(sums[column.key])}{after}" if column.key in sums else f"{before}{after}")
    return _safe("".join([*cells, "</tr>"]))


def _around(column: ListColumn[Any], more: str = "") -> tuple[str, str]:
    classes = " ".join(filter(None, (more, column.classes)))
    css = f' class="{classes}"' if classes else ""
    return (f'<th scope="row"{css}>', "</th>") if column.is_heading else (f"<td{css}>", "</td>")


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 -- every text in it is escaped above, the rest is ours
