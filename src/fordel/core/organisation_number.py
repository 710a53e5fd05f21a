"""Norwegian organisation numbers (nine digits, the last one a mod-11 check digit)."""

import re
from typing import Final

_WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2)
_SEPARATORS: Final = re.compile(r"[\s.\u00a0\u2009\u202f]")


def normalise_organisation_number(text: str) -> str:
    """The nine digits without spaces, dots or a leading `NO`/trailing `MVA`; other text comes back as it was."""
    compact = _SEPARATORS.sub("", text.strip()).upper()
    compact = compact.removeprefix("NO").removesuffix("MVA")
    return compact if re.fullmatch(r"[0-9]{9}", compact) else text.strip()


def is_organisation_number(number: str) -> bool:
    """Whether `number` is nine digits whose check digit is right (weights 3, 2, 7, 6, 5, 4, 3, 2; modulus 11)."""
    if not re.fullmatch(r"[0-9]{9}", number):
        return False
    remainder = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    check = 0 if remainder == 0 else 11 - remainder
    return check != 10 and check == int(number[8])


def is_synthetic_organisation_number(number: str) -> bool:
    """Whether the number is from the range for test data (begins with 2 or 3): allowed in demo and test only."""
    return is_organisation_number(number) and number[0] in "23"
