"""An employee answers a pulse: once for each code, and nobody knows who."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.pulse.rules import HIGHEST, LOWEST
from fordel.parties.services.sign_ins import Guess, LockedError, count_guess, require_unlocked
from fordel.pulse.models import PulseAnswer, PulseCode
from fordel.pulse.selectors.codes import held_code
from fordel.pulse.selectors.rules import rules_asked
from fordel.shared.clock import now
from fordel.shared.dates import moment
from fordel.shared.errors import UserError


def find_code(typed: str, network: str) -> PulseCode:
    """The code that somebody was given. Raise UserError (field `code`) for another one, which is counted for the
    network that it comes from, and for every one while too many have come from there."""
    try:
        require_unlocked(Guess.CARD, network)
        found = held_code(typed)
        if found is None and typed.strip():
            count_guess(Guess.CARD, network)
    except LockedError as error:
        message = _("Too many wrong codes have been written where you are.")
        fix = _("Write the code on your card again after %(until)s.") % {"until": moment(error.until)}
        raise UserError(message, fix, "code") from error
    if found is None:
        raise UserError(_("This is no code that we have handed out."), _("Write it as it is on your card."), "code")
    return found


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
