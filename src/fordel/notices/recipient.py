"""Who gets a notice, and in which language: the person's own, else the organisation's form, else the office's.

Every builder leaves out people who are not active.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fordel.parties.models import Office, Organisation, Person, Role
from fordel.parties.selectors.language import language_of_office, language_of_organisation, own_language
from fordel.parties.selectors.people import PersonRow, people_of_office, people_of_organisations, people_with_ids


@dataclass(frozen=True)
class Recipient:
    """A person, or an address that belongs to nobody in Fordel. An organisation that nobody acts for is a recipient
    without an address: it cannot be reached."""

    address: str
    language: str
    person_id: int | None = None
    organisation_id: int | None = None


def to_person(person: Person, office: Office) -> list[Recipient]:
    """No query."""
    language = own_language(person.language, language_of_office(office))
    return [Recipient(person.email, language, person.pk)] if person.is_active else []


def to_people(person_ids: Iterable[int], office: Office) -> list[Recipient]:
    """The people with these ids. One query."""
    return [_person(row, language_of_office(office)) for row in people_with_ids(person_ids)]


def to_office(office: Office, roles: Iterable[Role] = (Role.CASE_OFFICER,)) -> list[Recipient]:
    """The office's people in these roles. One query."""
    return [_person(row, language_of_office(office)) for row in people_of_office(office.pk, roles)]


def to_organisation(organisation: Organisation, office: Office) -> list[Recipient]:
    """Everybody who acts for the organisation. One query."""
    return to_organisations([organisation], office)


def to_organisations(organisations: Iterable[Organisation], office: Office) -> list[Recipient]:
    """Everybody who acts for one of the organisations. One query, whatever their number."""
    wanted = list(organisations)
    people = people_of_organisations(each.pk for each in wanted)
    found = []
    for each in wanted:
        language = language_of_organisation(each, office)
        rows = people.get(each.pk, [])
        found += [_person(row, language, each.pk) for row in rows] or [Recipient("", language, None, each.pk)]
    return found


def to_addresses(addresses: Iterable[str], default: str) -> list[Recipient]:
    """Addresses that may belong to nobody in Fordel; those are written to in `default`. One query."""
    wanted = sorted({address.lower() for address in addresses})
    known = {person.email: person for person in Person.objects.filter(email__in=wanted)}
    return [
        Recipient(address, own_language(person.language if person else "", default), person.pk if person else None)
        for address, person in ((address, known.get(address)) for address in wanted)
        if person is None or person.is_active
    ]


def _person(row: PersonRow, default: str, organisation_id: int | None = None) -> Recipient:
    return Recipient(row.email, own_language(row.language, default), row.id, organisation_id)
