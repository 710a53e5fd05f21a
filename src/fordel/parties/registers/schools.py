"""The registers of schools (NSR) and kindergartens (NBR), version 4: a unit, its owner, and those of a municipality."""

from __future__ import annotations

from typing import Literal

from fordel.core.register_answers import SchoolUnit, read_school_list, read_school_unit
from fordel.parties.registers.client import NOT_FOUND, RegisterAway, ask, forget

Register = Literal["nsr", "nbr"]


def school_unit(register: Register, number: str) -> SchoolUnit | None:
    """The school or kindergarten with the number; None where there is none. Raises RegisterAway."""
    path = f"/enhet/{number}"
    status, answer = ask(register, path)
    if status == NOT_FOUND:
        return None
    found = read_school_unit(answer)
    if found is None or found.number != number:
        forget(register, path)
        raise RegisterAway(register)
    return found


def units_in_municipality(register: Register, municipality_number: str) -> list[SchoolUnit]:
    """Every active unit in the municipality, by name, from every page of the list. Raises RegisterAway."""
    units, page, pages = [], 1, 1
    while page <= pages:
        path = f"/enheter/kommune/{municipality_number}"
        _status, answer = ask(register, path, sidenummer=page, antallperside=1000)
        read = read_school_list(answer)
        if read is None:
            raise RegisterAway(register)
        units += read[0]
        page, pages = page + 1, min(read[1], 100)
    return sorted((unit for unit in units if unit.is_active), key=lambda unit: (unit.name.casefold(), unit.number))
