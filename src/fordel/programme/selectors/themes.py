"""The themes of a year: those of the long-term plan that was in force when it opened."""

from __future__ import annotations

from fordel.core.themes import Themes, themes_from
from fordel.programme.models import Round


def themes_of(round_: Round) -> Themes:
    """The themes that the year keeps, in the order of the plan. No queries."""
    return themes_from(round_.themes)
