"""Signs that stand for something, that nobody guesses, and that people can read from paper and type."""

from __future__ import annotations

import base64
from typing import Final

from django.utils.crypto import salted_hmac

_ALPHABET: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "ABCDEFGH9JKLMN0PQRSTUVWXYZ234568")
"""Base32 without the letters I and O, which people read as digits."""


def typed_signs(salt: str, value: str, count: int) -> str:
    """So many signs of five bits each, always the same for the value; known to nobody without the key of the
    installation."""
    digest = salted_hmac(salt, value, algorithm="sha256").digest()
    return base64.b32encode(digest)[:count].decode().translate(_ALPHABET)
