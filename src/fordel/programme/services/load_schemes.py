"""Reads the scheme definitions of `programme/schemes` into the database."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Final

from django.db import transaction

from fordel.programme.models import SchemeVersion

SCHEMES: Final = Path(__file__).resolve().parents[1] / "schemes"


@transaction.atomic
def load_schemes(folder: Path = SCHEMES) -> int:
    """Makes or refreshes a scheme version per file; returns how many there are."""
    files = sorted(folder.glob("*.toml"))
    for path in files:
        content = path.read_bytes()
        definition = tomllib.loads(content.decode("utf-8"))
        SchemeVersion.objects.update_or_create(
            code=definition["code"],
            year=definition["year"],
            defaults={"definition": definition, "sha256": hashlib.sha256(content).hexdigest()},
        )
    return len(files)
