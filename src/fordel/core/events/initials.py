"""The initials of a name."""

from __future__ import annotations


def initials(name: str) -> str:
    """`Kari-Anne Nordmann` as `K. A. N.`; empty for a name without letters."""
    words = name.replace("-", " ").split()
    return " ".join(f"{word[0].upper()}." for word in words if word[0].isalpha())
