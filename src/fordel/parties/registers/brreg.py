"""Enhetsregisteret: units and sub-units by number, and search by name."""

from __future__ import annotations

from dataclasses import replace

from fordel.core.register_answers import Unit, read_search, read_unit
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


def search(name: str, most: int = 20) -> list[Unit]:
    """Units whose name holds what was written. Raises RegisterAway."""
    status, answer = ask(_NAME, "/enheter", navn=name, size=most)
    found = read_search(answer)
    if status != 200 or found is None:
        raise RegisterAway(_NAME)
    return found
