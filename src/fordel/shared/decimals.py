"""Numbers with a decimal, as people write them."""

from __future__ import annotations

from babel.numbers import format_decimal

from fordel.shared.dates import babel_locale


def one_decimal(value: float) -> str:
    """`4,2`."""
    return str(format_decimal(value, format="0.0", locale=babel_locale()))


def signed_decimal(value: float) -> str:
    """`+0,4` or `−0,4`."""
    return str(format_decimal(value, format="+0.0;−0.0", locale=babel_locale()))
