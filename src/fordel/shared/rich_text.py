"""Cleans rich text from browsers, word processors and mail: what comes out can be stored and shown as HTML."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.rich_read import NEW_BLOCK, TABLE
from fordel.core.form.rich_text import LINKS, STRUCTURE, TAGS, plain_text, tidy, with_numbered_notes

# What `tidy` reads; everything else is taken away before, with the words kept.
_READ: Final = {*TAGS, *STRUCTURE, *NEW_BLOCK, *TABLE, "b", "i", "h1", "h2", "h5", "h6"}
_SILENT: Final = {"script", "style", "title", "template", "noscript", "iframe", "svg", "math", "textarea", "select"}
_KEPT: Final = {"a": {"href"}, "th": {"scope"}, "span": {"data-note"}}
_CELL: Final = {"colspan", "rowspan"}
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_CLOSES_ITSELF: Final = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "dd",
        "dt",
        "option",
        "br",
        "hr",
        "img",
        "col",
        "meta",
        "link",
        "input",
        "wbr",
    ]
)
_TABLE_HEAD: Final = re.compile(r"<table>(<thead>.*?</thead>)")
_HEAD_CELL: Final = re.compile(r'<th scope="col">(.*?)</th>')
_DEEPEST: Final = 10_000  # what is read in seconds: the time grows with the square of the depth
_MOST_TAGS: Final = 150_000


class TooMuchMarkupError(ValueError):
    """The HTML would take too long to read."""


def clean_html(html: str, *, structured: bool = True) -> str:
    """The text in its one form (`core.form.rich_text.tidy`), without script, style, handlers or unsafe links. '' if no
    words are left. Cleaning what is clean changes nothing. Raises TooMuchMarkupError."""
    if _depth(html) > _DEEPEST:
        raise TooMuchMarkupError
    known = nh3.clean(
        html,
        tags=_READ,
        clean_content_tags=_SILENT,
        # Word says with a class that a paragraph is an item of a list.
        attributes=_KEPT | {"p": {"class"}, "td": _CELL, "th": _CELL},
        url_schemes=set(LINKS),
        link_rel=None,
    )
    if known.count("<") > _MOST_TAGS:
        raise TooMuchMarkupError
    tags = {*TAGS, *STRUCTURE} if structured else set(TAGS)
    text = tidy(known, structured=structured)
    return nh3.clean(text, tags=tags, attributes=_KEPT, url_schemes=set(LINKS), link_rel=None)


def _depth(html: str) -> int:
    """About how deep the elements lie in each other, where they are deepest; one that is closed too often counts for
    no other."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for closes, name in _TAG.findall(html):
        if name in _CLOSES_ITSELF:
            continue
        if not closes:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def safe_html(html: str) -> SafeString:
    """Rich text for a template. It is cleaned when it is shown too, so that nothing depends on where it came from."""
    return mark_safe(clean_html(html))  # noqa: S308 - cleaned in this line


def page_html(html: str, name: str) -> SafeString:
    """Rich text as a page shows it: tables can be scrolled, and notes are numbered and come after the text, with links
    both ways. `name` tells the texts of a page apart, as letters that an id may have."""
    language = get_language() or "nb"
    own = f'<span class="ds-sr-only" lang="{language}">'

    def mark(number: int) -> str:
        note = escape(_("Footnote"))
        place = f'href="#note-{name}-{number}" id="to-note-{name}-{number}"'
        return f"<sup><a {place}>{own}{note} </span>{number}</a></sup>"

    text, notes = with_numbered_notes(clean_html(html), mark)
    text = _TABLE_HEAD.sub(_scrolled, text).replace("</table>", "</table></div>")
    if notes:
        back, heading = escape(_("Back to the text")), escape(_("Footnotes"))
        items = "".join(
            f'<li id="note-{name}-{number}">{note} <a href="#to-note-{name}-{number}" lang="{language}">{back}'
            f'<span class="ds-sr-only"> ({number})</span></a></li>'
            for number, note in enumerate(notes, start=1)
        )
        text += f'<div class="rich-notes"><h3 lang="{language}">{heading}</h3><ol>{items}</ol></div>'
    return mark_safe(text)  # noqa: S308 - cleaned above


def _scrolled(head: re.Match[str]) -> str:
    cells = [plain_text(cell) for cell in _HEAD_CELL.findall(head[1])]
    label = escape(_("Table: %(head)s") % {"head": ", ".join(cell for cell in cells if cell)})
    caption = f'<caption class="ds-sr-only">{label}</caption>'
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table class="table">{caption}{head[1]}'
    )
