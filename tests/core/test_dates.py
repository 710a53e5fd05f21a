"""Days as people write them, and the same reader behind every form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fordel.core.dates import read_day
from fordel.meetings.forms import day_from
from fordel.reports.casework.forms import end_of_day
from fordel.shared.pages.forms import DayField


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-03", "03.02.2026", "3.2.2026", "3. 2. 2026", "3. februar 2026", "3 februar 2026", "3. feb. 2026"),
        *(
            "3. Februar\u00a02026",
            "tirsdag 3. februar 2026",
            "tysdag 3. februar 2026",
            "3 February 2026",
            " 03.02.2026 ",
        ),
        "tirsdag den 3. februar 2026",
    ],
)
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    right = date(2026, 2, 3)
    assert read_day(text) == right
    assert day_from({"date": text}) == right
    assert DayField("Første dag").clean(text) == right
    end: Any = end_of_day(text, "until")
    assert end.date() == date(2026, 2, 4)


@pytest.mark.parametrize(
    "text", ["", "snart", "31.02.2026", "03.02.26", "3/2/2026", "2026-2-3", "3. tull 2026", "20260203"]
)
def test_what_is_no_day_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text)
