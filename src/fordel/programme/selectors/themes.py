"""The themes of a year: those of the long-term plan that was in force when it opened."""

from __future__ import annotations

import json
from functools import lru_cache

from django.utils.translation import get_language

from fordel.core.form.definition import text_in
from fordel.core.themes import Themes, themes_from
from fordel.programme.models import Round


def themes_of(round_: Round) -> Themes:
    """The themes that the year keeps, in the order of the plan. No queries."""
    return _read(json.dumps(round_.themes))


def names_of(round_: Round) -> list[tuple[str, str]]:
    """(code, name in the reader's language) of the themes of the year, in the order of the plan. No queries."""
    language = get_language() or "nb"
    return [(theme.code, text_in(theme.name, language)) for theme in themes_of(round_).listed]


@lru_cache(maxsize=256)
def _read(kept: str) -> Themes:
    """Read once for each content: a list asks for the name of every theme in it."""
    return themes_from(json.loads(kept))
