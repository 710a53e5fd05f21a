"""A receipt as its page and its PDF set it. Every text is in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answered:
    """A question and its answer in words; `html` is the answer for a page if it is rich text, else ''."""

    label: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class ReceiptPart:
    heading: str
    answers: list[Answered]


@dataclass(frozen=True)
class ReceiptTable:
    """`columns` are (heading, `left` or `right`); `sum` is the last row. `label` names the table for who hears it."""

    label: str
    caption: str
    columns: list[tuple[str, str]]
    rows: list[list[str]]
    sum: list[str]


@dataclass(frozen=True)
class ReceiptLine:
    """A line of a list: a name, what it is, and what is said of it."""

    name: str
    note: str
    text: str


@dataclass(frozen=True)
class ReceiptFile:
    name: str
    size: str
    sha256: str


@dataclass(frozen=True)
class ReceiptSection:
    """What a kind of document tells beside the answers. `code` is its id on the page; a section without tables and
    lines says that there are none."""

    code: str
    heading: str
    tables: list[ReceiptTable] = field(default_factory=list)
    lines: list[ReceiptLine] = field(default_factory=list)


@dataclass(frozen=True)
class Receipt:
    """`sender` and `footer` are at the top and bottom of each sheet; `facts` are (label, text), the checksum last."""

    title: str
    headline: str
    sender: str
    footer: str
    facts: list[tuple[str, str]]
    parts: list[ReceiptPart]
    attachments: list[ReceiptFile]
    words: dict[str, str]
    sections: list[ReceiptSection] = field(default_factory=list)
