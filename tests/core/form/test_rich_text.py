"""Rich text has one form, and what is typed in a plain field becomes rich text and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.rich_text import as_typed, from_plain, plain_text, structure, tidy, with_numbered_notes

WORDS = st.text("ab<>&\"' \n\u00a0æ", max_size=8)
_NAMES = ("p", "b", "em", "ul", "ol", "li", "div", "h1", "h2", "h3", "h4", "a", "span")
_TABLE = ("table", "tr", "td", "th", "caption")
TAGS = st.sampled_from(["<br>", *(f"<{name}>" for name in _NAMES), *(f"</{name}>" for name in _NAMES)])
CELLS = st.sampled_from(
    [*(f"<{name}>" for name in _TABLE), *(f"</{name}>" for name in _TABLE), "<td colspan=2>", "<th rowspan=3>"]
)
OTHERS = st.sampled_from(['<a href="https://x.no/?a=1&b=2">', '<a href="#">', "<p class=MsoListParagraph>"])
NOTES = st.sampled_from(["<span data-note>", '<span data-note="x">', "</span>"])
SOUP = st.lists(WORDS | TAGS | OTHERS | CELLS | NOTES, max_size=30).map("".join)
ROW = st.lists(st.text("ab ", max_size=3), min_size=1, max_size=4)
ROWS = st.tuples(st.lists(st.sampled_from(["td", "th"]), min_size=4, max_size=4), ROW).map(
    lambda row: "<tr>" + "".join(f"<{name}>{words}" for name, words in zip(*row, strict=False))
)
TABLES = st.lists(ROWS, min_size=1).map(lambda rows: f"<table>{''.join(rows)}</table>")


@pytest.mark.parametrize(
    ("html", "one_form", "words"),
    [
        ("", "", ""),
        ("<p> </p><br>", "", ""),
        ("bare", "<p>bare</p>", "bare"),
        ("x<div>y</div>z", "<p>x</p><p>y</p><p>z</p>", "x\n\ny\n\nz"),
        ("<h2>Goal</h2><p>a<br> b </p>", "<h3>Goal</h3><p>a<br>b</p>", "Goal\n\na\nb"),
        ("<h4>a</h4><h2>b</h2><h3>c</h3>", "<h3>a</h3><h3>b</h3><h4>c</h4>", "a\n\nb\n\nc"),
        ("<h2><b>a</b><br>b</h2>", "<h3>a b</h3>", "a b"),
        ("<ul><li><h2>a</h2>b</ul>", "<ul><li><strong>a</strong><br>b</li></ul>", "- a\nb"),
        (
            "<table><tr><td><b>a</b><td>b<tr><td>c<td><p>d</p><p>e</p></table>",
            '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
            "<tbody><tr><td>c</td><td>d<br>e</td></tr></tbody></table>",
            "a | b\nc | d e",
        ),
        (
            "<table><caption>t</caption><tr><td><td colspan=2>b<tr><th rowspan=2>c<td>d<td>e<tr><td>f</table>",
            '<p>t</p><table><thead><tr><td></td><th scope="col">b</th><td></td></tr></thead><tbody>'
            '<tr><th scope="row">c</th><td>d</td><td>e</td></tr><tr><td></td><td>f</td><td></td></tr></tbody></table>',
            "t\n\nb\nc | d | e\nf",
        ),
        ("<table><tr><td>a<td>b</table>", "<p>a | b</p>", "a | b"),
        ("<table><tr><td>a<tr><td>b</table>", "<p>a</p><p>b</p>", "a\n\nb"),
        ("<table><tr><td>" + "a<td>" * 20 + "b<tr><td>c", f"<p>{'a | ' * 20}b</p><p>c</p>", f"{'a | ' * 20}b\n\nc"),
        ("a<td>b</td><td>c</td>", "<p>a</p><p>b</p><p>c</p>", "a\n\nb\n\nc"),
        (
            "a<span data-note> b <b>c</b> </span>d",
            '<p>a<span data-note="">b <strong>c</strong></span>d</p>',
            "a [b c]d",
        ),
        ("a<span data-note> </span>d<span>e</span>", "<p>a de</p>", "a de"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>", "- a\n- b\n- c"),
        ("<ol><li><p>a</p><p>b</p></ol>", "<ol><li>a<br>b</li></ol>", "1. a\nb"),
        ("<b>a <i>b</i></b>", "<p><strong>a </strong><strong><em>b</em></strong></p>", "a b"),
        (
            '<a href="https://x.no/?a=1&amp;b=2">here</a>',
            '<p><a href="https://x.no/?a=1&amp;b=2">here</a></p>',
            "here (https://x.no/?a=1&b=2)",
        ),
        ('<a href="javascript:a()">here</a>', "<p>here</p>", "here"),
        ("<p class=MsoListParagraph>·<span>&nbsp;&nbsp; </span>a</p>", "<ul><li>a</li></ul>", "- a"),
        ("<p class=MsoListParagraphCxSpFirst>2.<span> &nbsp;</span>a</p>", "<ol><li>a</li></ol>", "1. a"),
    ],
)
def test_html_is_brought_into_one_form(html: str, one_form: str, words: str) -> None:
    assert (tidy(html), plain_text(html)) == (one_form, words)


def letters(text: str) -> str:
    return "".join(each for each in text if each in "abæ")


@given(SOUP | TABLES, st.booleans())
def test_what_is_tidy_stays_as_it_is(html: str, structured: bool) -> None:
    once = tidy(html, structured=structured)
    assert tidy(once, structured=structured) == once
    assert tidy(once) == once, "what a small set of tags holds is tidy in the large one"
    if structured:
        assert plain_text(once) == plain_text(html)


@given(SOUP | TABLES)
def test_no_words_are_lost(html: str) -> None:
    """Nor in a text that has no headings, tables and notes, nor when notes are numbered or the text is set on paper."""
    words = sorted(letters(_without_tags(html)))
    assert sorted(letters(_without_tags(tidy(html)))) == words
    assert sorted(letters(_without_tags(tidy(html, structured=False)))) == words
    text, notes = with_numbered_notes(html, str)
    assert sorted(letters(_without_tags("".join([text, *notes])))) == words
    assert sorted(letters("".join(_set_on_paper(structure(html))))) == words


def _without_tags(html: str) -> str:
    return unescape(re.sub("<[a-z/][^>]*>", "", html))


def _set_on_paper(structured: Any) -> Iterator[str]:
    if isinstance(structured, dict) and "text" in structured:
        yield structured["text"]
    elif isinstance(structured, dict):
        yield from (text for key, each in structured.items() if key != "kind" for text in _set_on_paper(each))
    elif isinstance(structured, list):
        yield from (text for each in structured for text in _set_on_paper(each))


@given(SOUP | TABLES, st.booleans())
def test_words_typed_in_a_plain_field_come_back_as_they_were(html: str, structured: bool) -> None:
    typed = as_typed(from_plain(as_typed(html), structured=structured))
    assert as_typed(from_plain(typed, structured=structured)) == typed


def test_a_plain_field_knows_headings_tables_and_notes() -> None:
    typed = "# Mål\n\nBarn[* Se § 5.] leker.\n\n## Del\n\n| År | Barn |\n| 2026 | 4 |"
    html = (
        '<h3>Mål</h3><p>Barn<span data-note="">Se § 5.</span> leker.</p><h4>Del</h4><table><thead><tr>'
        '<th scope="col">År</th><th scope="col">Barn</th></tr></thead>'
        "<tbody><tr><td>2026</td><td>4</td></tr></tbody></table>"
    )
    assert (from_plain(typed, structured=True), as_typed(html)) == (html, typed)
    assert "<h3>" not in from_plain(typed) and "<table>" not in from_plain(typed)


def test_a_table_out_of_all_proportion_is_lines_of_words() -> None:
    for html in ("<table>" + "<tr><td>a<td>b" * 501, "<table><tr>" + "<td colspan=20>a" * 3 + "<tr><td>b"):
        assert "<table>" not in tidy(html) and "<p>a | " in tidy(html)


def test_a_plain_field_knows_paragraphs_lines_and_lists() -> None:
    html = "<p>One<br>line</p><p>Two</p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><p>1 &lt; 2</p>"
    assert from_plain("One\r\nline\r\n\r\nTwo\n- a\n* b\n1. c\n\n1 < 2\n") == html
    assert plain_text(html) == "One\nline\n\nTwo\n\n- a\n- b\n\n1. c\n\n1 < 2"
