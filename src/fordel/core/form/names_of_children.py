"""Warns where a text seems to name a child or pupil, or to hold a birth number: needs reports must hold neither.

Only a warning: the rules look for a word for a child next to a capitalised name, for "Name (8 år)", and for eleven
digits with the check digits of a Norwegian birth number. They miss some and may warn in vain; they stop nothing.
"""

from __future__ import annotations

import re
from typing import Final

_CHILD: Final = (
    r"(?:elev(?:en|ene)?|barn(?:et)?|gutt(?:en)?|gut(?:en)?|jent[ea]|førsteklassing(?:en)?|søster(?:en)?|bror(?:en)?"
    r"|dotter(?:a)?|datter(?:en)?|sønn(?:en)?|son(?:en)?|tvillingene)"
)
_NAME: Final = r"[A-ZÆØÅ][a-zæøåáéèüö]{1,20}(?:[ -][A-ZÆØÅ][a-zæøåáéèüö]{1,20})*"
_CALLED: Final = re.compile(rf"\b(?i:{_CHILD})\s+(?:vår\s+|som\s+heter\s+|som\s+heiter\s+|kalt\s+)?(?P<name>{_NAME})")
_AGED: Final = re.compile(rf"\b(?P<name>{_NAME})\s*(?:\(|, |på )\s*\d{{1,2}}\s*år(?:\)|\b)")
_DIGITS: Final = re.compile(r"(?<!\d)(\d{6})[ ]?(\d{5})(?!\d)")
_ORGANISATIONS: Final = re.compile(
    r"skole|skule|barnehage|kommune|universitet|\b(?:uit|nord|nordland|ppt|bup|sfo|statped)\b", re.IGNORECASE
)
_FIRST: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_birth_number(digits: str) -> bool:
    """Whether eleven digits have the check digits of a birth number or D-number (modulus 11)."""
    if not re.fullmatch(r"[0-9]{11}", digits):
        return False
    numbers = [int(digit) for digit in digits]
    first = -sum(weight * number for weight, number in zip(_FIRST, numbers, strict=False)) % 11
    second = -sum(weight * number for weight, number in zip(_SECOND, numbers, strict=False)) % 11
    return numbers[9] == first and numbers[10] == second


def seems_to_name_a_child(text: str) -> bool:
    """Whether the text should be looked at once more before it is sent."""
    for pattern in (_CALLED, _AGED):
        for match in pattern.finditer(text):
            if not _ORGANISATIONS.search(match["name"]):
                return True
    return any(is_birth_number(first + second) for first, second in _DIGITS.findall(text))
