"""Rich text: paragraphs, lists, emphasis and links as a small set of HTML tags in one fixed form.

`tidy` gives that form and `plain_text` the words in it. Neither makes hostile HTML safe: whoever stores rich text
cleans it first (`shared.rich_text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

BLOCKS: Final = frozenset({"p", "li"})
TAGS: Final = frozenset({"p", "ul", "ol", "li", "strong", "em", "a", "br"})
LINKS: Final = frozenset({"http", "https", "mailto"})
_STRONG: Final = frozenset({"strong", "b"})
_EM: Final = frozenset({"em", "i"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEW_BLOCK: Final = frozenset({"p", "div", "blockquote", "pre", "tr", "table", "section", "article", *_HEADINGS})
_SILENT: Final = frozenset({"script", "style", "title", "template"})
_SPACES: Final = re.compile(r"[\s\u00a0]+")
_WORD_LIST: Final = "msolistparagraph"  # Word pastes each line of a list as a paragraph of this class
_WORD_BULLET: Final = re.compile(r"^\s*(?:[·•§o▪-]|(?P<number>\d{1,3}|[a-z])[.)])[\s\u00a0]+")
_LINE: Final = re.compile(r"^(?:(?P<bullet>[-*•])|\d{1,3}[.)])\s+(?P<text>.*)$")


class _Run(NamedTuple):
    """Some letters with the same look; "\n" is a line break."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass
class _Block:
    """A paragraph (`within` is '') or an item of a list (`ul` or `ol`)."""

    within: str = ""
    is_word: bool = False
    runs: list[_Run] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads any HTML into blocks; tags that it does not know are left out, and the words in them kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self._lists: list[str] = []
        self._strong = self._em = self._heading = self._silent = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("ul", "ol"):
            self._lists.append(tag)
        elif tag == "li":
            self._begin(self._lists[-1] if self._lists else "ul")
        elif tag in _NEW_BLOCK:
            self._heading += tag in _HEADINGS
            self._paragraph((found.get("class") or "").lower().startswith(_WORD_LIST))
        elif tag == "br":
            self._put("\n")
        elif tag == "a":
            self._links.append(_safe_link(found.get("href") or ""))
        self._strong += tag in _STRONG
        self._em += tag in _EM

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self._begin("")
        elif tag == "li":
            self._begin(self._lists[-1] if self._lists else "")
        elif tag in _NEW_BLOCK:
            self._heading = max(0, self._heading - (tag in _HEADINGS))
            self._paragraph(False)
        elif tag == "a" and self._links:
            self._links.pop()
        self._strong = max(0, self._strong - (tag in _STRONG))
        self._em = max(0, self._em - (tag in _EM))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._put(_SPACES.sub(" ", data))

    def _begin(self, list_: str, *, is_word: bool = False) -> None:
        self.blocks.append(_Block(list_, is_word))

    def _paragraph(self, is_word: bool) -> None:
        """A new block; inside an item of a list it is a new line of the item."""
        if self._lists and self.blocks and self.blocks[-1].within:
            if self.blocks[-1].runs and self.blocks[-1].runs[-1].text != "\n":
                self._put("\n")
        else:
            self._begin("", is_word=is_word)

    def _put(self, text: str) -> None:
        if not self.blocks:
            self._begin("")
        link = next((each for each in reversed(self._links) if each), "")
        self.blocks[-1].runs.append(_Run(text, self._strong + self._heading > 0, self._em > 0, link))


def _safe_link(address: str) -> str:
    """The address of a link if it is one that may be followed, else ''."""
    bare = address.strip()
    try:
        return bare if urlsplit(bare).scheme.lower() in LINKS and bare.isprintable() and " " not in bare else ""
    except ValueError:
        return ""


def tidy(html: str) -> str:
    """The text in its one form: `<p>` and lists with `<strong>`, `<em>`, `<a href>` and `<br>` in them. '' if there
    are no words. The same again for what is tidy already."""
    return _written(_blocks(html))


def _blocks(html: str) -> list[_Block]:
    """The blocks with words in them, without blanks at their ends."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = []
    for block in reader.blocks:
        within, runs = block.within, _trimmed(block.runs)
        if block.is_word and runs:
            within, runs = _word_item(runs)
        if runs:
            found.append(_Block(within, runs=runs))
    return found


def _word_item(runs: list[_Run]) -> tuple[str, list[_Run]]:
    """The list that a line of Word belongs to, and the line without its bullet or number, which is typed text there."""
    text = "".join(run.text for run in runs)
    bullet = _WORD_BULLET.match(text)
    if bullet is None:
        return "ul", runs
    return "ol" if bullet["number"] else "ul", _trimmed(_without(runs, bullet.end()))


def _without(runs: list[_Run], count: int) -> list[_Run]:
    """The runs without their first `count` letters."""
    left = []
    for run in runs:
        left.append(run._replace(text=run.text[count:]))
        count = max(0, count - len(run.text))
    return left


def _trimmed(runs: Iterable[_Run]) -> list[_Run]:
    """The runs with single blanks, no blank at either end or around a line break, and no empty run."""
    kept: list[_Run] = []
    for run in runs:
        for text in re.split("(\n)", run.text):
            before = kept[-1].text if kept else "\n"
            if text == "\n":
                while kept and kept[-1].text.endswith(" "):
                    kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
                    if not kept[-1].text:
                        kept.pop()
                if kept:
                    kept.append(_Run("\n"))
                continue
            piece = text.lstrip(" ") if before.endswith((" ", "\n")) else text
            if piece:
                kept.append(run._replace(text=piece))
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return kept


def _written(blocks: Iterable[_Block]) -> str:
    found = []
    for list_, items in groupby(blocks, key=lambda block: block.within):
        tag = "li" if list_ else "p"
        inner = "".join(f"<{tag}>{_inline(item.runs)}</{tag}>" for item in items)
        found.append(f"<{list_}>{inner}</{list_}>" if list_ else inner)
    return "".join(found)


def _inline(runs: Iterable[_Run]) -> str:
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
    """The text for papers, which set it with their own means: `{"kind": "p", "lines": …}` for a paragraph,
    `{"kind": "ul" or "ol", "items": …}` for a list. A line is a list of runs of letters with the same look; a
    paragraph and an item have one line for each break in them."""
    found: list[dict[str, Any]] = []
    for list_, blocks in groupby(_blocks(html), key=lambda block: block.within):
        lines = [_lines(block.runs) for block in blocks]
        if list_:
            found.append({"kind": list_, "items": lines})
        else:
            found += [{"kind": "p", "lines": each} for each in lines]
    return found


def _lines(runs: Iterable[_Run]) -> list[list[dict[str, Any]]]:
    lines: list[list[dict[str, Any]]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(run._asdict())
    return lines


def plain_text(html: str) -> str:
    """The words alone: an empty line between paragraphs, `- ` or `1. ` before the items of a list, and the address
    after a link that does not show it."""
    found = []
    for list_, items in groupby(_blocks(html), key=lambda block: block.within):
        texts = [_plain(item.runs) for item in items]
        if list_ == "ol":
            texts = [f"{number}. {text}" for number, text in enumerate(texts, start=1)]
        elif list_:
            texts = [f"- {text}" for text in texts]
        found.append(("\n" if list_ else "\n\n").join(texts))
    return "\n\n".join(found)


def _plain(runs: Iterable[_Run]) -> str:
    found = []
    for href, same in groupby(runs, key=lambda run: run.href):
        text = "".join(run.text for run in same)
        shown = href.removeprefix("mailto:")
        found.append(f"{text} ({shown})" if href and shown not in text else text)
    return "".join(found)


def from_plain(text: str) -> str:
    """Rich text from what somebody typed in a plain field: empty lines divide paragraphs, and lines that begin with
    `- ` or `1. ` are lists."""
    blocks: list[_Block] = []
    is_new = True
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = _SPACES.sub(" ", line).strip()
        item = _LINE.match(words)
        if not words:
            is_new = True
        elif item:
            blocks.append(_Block("ul" if item["bullet"] else "ol", runs=[_Run(item["text"])]))
            is_new = True
        elif is_new or not blocks:
            blocks.append(_Block(runs=[_Run(words)]))
            is_new = False
        else:
            blocks[-1].runs += [_Run("\n"), _Run(words)]
    return _written(_Block(each.within, runs=_trimmed(each.runs)) for each in blocks if _trimmed(each.runs))


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
