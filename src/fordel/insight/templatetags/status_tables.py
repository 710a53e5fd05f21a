"""The rows of a table as HTML. A template that looks up every cell takes longer than all the rest of the page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fordel.insight.presentation.tables import Cell, Table
from fordel.programme.templatetags.target_groups import marked

register = template.Library()


@register.filter
def table_rows(rows: Iterable[Iterable[Cell]]) -> SafeString:
    """`<tr>` for each row, the first cell as its heading."""
    return mark_safe("".join(f"<tr>{_cells(row)}</tr>" for row in rows))  # noqa: S308 -- every text is escaped below


@register.filter
def stacked_rows(table: Table) -> SafeString:
    """The rows that the page has room for, each cell with the heading of its column where it is narrow."""
    headings = table.headings[1:]
    rows = (_stacked(row, headings) for row in table.shown)
    return mark_safe("".join(f"<tr>{row}</tr>" for row in rows))  # noqa: S308 -- every text is escaped below


def _stacked(row: Iterable[Cell], headings: Iterable[str]) -> str:
    first, *rest = row
    found = [f'<th scope="row">{_content(first)}</th>']
    for cell, heading in zip(rest, headings, strict=True):
        css = " class=numeric" if cell.is_number and cell.value is not None else ""
        found.append(f'<td{css}><span class="when-stacked muted">{escape(heading)}: </span>{_content(cell)}</td>')
    return "".join(found)


def _cells(row: Iterable[Cell]) -> str:
    first, *rest = row
    found = [f'<th scope="row">{_content(first)}</th>']
    found += [f"<td{' class=numeric' if cell.is_number else ''}>{_content(cell)}</td>" for cell in rest]
    return "".join(found)


def _content(cell: Cell) -> str:
    text = marked(cell.mark, cell.text) if cell.has_group else escape(cell.text)
    return f'<a href="{escape(cell.url)}">{text}</a>' if cell.url else text
