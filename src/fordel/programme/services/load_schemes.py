"""Reads the scheme definitions of `programme/schemes` into the database."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from fordel.core.annual.layout import read_layout
from fordel.core.outcomes.rules import read_outcome
from fordel.core.pulse.rules import read_pulse
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
        _check_slug(path.name, definition["code"], definition["slug"])
        SchemeVersion.objects.update_or_create(
            code=definition["code"],
            year=definition["year"],
            defaults={
                "slug": definition["slug"],
                "definition": definition,
                "sha256": hashlib.sha256(content).hexdigest(),
            },
        )
    return len(files)


def _readable(name: str, content: bytes) -> dict[str, Any]:
    """The tables of the file. Raises SchemeError."""
    try:
        definition = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemeError(name, "the file", f"it is not TOML ({error}).", "Correct the place it names.") from error
    read_scheme(definition, name)
    read_outcome(definition, name)
    read_layout(definition, name)
    if "pulse" in definition:
        read_pulse(definition, name)
    return definition


def _check_slug(name: str, code: str, slug: str) -> None:
    """Raise SchemeError if the scheme has another slug in another year, or if another scheme has this one: an address
    leads to the same place for ever."""
    other = SchemeVersion.objects.filter(Q(code=code) & ~Q(slug=slug) | Q(slug=slug) & ~Q(code=code)).first()
    if other is None:
        return
    if other.code == code:
        raise SchemeError(name, "slug", f"the scheme is called {other.slug} in {other.year}.", f'Write "{other.slug}".')
    raise SchemeError(name, "slug", f"{slug} is the address of the scheme {other.code}.", "Choose another word.")
