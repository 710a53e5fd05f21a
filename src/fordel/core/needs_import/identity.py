"""What makes a row the same report again, and whether it says the same as before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fordel.core.needs_import.values import folded


def identity_of(owner: str, number: str, title: str) -> str:
    """The identity of a row within its office and year: the owner with the file's own number, else with the title."""
    what = f"nr:{number}" if number else f"title:{folded(title)}"
    return hashlib.sha256(f"{owner}|{what}".encode()).hexdigest()


def content_hash_of(values: Mapping[str, Any]) -> str:
    """SHA-256 of a report's values as canonical JSON (amounts in kroner, dates in ISO form)."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
