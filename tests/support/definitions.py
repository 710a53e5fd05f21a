"""Definitions of schemes that a test changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fordel.programme.models import SchemeVersion


def checksum_of(definition: Mapping[str, Any]) -> str:
    """A checksum that no other content has: schemes are kept in memory under it, also from one test to the next."""
    return hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()


def redefine(version_id: int, definition: Mapping[str, Any]) -> None:
    """Give the version another definition."""
    SchemeVersion.objects.filter(pk=version_id).update(definition=definition, sha256=checksum_of(definition))
