"""Nothing that runs survives the cleaning of rich text, and what people paste from Word keeps its shape."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.rich_text import LINKS, TAGS, plain_text
from fordel.shared.rich_text import clean_html, safe_html

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
SOUP = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6) | st.sampled_from(["<p>", "<ul><li>", "</ul>", "<b>"]))
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


@given(SOUP.map("".join))
def test_no_script_style_handler_or_unsafe_link_survives(html: str) -> None:
    cleaned = clean_html(html)
    for element in elements(cleaned)[1:]:
        assert element.tag in TAGS
        assert set(element.attrib) <= ({"href"} if element.tag == "a" else set())
        assert element.attrib.get("href", "https:").partition(":")[0] in LINKS
    assert clean_html(cleaned) == cleaned == str(safe_html(cleaned))


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
        "<p><strong>Mål for tiltaket</strong></p><p>Barna møter en skole som er <strong>klar</strong> for dem.</p>"
        "<ul><li>samlinger på høsten</li><li><em>utprøving</em> på våren</li></ul>"
        '<p><a href="https://www.udir.no/">Udir</a></p>'
    )
    assert plain_text(cleaned).splitlines()[-1] == "Udir (https://www.udir.no/)"
