"""Enhetsregisteret: units and sub-units by number."""

from __future__ import annotations

from dataclasses import replace

from fordel.core.register_answers import Unit, read_unit
from fordel.parties.registers.client import GONE, NOT_FOUND, RegisterAway, ask, forget

_NAME = "brreg"


def unit(number: str) -> Unit | None:
    """The unit, or the sub-unit (a school, a kindergarten), with the number; None where there is neither.

    Raises RegisterAway.
    """
    for path in (f"/enheter/{number}", f"/underenheter/{number}"):
        status, answer = ask(_NAME, path)
        if status == NOT_FOUND:
            continue
        found = read_unit(answer)
        if found is None or found.number != number:
            forget(_NAME, path)
            raise RegisterAway(_NAME)
        return replace(found, closed="deleted") if status == GONE else found
    return None
