"""The typed scheme behind a stored version of it."""

from __future__ import annotations

from typing import Final

from fordel.core.outcomes.rules import OutcomeRules, read_outcome
from fordel.core.scheme import Scheme, read_scheme
from fordel.programme.models import Round, SchemeVersion

_schemes: Final[dict[str, Scheme]] = {}
_outcomes: Final[dict[str, OutcomeRules | None]] = {}


def offered_methods(round_: Round) -> tuple[str, ...]:
    """The methods of distribution that the round's scheme offers, in order."""
    return scheme_of(round_.scheme).methods


def scheme_of(version: SchemeVersion) -> Scheme:
    """The scheme, read once for each content of its definition and kept in memory. Raises SchemeError."""
    if version.sha256 not in _schemes:
        _schemes[version.sha256] = read_scheme(version.definition, f"{version.code}-{version.year}.toml")
    return _schemes[version.sha256]


def outcome_rules_of(version: SchemeVersion) -> OutcomeRules | None:
    """What the scheme says of its outcome reports, kept like the scheme; None if it has none. Raises SchemeError."""
    if version.sha256 not in _outcomes:
        _outcomes[version.sha256] = read_outcome(version.definition, f"{version.code}-{version.year}.toml")
    return _outcomes[version.sha256]
