"""Reads the scheme definitions of `programme/schemes` into the database."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from fordel.core.scheme import SchemeError, read_scheme
from fordel.programme.models import SchemeVersion

SCHEMES: Final = Path(__file__).resolve().parents[1] / "schemes"


@transaction.atomic
def load_schemes(folder: Path = SCHEMES) -> int:
    """Make or refresh a scheme version per file, and return how many there are. Raises SchemeError for a definition
    that cannot be used, with file, key and what to write instead; then nothing has changed."""
    files = sorted(folder.glob("*.toml"))
    for path in files:
        content = path.read_bytes()
        definition = _readable(path.name, content)
        SchemeVersion.objects.update_or_create(
            code=definition["code"],
            year=definition["year"],
            defaults={"definition": definition, "sha256": hashlib.sha256(content).hexdigest()},
        )
    return len(files)


def _readable(name: str, content: bytes) -> dict[str, Any]:
    """The tables of the file. Raises SchemeError."""
    try:
        definition = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemeError(name, "the file", f"it is not TOML ({error}).", "Correct the place it names.") from error
    read_scheme(definition, name)
    return definition
