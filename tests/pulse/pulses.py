"""Pulses for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from fordel.parties.models import Person
from fordel.pulse.models import Moment, Pulse, PulseCode
from fordel.pulse.selectors.codes import codes_of, hash_of
from fordel.pulse.services.answer_pulse import answer_pulse
from fordel.pulse.services.open_pulse import open_pulse
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now, today

QUESTIONS = ("tries", "daily", "follows", "talks", "helps")


def opened(measure: NeedsReport, owner: Person, moment: str = Moment.START, codes: int = 12) -> Pulse:
    """Open for nine days."""
    return open_pulse(measure.pk, moment, codes, today() + timedelta(days=9), owner)


def answered(pulse: Pulse, values: Iterable[int], place: str = "") -> None:
    """One answer for each value, with the codes that are left: the same to all five questions."""
    unused = set(PulseCode.objects.filter(pulse=pulse, is_used=False).values_list("code_hash", flat=True))
    left = [code for code in codes_of(pulse) if hash_of(code) in unused]
    for code, value in zip(left, list(values), strict=False):
        held = PulseCode.objects.get(code_hash=hash_of(code))
        answer_pulse(held.pk, place, dict.fromkeys(QUESTIONS, value))


def closed(pulse: Pulse) -> Pulse:
    """Its last day has passed."""
    pulse.opened_at, pulse.closes_at = now() - timedelta(days=10), now() - timedelta(seconds=1)
    pulse.save(update_fields=["opened_at", "closes_at"])
    return pulse
