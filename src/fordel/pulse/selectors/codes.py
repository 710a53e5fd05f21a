"""The codes of a pulse: made from its number, so that the sheet can be printed again, and known by their hash."""

from __future__ import annotations

import hashlib
from typing import Final

from django.urls import reverse

from fordel.pulse.models import Pulse, PulseCode
from fordel.shared.addresses import full_address
from fordel.shared.typed_signs import typed_signs

_SIGNS: Final = 12
_GROUP: Final = 4


def codes_of(pulse: Pulse) -> list[str]:
    """Every code, written in groups of four: `K7QF-3M2P-4T8X`. No queries."""
    return [_code(pulse.pk, number) for number in range(pulse.codes)]


def _code(pulse_id: int, number: int) -> str:
    signs = typed_signs("fordel.pulse.code", f"{pulse_id}-{number}", _SIGNS)
    return "-".join(signs[first : first + _GROUP] for first in range(0, _SIGNS, _GROUP))


def hash_of(typed: str) -> str:
    """What is kept of a code, however it is written."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum()).replace("O", "0").replace("I", "9")
    return hashlib.sha256(plain.encode()).hexdigest()


def code_address(code: str) -> str:
    """The address that the QR code of a card holds."""
    return full_address(reverse("pulse:answer", kwargs={"card": code}))


def held_code(typed: str) -> PulseCode | None:
    """The code that somebody was given, with what it is about. One query."""
    rows = PulseCode.objects.select_related("pulse__report__round__office", "pulse__report__owner")
    return rows.filter(code_hash=hash_of(typed)).first()
