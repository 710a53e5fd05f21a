"""Rich text has one form, and what is typed in a plain field becomes rich text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.rich_text import from_plain, plain_text, tidy

WORDS = st.text("ab<>&\"' \n\u00a0æ", max_size=8)
_NAMES = ("p", "b", "em", "ul", "ol", "li", "div", "h2", "a")
TAGS = st.sampled_from(["<br>", *(f"<{name}>" for name in _NAMES), *(f"</{name}>" for name in _NAMES)])
OTHERS = st.sampled_from(['<a href="https://x.no/?a=1&b=2">', '<a href="#">', "<p class=MsoListParagraph>"])
SOUP = st.lists(WORDS | TAGS | OTHERS, max_size=20).map("".join)


@pytest.mark.parametrize(
    ("html", "one_form", "words"),
    [
        ("", "", ""),
        ("<p> </p><br>", "", ""),
        ("bare", "<p>bare</p>", "bare"),
        ("x<div>y</div>z", "<p>x</p><p>y</p><p>z</p>", "x\n\ny\n\nz"),
        ("<h2>Goal</h2><p>a<br> b </p>", "<p><strong>Goal</strong></p><p>a<br>b</p>", "Goal\n\na\nb"),
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


@given(SOUP)
def test_what_is_tidy_stays_as_it_is(html: str) -> None:
    once = tidy(html)
    assert tidy(once) == once
    assert plain_text(once) == plain_text(html)


@given(SOUP)
def test_words_typed_in_a_plain_field_come_back_as_they_were(html: str) -> None:
    typed = plain_text(from_plain(plain_text(html)))
    assert plain_text(from_plain(typed)) == typed


def test_a_plain_field_knows_paragraphs_lines_and_lists() -> None:
    html = "<p>One<br>line</p><p>Two</p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><p>1 &lt; 2</p>"
    assert from_plain("One\r\nline\r\n\r\nTwo\n- a\n* b\n1. c\n\n1 < 2\n") == html
    assert plain_text(html) == "One\nline\n\nTwo\n\n- a\n- b\n\n1. c\n\n1 < 2"
