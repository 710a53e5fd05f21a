"""What every page must be, whoever asks for it: `lint` is run on each HTML answer that a test client gets."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, fromstring

import html5lib
from markupever import HtmlOptions, Parser

_REFERRING = {"aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for"}
_UNLABELLED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
_SCOPES = {"col", "row", "colgroup", "rowgroup"}
_WORDS = re.compile(r"\w")
_OF_THIS_ANSWER = re.compile(r'\b[0-9A-Za-z]{64}\b|(?<=name="next" value=")[^"]*')
"""What is another in each answer: the token against forged forms, and the address to come back to."""

_REFERENCE: Final = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;)(\w*;?)")
_CLOSED: Final = ("caption", "table", "thead", "tbody", "tr", "th", "td", "li", "p", "dt", "dd", "option", "select")
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_SVG_TWICE: Final = ' :xmlns="http://www.w3.org/2000/svg"'
_LESS: Final = "\ue000"


def lint_response(response: Any, *, is_part: bool) -> None:
    """Raises AssertionError that lists what is wrong with the page, if the response is one.

    `is_part`: htmx asked for a piece of a page, so what concerns the whole document is not looked at.
    """
    if not response.headers.get("Content-Type", "").startswith("text/html") or response.streaming:
        return
    body = response.content
    if not body:
        return
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    text = _OF_THIS_ANSWER.sub("", body.decode("utf-8"))
    whole = not is_part or text.lstrip().lower().startswith("<!doctype")
    found = [*_lint_once(text, whole)]
    policy = response.headers.get("Content-Security-Policy", "")
    if whole and "default-src 'self'" not in policy:
        found.append(f"the content security policy is {policy!r}")
    if "unsafe" in policy:
        found.append(f"the content security policy allows what is unsafe: {policy}")
    assert found == [], "\n".join(found)


@lru_cache(maxsize=512)
def _lint_once(text: str, whole: bool) -> tuple[str, ...]:
    """Most pages that refuse a person are the same but for that: each is read once."""
    return tuple(lint(text, whole=whole))


def lint(text: str, *, whole: bool = True) -> list[str]:
    """What is wrong with the HTML, one line each; empty when nothing is."""
    root = sound_tree(text) if whole else None
    return [] if root is not None and not faults_in(root, whole=True) else lint_slowly(text, whole=whole)


def sound_tree(text: str) -> Element | None:
    """The page as a tree, if html5ever finds no fault in its markup; None where html5lib has to judge.

    It reads a page in a tenth of the time, and is stricter here than html5lib but for references to characters: those
    are looked at first, and whether each element that may be left open is closed.
    """
    if any(not name.endswith(";") or name not in html5 for name in _REFERENCE.findall(text)):
        return None
    if any(len(re.findall(rf"<{tag}[\s>]", text)) != text.count(f"</{tag}>") for tag in _CLOSED):
        return None
    parser = Parser(HtmlOptions(full_document=True, exact_errors=True))
    parser.process(text.replace("&lt;", _LESS))  # it writes those of attributes as they are, which is no XML
    parser.finish()
    if parser.errors():
        return None
    try:
        root = fromstring(parser.into_dom().serialize(is_html=False).replace(_SVG_TWICE, ""))  # noqa: S314 -- our own page
    except ParseError:
        return None
    for element in root.iter():
        element.tag = element.tag.removeprefix(_XHTML)
    return root


def lint_slowly(text: str, *, whole: bool = True) -> list[str]:
    """What is wrong with the HTML by html5lib, which says where."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(text) if whole else parser.parseFragment(text)
    lines = text.splitlines()
    found = [f"broken markup: {code} {values} in {_near(lines, at)}" for at, code, values in parser.errors]
    return found + faults_in(root, whole=whole)


def faults_in(root: Element, *, whole: bool) -> list[str]:
    """What is wrong with a page whose markup could be read."""
    found: list[str] = []
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    parents = {child: parent for parent in root.iter() for child in parent}
    if whole:
        found += _document(root, elements)
    found += _references(elements, whole)
    found += _no_inline_code(elements)
    found += _controls(elements, parents)
    found += _tables(elements)
    found += [f"an image has no alt: {_start(e)}" for e in elements if e.tag == "img" and e.get("alt") is None]
    return found


def _near(lines: list[str], at: tuple[int, int]) -> str:
    line = lines[at[0] - 1] if 0 < at[0] <= len(lines) else ""
    return repr(line[max(0, at[1] - 90) : at[1] + 30])


def _start(element: Element) -> str:
    return f"<{element.tag} {dict(element.attrib)}>"


def _words(element: Element) -> str:
    """What a screen reader would say: the text and the aria-label of an element and those inside it."""
    inside = (child.get("aria-label", "") + child.get("alt", "") for child in element.iter())
    return " ".join(["".join(element.itertext()), *inside]).strip()


def _document(root: Element, elements: list[Element]) -> Iterator[str]:
    if not root.get("lang"):
        yield "the page has no language"
    titles = ["".join(e.itertext()) for e in elements if e.tag == "title" and "svg" not in e.tag]
    if not titles or not re.fullmatch(r"(?s).*\S.* – Fordel", titles[0]):
        yield f"the title is {titles[:1]!r}"
    headings = [_words(e) for e in elements if e.tag == "h1"]
    if len(headings) != 1 or not _WORDS.search(headings[0]):
        yield f"the main headings are {headings!r}"
    if sum(e.tag == "main" for e in elements) != 1:
        yield "there is not one <main>"


def _references(elements: list[Element], whole: bool) -> Iterator[str]:
    counted = Counter(e.get("id") for e in elements if e.get("id") is not None)
    yield from (f"the id {name!r} is there {count} times" for name, count in counted.items() if count > 1)
    yield from (f"an id is empty or has a space: {name!r}" for name in counted if not name or " " in name)
    if not whole:
        return
    for element in elements:
        for attribute in element.attrib.keys() & _REFERRING:
            for name in element.get(attribute, "").split():
                if name not in counted:
                    yield f"{attribute}={name!r} points at nothing: {_start(element)}"
        link = element.get("href", "")
        if element.tag == "a" and link.startswith("#") and link[1:] not in counted:
            yield f"the link {link} leads nowhere"


def _no_inline_code(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        name = str(element.tag).rpartition("}")[2]
        if element.get("style") is not None:
            yield f"a style attribute: {_start(element)}"
        is_data = element.get("type") == "application/ld+json"  # a data block: nothing of it runs
        if name == "style" or (name == "script" and not element.get("src") and not is_data):
            yield f"inline <{name}>: {''.join(element.itertext())[:60]!r}"
        for attribute, value in element.attrib.items():
            if str(attribute).startswith(("on", "hx-on")) or value.strip().lower().startswith("javascript:"):
                yield f"an inline handler {attribute}={value!r}"


def _controls(elements: list[Element], parents: dict[Element, Element]) -> Iterator[str]:
    labels = {e.get("for"): _words(e) for e in elements if e.tag == "label" and e.get("for")}
    by_id = {e.get("id"): e for e in elements if e.get("id")}
    for element in elements:
        if element.tag in ("button", "a", "summary") and not _named(element, by_id):
            yield f"nothing is said about {_start(element)}"
        is_field = element.tag in ("select", "textarea") or (
            element.tag == "input" and element.get("type", "text") not in _UNLABELLED_INPUTS
        )
        if not is_field or _named(element, by_id):
            continue
        wrapped = any(e.tag == "label" and _WORDS.search(_words(e)) for e in _above(element, parents))
        if not wrapped and not _WORDS.search(labels.get(element.get("id"), "")):
            yield f"a field has no label: {_start(element)}"
    for element in elements:
        if element.tag == "fieldset" and not any(child.tag == "legend" and _words(child) for child in element):
            yield f"a fieldset has no legend: {_start(element)}"


def _named(element: Element, by_id: dict[str | None, Element]) -> bool:
    label = element.get("aria-label", "")
    if element.tag in ("button", "a", "summary"):
        label += _words(element)
    label += "".join(_words(by_id[name]) for name in element.get("aria-labelledby", "").split() if name in by_id)
    return bool(_WORDS.search(label))


def _above(element: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    while element in parents:
        element = parents[element]
        yield element


def _tables(elements: list[Element]) -> Iterator[str]:
    for table in (e for e in elements if e.tag == "table"):
        captions = [_words(e) for e in table if e.tag == "caption"]
        if len(captions) != 1 or not captions[0]:
            yield f"a table has the captions {captions!r}"
        headings = [e for e in table.iter() if e.tag == "th"]
        if not headings:
            yield f"the table {captions!r} has no headings"
        for heading in headings:
            if heading.get("scope") not in _SCOPES:
                yield f"a heading has no scope: {_words(heading)!r} in {captions!r}"
