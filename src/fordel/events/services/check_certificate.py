"""Looks up the code of a certificate; whoever tries too many that nobody has been given must wait."""

from __future__ import annotations

from fordel.events.models import Attendance
from fordel.events.selectors.certificates import certificate_with
from fordel.parties.models import Office
from fordel.parties.services.sign_ins import Guess, count_guess, require_unlocked
from fordel.shared.clock import now


def check_certificate(code: str, office: Office, network: str) -> Attendance | None:
    """The one that the office has given the code, or None. Wrong codes are counted for the network that they come from.
    Raises LockedError, also for the right code: nothing is said of any code then."""
    require_unlocked(Guess.CERTIFICATE, network)
    found = certificate_with(code, office, now())
    if found is None:
        count_guess(Guess.CERTIFICATE, network)
    return found
