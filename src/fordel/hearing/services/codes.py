"""The code that confirms the address of whoever gives input."""

from __future__ import annotations

from django.db import transaction

from fordel.hearing.models import HearingInput
from fordel.hearing.notices import InputCode
from fordel.hearing.services.hearing_rules import locked_hearing
from fordel.notices.services import codes


@transaction.atomic
def send_code(given: HearingInput, ip: str) -> None:
    """Send a new code to the address of the input; the one before is worth nothing then. Raises UserError if too many
    have been sent."""
    hearing = locked_hearing(given.hearing_id)
    codes.send_code(given, f"hearing:{hearing.pk}", ip, lambda code: InputCode(hearing, code))
