"""The rows of a table as HTML. A template that looks up every cell takes longer than all the rest of the page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fordel.insight.presentation.tables import Cell
from fordel.programme.templatetags.target_groups import marked

register = template.Library()


@register.filter
def table_rows(rows: Iterable[Iterable[Cell]]) -> SafeString:
    """`<tr>` for each row, the first cell as its heading."""
    return mark_safe("".join(f"<tr>{_cells(row)}</tr>" for row in rows))  # noqa: S308 -- every text is escaped below


def _cells(row: Iterable[Cell]) -> str:
    first, *rest = row
    found = [f'<th scope="row">{_content(first)}</th>']
    found += [f"<td{' class=numeric' if cell.is_number else ''}>{_content(cell)}</td>" for cell in rest]
    return "".join(found)


def _content(cell: Cell) -> str:
    text = marked(cell.mark, cell.text) if cell.has_group else escape(cell.text)
    return f'<a href="{escape(cell.url)}">{text}</a>' if cell.url else text
