"""docs/county-deck.md leads to pages and tests that are there."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve

from tests.conftest import ROOT

_ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "county-deck.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]


def test_all_fourteen_points_are_there_in_order() -> None:
    assert [int(row[0]) for row in _ROWS] == list(range(1, 15))


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[1])
def test_each_leads_to_pages_and_a_test_or_says_what_is_missing(row: list[str]) -> None:
    _number, point, pages, test, missing = row
    addresses = re.findall(r"`(/[^`]*)`", pages)
    assert point and (missing or addresses)
    for address in addresses:
        assert resolve(address).url_name, address
    for path in re.findall(r"`([^`]+)`", test):
        assert (ROOT / path).is_file(), path
    assert bool(addresses) == bool(test), "a page without a test, or a test of nothing"
