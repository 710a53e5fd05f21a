"""Where a round is: the keys of its addresses, and the same keys as a filter of what belongs to it."""

from __future__ import annotations

from typing import Any, TypedDict

from django.urls.converters import StringConverter

from fordel.core.scheme import RESERVED_SLUGS


class RoundKeys(TypedDict):
    """What the address of a page of a round names: the office's slug, the scheme's slug and the year."""

    office: str
    scheme: str
    year: int


def in_round(prefix: str, office: str, scheme: str, year: int) -> dict[str, Any]:
    """The filter that finds what belongs to the running round of an address.

    `prefix` is the way to the round with `__` after it: `"draft__round__"`, or `""` for the round itself.
    """
    return {
        f"{prefix}office__slug": office,
        f"{prefix}scheme_slug": scheme,
        f"{prefix}year": year,
        f"{prefix}is_history": False,
    }


class SchemeSlug(StringConverter):
    """The scheme in an address (`<scheme:scheme>`): any slug but the words that lead to other pages of an office."""

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})/)[a-z][a-z0-9-]{{1,39}}"
