"""What the scheme of a measure says of its pulse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fordel.core.pulse.rules import PulseRules, read_pulse
from fordel.programme.models import SchemeVersion
from fordel.pulse.models import Pulse

_RULES: Final[dict[str, PulseRules]] = {}


def has_pulse(version: SchemeVersion) -> bool:
    """Whether employees are asked about measures of the scheme."""
    return "pulse" in version.definition


def rules_of(version: SchemeVersion) -> PulseRules:
    """Read once for each content of the definition. Raises SchemeError, also for a scheme without a pulse."""
    if version.sha256 not in _RULES:
        _RULES[version.sha256] = read_pulse(version.definition, f"{version.code}-{version.year}.toml")
    return _RULES[version.sha256]


def rules_asked(pulse: Pulse) -> PulseRules:
    """The rules as they were when the pulse was opened."""
    return read_pulse(pulse.asked)


def to_keep(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a definition that a pulse keeps."""
    return {"pulse": definition["pulse"], "signs": definition["signs"]}
