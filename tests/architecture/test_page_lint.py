"""The page lint finds what it is there to find."""

from __future__ import annotations

import re

import pytest

from tests.page_lint import lint, lint_slowly, sound_tree

PAGE = (
    '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Side – Fordel</title></head><body><main>'
    "<h1>Side</h1>{}</main></body></html>"
)
TABLE = (
    '<table><caption>Beløp</caption><thead><tr><th scope="col">Nr.</th></tr></thead>'
    '<tbody><tr><th scope="row">1</th></tr></tbody></table>'
)
FORM = (
    '<form><label for="a">Navn</label><input id="a" aria-describedby="h"><p id="h">Hint &lt;1 &amp; 2</p>'
    '<select aria-label="Fylke"><option value="&lt;a&gt;">Nordland</option></select><ul><li>1</li></ul>'
    "<button>Lagre</button></form>"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" role="img" aria-label="Diagram"><path d="M0 0"/>'
    '<text x="1">1</text></svg>'
)
GOOD = PAGE.format(TABLE + FORM + SVG + '<ds-field><a href="#a">Til feltet</a></ds-field>')
PUT_IN = (
    *("<", "&", "&foo;", "&amp", '"', "=", "/", "\0", "<!", "<!-- a --", "<?x?>", ' id="a" id="b"', "<br/>", "<div/>"),
    *("<p>", "</p>", "<div>", "</div>", "<a>", "</a>", "<li>", "<td>", "<tr>", "<form>", "<button>", "<b>", "</b>"),
    *("</span>", "<option>", "<h1>", "<table>", "</table>", "<label>", "<select>", "<body>", "<html>", "<main>"),
)


def test_a_good_page_passes() -> None:
    assert sound_tree(GOOD) is not None
    assert lint(GOOD) == lint_slowly(GOOD) == []


def test_the_fast_reading_passes_nothing_that_the_slow_one_does_not() -> None:
    """A page that is spoilt at some place, in every way: what html5lib finds is never passed by html5ever."""
    places = range(GOOD.index("<main>"), len(GOOD), 7)
    spoilt = [GOOD[:at] + PUT_IN[number % len(PUT_IN)] + GOOD[at:] for number, at in enumerate(places)]
    spoilt += [GOOD[:at] + GOOD[at + 1 :] for at in places]
    spoilt += [GOOD[: tag.start()] + GOOD[tag.end() :] for tag in re.finditer("<[^>]+>", GOOD)]
    found = [(page, lint_slowly(page)) for page in spoilt]
    assert sum(bool(faults) for _page, faults in found) > len(PUT_IN)
    passed = [(page, faults) for page, faults in found if faults and not lint(page)]
    assert passed == []


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
