"""Lists: one column gives the heading, the cell, whether it sorts, and the value in a file."""

from __future__ import annotations

import json
from typing import NamedTuple

from django.utils.html import format_html

from fordel.shared.pages.columns import ListColumn, PageList
from fordel.shared.pages.row_actions import RowActions, side_by_side


class Fruit(NamedTuple):
    name: str
    kroner: int


FRUIT: PageList[Fruit] = PageList(
    (
        ListColumn("name", "Name", lambda row: row.name, lambda row: row.name, sorts=True, is_heading=True),
        ListColumn("price", "Kroner", lambda row: row.kroner, lambda row: row.kroner, is_numeric=True),
        ListColumn("link", "File", lambda row: format_html('<a href="/{}/">PDF</a>', row.name)),
        ListColumn("hidden", "Note", value=lambda row: f"{row.name}!"),
    ),
    first="name",
)


def test_cells_are_escaped_unless_they_are_markup() -> None:
    table = FRUIT.table([Fruit("<b>", 3)], "Fruit")
    assert table.body == (
        '<tr><th scope="row">&lt;b&gt;</th><td class="numeric">3</td><td><a href="/&lt;b&gt;/">PDF</a></td></tr>\n'
    )


def test_the_heading_says_how_the_list_is_sorted_and_turns_the_order() -> None:
    head = FRUIT.table([], "Fruit", {"q": "ø"}).head
    assert 'aria-sort="ascending"' in head
    assert 'href="?q=%C3%B8&amp;sort=-name"' in head
    assert head.count("<a") == 1
    turned = FRUIT.table([], "Fruit", {"sort": "-name"}).head
    assert 'aria-sort="descending"' in turned
    assert 'href="?sort=name"' in turned


def test_an_order_that_is_not_offered_is_the_first_one() -> None:
    assert FRUIT.sorted_by({"sort": "price"}) == "name"
    assert FRUIT.sorted_by({"sort": "-name"}) == "-name"


def test_a_file_has_the_columns_with_a_value() -> None:
    answer = FRUIT.file("json", "fruit", "Fruit", [Fruit("Pære", 5)])
    assert json.loads(answer.content)["rows"] == [{"name": "Pære", "price": 5, "hidden": "Pære!"}]


def test_the_last_row_says_the_sums_below_their_columns() -> None:
    table = FRUIT.table([Fruit("Pære", 5)], "Fruit", sums=("Sum of <1>", {"price": 5}))
    assert table.foot == (
        '<tr><th scope="row" colspan="1">Sum of &lt;1&gt;</th><td class="numeric">5</td><td></td></tr>'
    )


def test_a_column_without_a_heading_has_an_empty_cell_above_it() -> None:
    boxes = PageList((ListColumn("pick", "", lambda row: "", css="pick"), *FRUIT.columns))
    assert boxes.table([], "Fruit").head.startswith('<td class="pick"></td><th scope="col"')


def test_a_row_can_have_a_class() -> None:
    listed = PageList(FRUIT.columns, row_css=lambda row: 'dear" x="' if row.kroner > 9 else "")
    body = listed.table([Fruit("Pære", 5), Fruit("Fiken", 10)], "Fruit").body
    assert body.startswith("<tr><th") and '<tr class="dear&quot; x=&quot;"><th' in body


def test_what_is_done_with_a_row_is_escaped_and_leads_back() -> None:
    actions = RowActions("secret", "/here/?q=1")
    button = actions.button("/do/", "Give", "<b>Anne</b>", {"kind": '"'})
    assert 'name="csrfmiddlewaretoken" value="secret"' in button
    assert 'name="next" value="/here/?q=1"' in button
    assert 'name="kind" value="&quot;"' in button
    assert 'Give<span class="ds-sr-only"> &lt;b&gt;Anne&lt;/b&gt;</span>' in button
    assert actions.link("/ask/", "Take", "Anne").startswith('<a href="/ask/?next=%2Fhere%2F%3Fq%3D1">Take<span')
    assert RowActions("secret").link("/ask/", "Take", "Anne").startswith('<a href="/ask/">')
    assert side_by_side(button, button) == f'<div class="row">{button}{button}</div>'
    assert "next" not in RowActions("secret").button("/do/", "Give", "Anne")
