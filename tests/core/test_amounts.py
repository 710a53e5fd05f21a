"""Amounts are read or refused, never guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.amounts import LARGEST, AmountError, amount_from_cell, parse_kroner

SPACES = (" ", "\u00a0", "\u2009", "\u202f")


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        ("312 500,-", 312_500),
        ("kr 737\u00a0500", 737_500),
        ("kr 737 500", 737_500),
        ("723.000", 723_000),
        ("NOK 1 263 000", 1_263_000),
        ("1364000,00", 1_364_000),
        ("1\u2009263\u2009000", 1_263_000),
        ("1\u202f263\u202f000,00", 1_263_000),
        ("1.263.000,00", 1_263_000),
        ("Kr. 5 000,-", 5_000),
        ("5000 kr", 5_000),
        ("nok5000", 5_000),
        ("  42  ", 42),
        ("1 000 000 000 000", LARGEST),
    ],
)
def test_what_people_write_is_read(text: str, kroner: int) -> None:
    assert parse_kroner(text) == kroner


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("312,500", "comma_groups"),
        ("1,263,000", "comma_groups"),
        ("1.5", "ore"),
        ("1.263.000,50", "ore"),
        ("5000,5", "ore"),
        ("5000.00", "ore"),
        ("12,5 mill.", "abbreviated"),
        ("2 millioner", "abbreviated"),
        ("500k", "abbreviated"),
        ("1 263.000", "mixed_separators"),
        ("1 263\u00a0000", "mixed_separators"),
        ("12 50", "groups"),
        ("1263 000", "groups"),
        ("1  263  000", "groups"),
        ("-5 000", "negative"),
        ("\u22125 000", "negative"),
        ("0", "zero"),
        ("0,-", "zero"),
        ("0312", "leading_zero"),
        ("1 000 000 000 001", "too_large"),
        ("9" * 5000, "too_large"),
        ("", "empty"),
        ("\u00a0", "empty"),
        ("kr", "not_an_amount"),
        ("kr 5 kr", "not_an_amount"),
        ("ca. 5000", "not_an_amount"),
        ("5000-6000", "not_an_amount"),
        ("٣٠٠", "not_an_amount"),
        ("1e6", "not_an_amount"),
        ("=5000", "not_an_amount"),
        ("5000\n6000", "not_an_amount"),
    ],
)
def test_what_can_be_misread_is_refused(text: str, code: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_kroner(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (True, "boolean"),
        (date(2026, 1, 30), "date"),
        (312_500.5, "ore"),
        (float("nan"), "not_an_amount"),
        (float("inf"), "not_an_amount"),
        (1e15, "too_large"),
        (-1, "negative"),
        (0.0, "zero"),
        (None, "empty"),
    ],
)
def test_cells_that_are_no_whole_kroner(cell: Any, code: str) -> None:
    with pytest.raises(AmountError) as caught:
        amount_from_cell(cell)
    assert caught.value.code == code


def test_a_number_is_no_reading_and_a_text_is() -> None:
    assert amount_from_cell(312_500.0).text is None
    assert amount_from_cell("312 500").text == "312 500"
    assert amount_from_cell(0, allow_zero=True).kroner == 0


def grouped(kroner: int, separator: str) -> str:
    return f"{kroner:,}".replace(",", separator)


@given(
    st.integers(1, LARGEST),
    st.sampled_from(["", ".", *SPACES]),
    st.sampled_from(["", "kr", "kr ", "Kr. ", "NOK ", "nok\u00a0"]),
    st.sampled_from(["", ",-", ",00"]),
)
def test_every_way_of_writing_comes_back(kroner: int, separator: str, before: str, after: str) -> None:
    assert parse_kroner(f"{before}{grouped(kroner, separator)}{after}") == kroner


@given(st.text(max_size=40) | st.text(alphabet="0123456789 .,-kr\u00a0\u2009", max_size=20))
def test_garbage_is_refused_or_is_its_own_digits(text: str) -> None:
    try:
        kroner = parse_kroner(text)
    except AmountError:
        return
    digits = re.sub(r",(?:[-\u2013]|00)(?=[^0-9]*$)", "", text)
    assert str(kroner) == re.sub(r"[^0-9]", "", digits)


@given(st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.dates(), st.datetimes(), st.text()))
def test_no_cell_raises_anything_else(cell: Any) -> None:
    try:
        amount = amount_from_cell(cell)
    except AmountError:
        return
    assert 0 < amount.kroner <= LARGEST
