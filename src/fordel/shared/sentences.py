"""Parts of sentences that every module writes alike."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list

from fordel.shared.dates import babel_locale


def listed(names: Sequence[str]) -> str:
    """Return `Alstahaug`, `Alstahaug og Hemnes` or `Alstahaug, Hemnes og Træna`, in the language that is active."""
    return str(format_list(names, locale=babel_locale()))


def any_of(names: Sequence[str]) -> str:
    """Return the same with `eller` before the last."""
    return str(format_list(names, style="or", locale=babel_locale()))
