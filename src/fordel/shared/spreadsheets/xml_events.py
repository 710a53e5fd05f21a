"""A parser for XML from strangers: no document type, no entities, bounded by the caller's handlers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from fordel.shared.spreadsheets.limits import SpreadsheetError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]
_REMEMBERED: Final = 1_000
_NO_MEMORY: Final = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


def parse_xml(content: bytes, start: Start, end: End, text: Text) -> None:
    """Calls the handlers with local names (`urn:x c` -> `c`). Raises SpreadsheetError `damaged`.

    What a handler raises passes through, so a handler can stop early.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    known: dict[str, str] = {}

    def local(name: str) -> str:
        short = name.rsplit(" ", 1)[-1]
        if len(known) < _REMEMBERED:
            known[name] = short
        return short

    def started(name: str, attributes: dict[str, str]) -> None:
        start(known.get(name) or local(name), attributes)

    def ended(name: str) -> None:
        end(known.get(name) or local(name))

    def refuse(*_arguments: object) -> None:
        raise SpreadsheetError("damaged")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise SpreadsheetError("damaged") from error
