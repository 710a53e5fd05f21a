"""How people have chosen to get mail, and when a mail goes to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from fordel.core.sending import When, next_sending
from fordel.notices.models import MailChoices
from fordel.parties.models import Person
from fordel.shared.clock import OSLO
from fordel.shared.notice import NOT_CHOSEN, Category


def readers_at(addresses: Iterable[str]) -> dict[str, Person]:
    """Address -> the active person with the account, with what they have chosen. One query."""
    wanted = sorted({address.lower() for address in addresses})
    found = Person.objects.filter(email__in=wanted, is_active=True).select_related("mail_choices")
    return {person.email.lower(): person for person in found}


def choices_of(person: Person) -> MailChoices:
    """What the person has chosen; what everybody has who has not chosen."""
    chosen: MailChoices | None = getattr(person, "mail_choices", None)
    return chosen or MailChoices(person=person)


def sends_at(choices: MailChoices, category: str, at: datetime, *, is_alone: bool) -> datetime | None:
    """When a mail of the category goes that is written at this instant; None if the person wants none.

    What concerns access never waits. A mail that goes alone (an invitation for the calendar, or its cancellation) must
    arrive, so it waits for the end of the quiet hours and for nothing else.
    """
    if category == Category.ACCESS:
        return at
    when = When.AT_ONCE if is_alone or category in NOT_CHOSEN else choices.when(category)
    return next_sending(at, when, choices.quiet, choices.daily_hour, OSLO)
