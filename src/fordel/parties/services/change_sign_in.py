"""Notes that a person has changed how they sign in, and notifies them, in case it was not them."""

from __future__ import annotations

from django.db import transaction

from fordel.parties.models import Person
from fordel.parties.notices import SignInChanged
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_page
from fordel.shared.audit import record


@transaction.atomic
def note_change_of_sign_in(person: Person, what: str) -> None:
    """`what` is a key of `parties.notices.CHANGES`."""
    record("parties.person.changed_sign_in", actor=person, subject=person, details={"what": what})
    send_notice([person.email], SignInChanged(what), default=language_of_page())
