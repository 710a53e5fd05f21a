"""Reads what somebody typed in a plain field into the blocks that rich text is made of."""

from __future__ import annotations

import re
from typing import Final

from fordel.core.form.rich_read import SPACES, Block, Cell, Run, levelled, table_blocks, tidied

_ITEM: Final = re.compile(r"^(?:(?P<bullet>[-*•])|\d{1,3}[.)])\s+(?P<text>.*)$")
_HEADING: Final = re.compile(r"^(?P<level>#{1,2})\s+(?P<text>.*)$")
_ROW: Final = re.compile(r"^\|(?P<cells>.*)\|$")
_NOTE: Final = re.compile(r"\[\* ([^\[\]]*)\]")


def typed_blocks(text: str, *, structured: bool) -> list[Block]:
    """The blocks with words in them. If not `structured`, headings, tables and notes are words as they were typed."""
    found: list[Block] = []
    for block in _blocks(text, structured):
        if block.within == "table":
            found += table_blocks(block, structured=True)
            continue
        block.runs = tidied(block.runs, structured=structured)
        if block.runs:
            found.append(block)
    return levelled(found)


def _blocks(text: str, structured: bool) -> list[Block]:
    found: list[Block] = []
    last: Block | None = None  # the paragraph or table that the next line belongs to
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = SPACES.sub(" ", line).strip()
        item = _ITEM.match(words)
        heading = _HEADING.match(words) if structured else None
        row = _ROW.match(words) if structured else None
        if row:
            if last is None or last.within != "table":
                last = Block("table")
                found.append(last)
            last.rows.append([Cell(runs=_runs(each, structured)) for each in row["cells"].split("|")])
        elif not words:
            last = None
        elif item:
            found.append(Block("ul" if item["bullet"] else "ol", runs=_runs(item["text"], structured)))
            last = None
        elif heading:
            found.append(Block("h3" if heading["level"] == "#" else "h4", runs=_runs(heading["text"], structured)))
            last = None
        elif last is None or last.within == "table":
            last = Block(runs=_runs(words, structured))
            found.append(last)
        else:
            last.runs += [Run("\n"), *_runs(words, structured)]
    return found


def _runs(words: str, structured: bool) -> list[Run]:
    if not structured:
        return [Run(words)]
    pieces = _NOTE.split(words)
    return [Run(piece, note=place % 2 == 1) for place, piece in enumerate(pieces) if piece]
