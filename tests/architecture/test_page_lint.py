"""The page lint finds what it is there to find."""

from __future__ import annotations

import pytest

from tests.page_lint import lint

PAGE = (
    '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Side – Fordel</title></head><body><main>'
    "<h1>Side</h1>{}</main></body></html>"
)


def test_a_good_page_passes() -> None:
    table = (
        '<table><caption>Beløp</caption><thead><tr><th scope="col">Nr.</th></tr></thead>'
        '<tbody><tr><th scope="row">1</th></tr></tbody></table>'
    )
    form = (
        '<form><label for="a">Navn</label><input id="a" aria-describedby="h"><p id="h">Hint</p>'
        "<button>Lagre</button></form>"
    )
    svg = '<svg viewBox="0 0 1 1" role="img" aria-label="Diagram"><path d="M0 0"/><text x="1">1</text></svg>'
    assert lint(PAGE.format(table + form + svg + '<ds-field><a href="#a">Til feltet</a></ds-field>')) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<p><div>", "broken markup"),
        ("</section>", "broken markup"),
        ("<h1>To</h1>", "main headings"),
        ('<p id="x"></p><p id="x"></p>', "2 times"),
        ('<input id="q">', "no label"),
        ('<label for="q"></label><input id="q">', "no label"),
        ("<select><option>1</option></select>", "no label"),
        ("<button><svg></svg></button>", "nothing is said"),
        ('<input aria-label="Navn" aria-describedby="gone">', "points at nothing"),
        ('<label for="gone">Navn</label>', "points at nothing"),
        ('<a href="#gone">Feil</a>', "leads nowhere"),
        ('<p style="color:red">x</p>', "style attribute"),
        ("<script>alert(1)</script>", "inline <script>"),
        ("<svg><style>a{}</style></svg>", "inline <style>"),
        ('<p onclick="x()">x</p>', "inline handler"),
        ('<a href="javascript:x()">x</a>', "inline handler"),
        ('<table><thead><tr><th scope="col">a</th></tr></thead></table>', "captions"),
        ("<table><caption>a</caption><tbody><tr><th>a</th></tr></tbody></table>", "no scope"),
        ('<img src="a.png">', "no alt"),
        ("<fieldset><p>x</p></fieldset>", "no legend"),
    ],
)
def test_each_fault_is_found(markup: str, fault: str) -> None:
    assert any(fault in line for line in lint(PAGE.format(markup))), lint(PAGE.format(markup))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (' lang="nb"', "", "no language"),
        ("Side – Fordel", " – Fordel", "title"),
        ("Side – Fordel", "Side", "title"),
        ("<!doctype html>", "", "broken markup"),
        ("<main>", "<div>", "broken markup"),
    ],
)
def test_what_the_whole_page_lacks_is_found(old: str, new: str, fault: str) -> None:
    assert any(fault in line for line in lint(PAGE.format("").replace(old, new, 1)))
