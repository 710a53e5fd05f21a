"""An employee answers a pulse: once for each code, and nobody knows who."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from fordel.core.pulse.rules import HIGHEST, LOWEST
from fordel.pulse.models import PulseAnswer, PulseCode, WrongCode
from fordel.pulse.selectors.codes import held_code
from fordel.pulse.selectors.rules import rules_asked
from fordel.shared.clock import now
from fordel.shared.errors import UserError

MOST_WRONG: Final = 20
"""From one network in an hour: a whole school may come from one address."""
_PERIOD: Final = timedelta(hours=1)


def find_code(typed: str, ip: str) -> PulseCode:
    """The code that somebody was given. Raise UserError (field `code`) for another one, which is counted, and for every
    one once too many have been tried from the network."""
    network, since = salted_hmac("fordel.pulse.network", ip).hexdigest(), now() - _PERIOD
    if WrongCode.objects.filter(network_hash=network, tried_at__gt=since).count() >= MOST_WRONG:
        message = _("Too many wrong codes have been written where you are.")
        raise UserError(message, _("Wait an hour, and write the code on your card again."), "code")
    found = held_code(typed)
    if found is not None:
        return found
    if typed.strip():
        with transaction.atomic():
            WrongCode.objects.filter(tried_at__lte=since).delete()
            WrongCode.objects.create(network_hash=network, tried_at=now())
    raise UserError(_("This is no code that we have handed out."), _("Write it as it stands on your card."), "code")


@transaction.atomic
def answer_pulse(code_id: int, place: str, values: Mapping[str, int | None]) -> None:
    """Keep the answer, once for a code. Raise UserError that names the field, or if it is too late."""
    code = PulseCode.objects.select_for_update(of=("self",)).select_related("pulse").get(pk=code_id)
    if code.is_used:
        raise UserError(_("This code is used already."), _("Each code can be used once. Thank you for your answer."))
    if now() >= code.pulse.closes_at:
        raise UserError(_("The last day to answer has passed."), _("Nothing was kept."))
    rules = rules_asked(code.pulse)
    given = {}
    for question in rules.questions:
        value = values.get(question.code)
        if value is None or not LOWEST <= value <= HIGHEST:
            raise UserError(_("The question is not answered."), _("Choose a number from 1 to 5."), question.code)
        given[question.code] = value
    code.is_used = True
    code.save(update_fields=["is_used"])
    PulseAnswer.objects.create(pulse=code.pulse, place=place if place in rules.places else "", values=given)
