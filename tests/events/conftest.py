"""An office with a series of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fordel.events.models import Event, Series
from fordel.parties.models import Person
from tests.events.events import at_eleven, published_event, registered, series_of


@pytest.fixture(autouse=True)
def _at_eleven() -> Iterator[None]:
    with at_eleven():
        yield


@pytest.fixture
def officer(nordland: Any, person_as: Any) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def series(nordland: Any, officer: Person) -> Series:
    return series_of(nordland.office, officer)


@pytest.fixture
def event(series: Series, officer: Person) -> Event:
    return published_event(series, officer)


@pytest.fixture
def full(series: Series, officer: Person) -> Event:
    """Two places, and two who wait. A place is offered for a day."""
    found = published_event(series, officer, capacity=2)
    registered(found, 4)
    return found
