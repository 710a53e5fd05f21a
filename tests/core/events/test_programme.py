"""A programme is read line by line, or the line that cannot be read is named."""

from __future__ import annotations

import pytest

from fordel.core.events.programme import ProgrammeError, ProgrammeItem, read_programme, written


def test_a_programme_is_read_and_written_again() -> None:
    text = "9.00–9.45 Velkommen; Kari Nordmann\n\n09:45 - 11:30 Gruppearbeid: lek\n12.00 Lunsj"
    items = read_programme(text)
    assert items == [
        ProgrammeItem("09.00", "09.45", "Velkommen", "Kari Nordmann"),
        ProgrammeItem("09.45", "11.30", "Gruppearbeid: lek", ""),
        ProgrammeItem("12.00", "", "Lunsj", ""),
    ]
    assert read_programme(written(items)) == items


@pytest.mark.parametrize(
    ("text", "line", "is_backwards"),
    [
        ("Velkommen", "Velkommen", False),
        ("09.00", "09.00", False),
        ("24.00 Slutt", "24.00 Slutt", False),
        ("09.00 ; Kari", "09.00 ; Kari", False),
        ("10.00–09.00 Lek", "10.00–09.00 Lek", True),
        ("10.00 Lek\n09.00 Ro", "09.00 Ro", True),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, line: str, is_backwards: bool) -> None:
    with pytest.raises(ProgrammeError) as raised:
        read_programme(text)
    assert (raised.value.line, raised.value.is_backwards) == (line, is_backwards)
