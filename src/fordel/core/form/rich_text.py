"""Rich text: a small set of HTML tags in one fixed form.

All rich text has paragraphs, lists, emphasis and links. A text that is *structured* has headings of two levels, tables
with a head, and notes too; the question says whether its answer is (`core.form.definition.Question.structured`).

`tidy` gives the fixed form and `plain_text` the words in it. Neither makes hostile HTML safe: whoever stores rich text
cleans it first (`shared.rich_text`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any, Final

from fordel.core.form.rich_read import LINKS, SPACES, Block, Cell, Run, read_blocks
from fordel.core.form.rich_typed import typed_blocks

__all__ = [
    "LINKS",
    "STRUCTURE",
    "TAGS",
    "as_typed",
    "from_plain",
    "is_in_one",
    "places",
    "plain_text",
    "replaced_once",
    "structure",
    "tidy",
    "with_numbered_notes",
]

STRUCTURE: Final = frozenset({"h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "span"})
TAGS: Final = frozenset({"p", "ul", "ol", "li", "strong", "em", "a", "br"})
Note = Callable[[list[Run]], str]


def tidy(html: str, *, structured: bool = True) -> str:
    """The text in its one form: `<p>` and lists with `<strong>`, `<em>`, `<a href>` and `<br>` in them; if structured,
    also `<h3>`, `<h4>`, `<table>` with `<th scope>`, and notes as `<span data-note="">`. '' if there are no words. The
    same again for what is tidy already."""
    return _written(read_blocks(html, structured=structured), _note)


def with_numbered_notes(html: str, mark: Callable[[int], str]) -> tuple[str, list[str]]:
    """The text with `mark(number)`, which is HTML, in the place of each note, and the notes themselves as HTML."""
    notes: list[str] = []

    def numbered(runs: list[Run]) -> str:
        notes.append(_inline(runs))
        return mark(len(notes))

    return _written(read_blocks(html, structured=True), numbered), notes


def _note(runs: list[Run]) -> str:
    return f'<span data-note="">{_inline(runs)}</span>'


def _written(blocks: Iterable[Block], note: Note) -> str:
    found = []
    for within, same in groupby(blocks, key=lambda block: block.within):
        if within in ("ul", "ol"):
            items = "".join(f"<li>{_line(item.runs, note)}</li>" for item in same)
            found.append(f"<{within}>{items}</{within}>")
        elif within == "table":
            found += [_table(block.rows, note) for block in same]
        else:
            tag = within or "p"
            found += [f"<{tag}>{_line(block.runs, note)}</{tag}>" for block in same]
    return "".join(found)


def _table(rows: list[list[Cell]], note: Note) -> str:
    head = "".join(_cell(cell, "col", note) for cell in rows[0])
    body = "".join(f"<tr>{''.join(_cell(cell, 'row', note) for cell in row)}</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: Cell, scope: str, note: Note) -> str:
    words = _line(cell.runs, note)
    return f'<th scope="{scope}">{words}</th>' if cell.is_head else f"<td>{words}</td>"


def _line(runs: Iterable[Run], note: Note) -> str:
    grouped = groupby(runs, key=lambda run: run.note)
    return "".join(note(list(same)) if is_note else _inline(same) for is_note, same in grouped)


def _inline(runs: Iterable[Run]) -> str:
    found = []
    for (strong, em, href), same in groupby(runs, key=lambda run: (run.strong, run.em, run.href)):
        text = "".join("<br>" if run.text == "\n" else _escaped(run.text) for run in same)
        text = f"<em>{text}</em>" if em else text
        text = f"<strong>{text}</strong>" if strong else text
        found.append(f'<a href="{escape(href)}">{text}</a>' if href else text)
    return "".join(found)


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def structure(html: str) -> list[dict[str, Any]]:
    """The text for papers, which set it with their own means. `kind` says what a block is:

    - `p`, `h3`, `h4`: `lines`; a line is a list of runs of letters with the same look
    - `ul`, `ol`: `items`, each lines
    - `table`: `head`, cells with lines; `rows` of such cells; `by_row`: the first cell of each row is its head
    - `notes`, last: `items`, each lines; a run with a `note` that is not 0 is the number of a note in the text
    """
    found: list[dict[str, Any]] = []
    notes: list[list[list[dict[str, Any]]]] = []
    for within, same in groupby(read_blocks(html, structured=True), key=lambda block: block.within):
        if within in ("ul", "ol"):
            found.append({"kind": within, "items": [_lines(block.runs, notes) for block in same]})
        elif within == "table":
            found += [_table_structure(block.rows, notes) for block in same]
        else:
            found += [{"kind": within or "p", "lines": _lines(block.runs, notes)} for block in same]
    return [*found, {"kind": "notes", "items": notes}] if notes else found


def _table_structure(rows: list[list[Cell]], notes: list[Any]) -> dict[str, Any]:
    head, *body = [[_lines(cell.runs, notes) for cell in row] for row in rows]
    return {"kind": "table", "head": head, "rows": body, "by_row": any(row[0].is_head for row in rows[1:])}


def _lines(runs: Iterable[Run], notes: list[Any]) -> list[list[dict[str, Any]]]:
    lines: list[list[dict[str, Any]]] = [[]]
    for is_note, same in groupby(runs, key=lambda run: run.note):
        if is_note:
            notes.append([[run._asdict() | {"note": 0} for run in same]])
            lines[-1].append(Run(str(len(notes)))._asdict() | {"note": len(notes)})
            continue
        for run in same:
            if run.text == "\n":
                lines.append([])
            else:
                lines[-1].append(run._asdict() | {"note": 0})
    return lines


def plain_text(html: str) -> str:
    """The words alone: an empty line between paragraphs, `- ` or `1. ` before the items of a list, ` | ` between the
    cells of a row, notes in square brackets, and the address after a link that does not show it."""
    return "\n\n".join(_plain_blocks(html, is_typed=False))


def as_typed(html: str) -> str:
    """The same as it is typed in a plain field, which `from_plain` reads: headings begin with `# ` or `## `, rows of a
    table begin and end with `|`, and notes are in `[* ]`."""
    return "\n\n".join(_plain_blocks(html, is_typed=True))


def _plain_blocks(html: str, *, is_typed: bool) -> Iterator[str]:
    for within, same in groupby(read_blocks(html, structured=True), key=lambda block: block.within):
        if within == "table":
            yield from (_plain_table(block.rows, is_typed) for block in same)
            continue
        texts = [_plain(block.runs, is_typed) for block in same]
        if within in ("ul", "ol"):
            signs = [f"{number}. " if within == "ol" else "- " for number in range(1, len(texts) + 1)]
            yield "\n".join(sign + text for sign, text in zip(signs, texts, strict=True))
        else:
            sign = {"h3": "# ", "h4": "## "}.get(within, "") if is_typed else ""
            yield from (sign + text for text in texts)


def _plain_table(rows: list[list[Cell]], is_typed: bool) -> str:
    texts = [[SPACES.sub(" ", _plain(cell.runs, is_typed)) for cell in row] for row in rows]
    if is_typed:
        return "\n".join(f"| {' | '.join(row)} |" for row in texts)
    return "\n".join(" | ".join(text for text in row if text) for row in texts)


def _plain(runs: Iterable[Run], is_typed: bool) -> str:
    found = ""
    for is_note, same in groupby(runs, key=lambda run: run.note):
        words = _with_addresses(same)
        if is_note and is_typed:
            words = f"[* {words}]"
        elif is_note:
            words = f"[{words}]" if not found or found[-1].isspace() else f" [{words}]"
        found += words
    return found


def _with_addresses(runs: Iterable[Run]) -> str:
    found = []
    for href, same in groupby(runs, key=lambda run: run.href):
        text = "".join(run.text for run in same)
        shown = href.removeprefix("mailto:")
        found.append(f"{text} ({shown})" if href and shown not in text else text)
    return "".join(found)


def from_plain(text: str, *, structured: bool = False) -> str:
    """Rich text from what somebody typed in a plain field: empty lines divide paragraphs, and lines that begin with
    `- ` or `1. ` are lists. If structured, it reads headings, tables and notes too, as `as_typed` writes them."""
    return _written(typed_blocks(text, structured=structured), _note)


def places(html: str) -> list[str]:
    """What words can be looked for in: each paragraph, heading, item and cell without its notes, and each note."""
    found = []
    for block in read_blocks(html, structured=True):
        for runs in [block.runs, *(cell.runs for row in block.rows for cell in row)]:
            found.append(SPACES.sub(" ", "".join(run.text for run in runs if not run.note)))
            notes = (list(same) for is_note, same in groupby(runs, key=lambda run: run.note) if is_note)
            found += ["".join(run.text for run in note) for note in notes]
    return found


def is_in_one(known: Iterable[str], words: str) -> bool:
    """Whether the words are in exactly one of the places, once, whatever they look like."""
    return sum(place.count(words) for place in known) == 1


def replaced_once(html: str, wrong: str, right: str) -> str | None:
    """The text with the words replaced in the one place where they are; None if they are in none, or in several. Tags
    are never touched, so words with different looks are not found."""
    pieces = re.split(r"(<[^>]*>)", html)
    old, new = _escaped(wrong), _escaped(right)
    found = [place for place, piece in enumerate(pieces) if not piece.startswith("<") and old in piece]
    if len(found) != 1 or pieces[found[0]].count(old) != 1:
        return None
    pieces[found[0]] = pieces[found[0]].replace(old, new)
    return "".join(pieces)
