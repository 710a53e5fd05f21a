"""A parser for XML from strangers: no document type, no entities, bounded by the caller's handlers."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from fordel.shared.spreadsheets.model import SpreadsheetError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def parse_xml(content: bytes, start: Start, end: End, text: Text) -> None:
    """Calls the handlers with local names (`urn:x c` -> `c`). Raises SpreadsheetError `damaged`.

    What a handler raises passes through, so a handler can stop early.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_arguments: object) -> None:
        raise SpreadsheetError("damaged")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rsplit(" ", 1)[-1], attributes)
    parser.EndElementHandler = lambda name: end(name.rsplit(" ", 1)[-1])
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise SpreadsheetError("damaged") from error
