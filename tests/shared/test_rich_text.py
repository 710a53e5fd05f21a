"""Nothing that runs survives the cleaning of rich text, and what people paste from Word keeps its shape."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.rich_text import LINKS, STRUCTURE, TAGS, plain_text
from fordel.shared.rich_text import TooMuchMarkupError, clean_html, page_html, safe_html

HOSTILE = [
    "<script>evil()</script>",
    "<ScRiPt src=//evil.example/x.js>",
    "</script>",
    "<style>*{display:none}</style>",
    "<img src=x onerror=evil()>",
    "<svg><a xlink:href='javascript:evil()'><text>k</text></a></svg>",
    "<math><mtext><script>evil()</script>",
    "<p onclick='evil()' style='color:red'>",
    "<a href='java\tscript:evil()'>k</a>",
    "<a href='JAVASCRIPT:evil()' onmouseover=evil()>k</a>",
    "<a href='data:text/html,<script>evil()</script>'>k</a>",
    "<a href='vbscript:evil()' target=_top>",
    "<iframe srcdoc='<script>evil()</script>'></iframe>",
    "<form action=//evil.example><input name=a><button formaction=javascript:evil()>b</button>",
    "<noscript><p title='</noscript><img src=x onerror=evil()>'>",
    "<template><script>evil()</script></template>",
    "<!--><script>evil()</script>-->",
    "<![CDATA[<script>evil()</script>]]>",
    "<xmp><script>evil()</script></xmp>",
    "<title></title><base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "&lt;script&gt;evil()&lt;/script&gt;",
    "\x00<\x00script>evil()",
]
PIECES = [
    "<p>",
    "<ul><li>",
    "</ul>",
    "<b>",
    "<h1>",
    "<table><tr><td>",
    "<th colspan=3 onclick=evil()>",
    "<tr>",
    "</table>",
]
PIECES += ["<span data-note='evil()'>", "</span>", "<caption>", "<h4 id=evil>"]
SOUP = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6) | st.sampled_from(PIECES))
PASTED_FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>
<!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=NO-BOK style='tab-interval:35.4pt'><!--StartFragment-->
<h1>Mål for tiltaket<o:p></o:p></h1>
<p class=MsoNormal style='margin-bottom:8.0pt'>Barna møter en skole som er <b style='mso-bidi-font-weight:normal'
>klar</b> for dem.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>samlinger på høsten</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span></span
><![endif]><i>utprøving</i>
på våren</p>
<p class=MsoNormal><a href="https://www.udir.no/"><span style='color:blue'>Udir</span></a><o:p>&nbsp;</o:p></p>
<!--EndFragment--></body></html>"""


def elements(html: str) -> list[Any]:
    """Every element as a browser would read it."""
    return [
        each for each in html5lib.parseFragment(html, namespaceHTMLElements=False).iter() if isinstance(each.tag, str)
    ]


ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, "span": {"data-note"}}


@given(SOUP.map("".join), st.booleans())
def test_no_script_style_handler_or_unsafe_link_survives(html: str, structured: bool) -> None:
    cleaned = clean_html(html, structured=structured)
    for element in elements(cleaned)[1:]:
        assert element.tag in (TAGS | STRUCTURE if structured else TAGS)
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set())
        assert element.attrib.get("href", "https:").partition(":")[0] in LINKS
        assert element.attrib.get("scope", "col") in ("col", "row") and not element.attrib.get("data-note")
    assert clean_html(cleaned, structured=structured) == cleaned == str(safe_html(cleaned))


@pytest.mark.parametrize("html", HOSTILE)
def test_what_runs_is_taken_away_and_the_words_beside_it_are_kept(html: str) -> None:
    cleaned = clean_html(f"<p>before</p>{html}")
    assert cleaned.startswith("<p>before</p>")
    assert "<script" not in cleaned and "onerror=" not in cleaned.replace("&lt;", "")


def test_words_that_look_like_markup_are_words() -> None:
    assert clean_html("1 &lt; 2 &amp; «b»") == "<p>1 &lt; 2 &amp; «b»</p>"


def test_deep_markup_is_no_burden() -> None:
    assert clean_html("<div><b>" * 5_000 + "x") == "<p><strong>x</strong></p>"


def test_a_text_pasted_from_word_keeps_its_shape_and_nothing_of_word() -> None:
    cleaned = clean_html(PASTED_FROM_WORD)
    assert cleaned == (
        "<h3>Mål for tiltaket</h3><p>Barna møter en skole som er <strong>klar</strong> for dem.</p>"
        "<ul><li>samlinger på høsten</li><li><em>utprøving</em> på våren</li></ul>"
        '<p><a href="https://www.udir.no/">Udir</a></p>'
    )
    assert plain_text(cleaned).splitlines()[-1] == "Udir (https://www.udir.no/)"


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>x" * 20_000,
        "<table>" + "<tr><td>x<td>y" * 100_000,
        "<br>" * 200_000,
        "<span data-note>a</span>" * 80_000,
    ],
)
def test_markup_that_would_take_too_long_is_refused(html: str) -> None:
    with pytest.raises(TooMuchMarkupError):
        clean_html(html)


def test_a_little_markup_never_becomes_a_huge_table() -> None:
    html = "<table><tr>" + "<td>x" * 20 + "<tr><td>x" * 480 + "</table>"
    assert len(clean_html(html)) < 2 * len(html)


def test_a_page_numbers_the_notes_and_links_both_ways() -> None:
    html = "<p>a<span data-note>b <a href='https://x.no/'>c</a></span> d<span data-note>e</span></p>"
    html += "<table><tr><td>f<td>g &amp; h<tr><td>i<td>j</table>"
    shown = elements(page_html(html, "goal"))
    links = [each for each in shown if each.tag == "a" and each.attrib["href"].startswith("#")]
    ids = {each.attrib["id"] for each in shown if "id" in each.attrib}
    assert {each.attrib["href"][1:] for each in links} == ids and len(links) == 4
    assert ["".join(each.itertext()) for each in links[:2]] == ["Note 1", "Note 2"]
    notes = [each for each in shown if each.tag == "li"]
    assert ["".join(each.itertext()) for each in notes] == [
        "b c Tilbake til teksten (1)",
        "e Tilbake til teksten (2)",
    ]
    assert [each.attrib["aria-label"] for each in shown if each.tag == "div" and "aria-label" in each.attrib] == [
        "Tabell: f, g & h"
    ]
