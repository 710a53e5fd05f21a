"""Those who are asked, and those who have given input, as recipients of notices."""

from __future__ import annotations

from collections.abc import Iterable

from fordel.hearing.models import Hearing, HearingInput, Invited
from fordel.notices.recipient import Recipient, to_addresses, to_organisations
from fordel.parties.selectors.language import language_of_office


def to_invited(hearing: Hearing, invited: Iterable[Invited]) -> list[Recipient]:
    """Everybody who acts for the organisations, and the addresses of the others. Three queries at most."""
    rows = list(invited)
    organisations = [each.organisation for each in rows if each.organisation is not None]
    addresses = [each.email for each in rows if each.email]
    found = to_organisations(organisations, hearing.office) if organisations else []
    return found + (to_addresses(addresses, language_of_office(hearing.office)) if addresses else [])


def to_giver(given: HearingInput) -> list[Recipient]:
    """Whoever gave the input: those who act for the organisation, or the address that was confirmed; nobody once it is
    erased."""
    if given.organisation is not None:
        return to_organisations([given.organisation], given.hearing.office)
    return [Recipient(given.email, given.language)] if given.email else []
