"""Colleagues in a spreadsheet become the lines that could have been pasted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.events.colleagues import parts_of, rows_of


def _lines(*rows: list[object]) -> list[tuple[int, str]]:
    return [(row.number, row.line) for row in rows_of(rows)]


def test_headings_say_what_the_columns_hold_in_any_order() -> None:
    found = _lines(
        ["Workshop II", None],
        [],
        ["Mat", "E-post", "Etternavn", "Fornavn", "Tilrettelegging:"],
        ["Nøtter", "kari@example.org", "Nordmann", "Kari", None],
        [None, "ola@example.org", "Berg", "Ola", "Rullestol"],
        [None, None, None, None, None],
        [None, None, "Lie", "Ann"],
    )
    assert found == [
        (4, "Kari Nordmann, kari@example.org |  | Nøtter"),
        (5, "Ola Berg, ola@example.org | Rullestol"),
        (7, "Ann Lie"),
    ]
    assert parts_of(found[0][1]) == ("Kari Nordmann, kari@example.org", "", "Nøtter")


def test_without_headings_the_address_is_the_cell_with_an_at_sign() -> None:
    assert _lines(["kari@example.org", "Kari", "Nordmann"], ["Ola Berg", "ola@example.org"], ["Uten"]) == [
        (1, "Kari Nordmann, kari@example.org"),
        (2, "Ola Berg, ola@example.org"),
        (3, "Uten"),
    ]


CELLS = st.none() | st.text(max_size=20) | st.integers() | st.floats()


@given(st.lists(st.lists(CELLS, max_size=6), max_size=15))
def test_every_row_with_something_in_it_is_one_line_of_its_own_number(rows: list[list[object]]) -> None:
    found = rows_of(rows)
    assert all(row.line and len(row.line.splitlines()) == 1 for row in found)
    assert [row.number for row in found] == sorted({row.number for row in found})
    assert all(1 <= row.number <= len(rows) for row in found)
