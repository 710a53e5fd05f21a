"""The demo's partnerships: agreements between owners in Nordland and two universities, one of them not signed and one
in trouble; and what the two say they offer. The texts are ours."""

from __future__ import annotations

from datetime import date
from typing import Final

from fordel.demo.clock import at
from fordel.parties.models import Organisation, Person, Role, RoleAssignment
from fordel.partnership.models import Agreement, Partnership, Side
from fordel.partnership.selectors.agreements import agreement_from_url
from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT, hash_now
from fordel.partnership.services.agreements import begin_agreement, partnership_of
from fordel.partnership.services.offers import OfferFacts, save_offer
from fordel.partnership.services.sign import sign_agreement
from fordel.partnership.services.status import ActionFacts, StatusFacts, add_action, give_status
from fordel.shared.clock import now
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields

UIT: Final = "970422528"
NORD: Final = "970940243"
_PERIOD: Final = {"first_day": "01.08.2024", "last_day": "31.07.2027"}
_AGREED: Final = (("1841", NORD), ("1848", NORD), ("1806", UIT))
_SAID: Final = (  # municipality, year, side, level, sentence
    ("1841", 2025, "owner", "green", "Vi møtes hvert kvartal, og lærerne bruker det vi har utviklet sammen."),
    ("1841", 2025, "provider", "green", "Eieren setter av tid, og vi får prøvd ut ting i klasserommet."),
    ("1848", 2024, "owner", "green", "Samarbeidet er kommet godt i gang."),
    ("1848", 2024, "provider", "yellow", "Det er vanskelig å finne tider som passer for barnehagene."),
    ("1848", 2025, "owner", "red", "To samlinger ble avlyst, og vi vet ikke hvem som er kontakt nå."),
    ("1848", 2025, "provider", "yellow", "Vi har byttet kontaktperson, og planen må legges på nytt."),
)


def load_demo_partnerships(hamaroy: Person, uit: Person) -> None:
    """Signed in the summer of 2024; the status is of each year's December. Hamarøy's is written now, and signed by the
    owner alone."""
    with at("2024-06-10T10:00"):
        signers = {number: _signatory(number) for number in (NORD, "1841", "1848", "1806")}
        signers[UIT] = uit
        agreed = {owner: _signed(signers[owner], signers[provider], owner, provider) for owner, provider in _AGREED}
    for owner, year, side, level, sentence in _SAID:
        between = agreed[owner].partnership
        who = signers[owner] if side == Side.OWNER else signers[NORD]
        with at(f"{year}-12-12T10:00"):
            give_status(between.pk, side, StatusFacts(year, level, sentence), who)
    with at("2025-12-15T10:00"):
        plan = ActionFacts(
            "Lage en ny plan for samlingene i 2026, med én kontakt hos hver.", "provider", date(2026, 2, 1)
        )
        add_action(agreed["1848"].partnership.pk, Side.OWNER, plan, signers["1848"])
    with at("2026-01-20T10:00"):
        _offer(uit)
        _offer_of_nord(signers[NORD])
    with at("2026-02-10T10:00"):
        draft = _begun(_pair("1875", UIT), hamaroy, {"first_day": "01.08.2026", "last_day": "31.07.2028"})
        _sign(draft, hamaroy)


def _offer(uit: Person) -> None:
    """What UiT says it offers."""
    facts = OfferFacts(
        text="Vi planlegger tiltaket sammen med eieren og følger det gjennom hele perioden, gjerne i nettverk.",
        themes=("sprak", "samisk", "inkludering"),
        kinds=("local", "network", "guidance"),
        languages=("nb", "nn", "se"),
        capacity={"2026-1": 2, "2026-2": 3, "2027-1": 3},
        contact="Seksjon for utdanning og samarbeid",
        email="samarbeid@uit.example",
    )
    save_offer(_organisation(UIT), facts, uit)


def _offer_of_nord(nord: Person) -> None:
    """Nord says it has room for fewer measures than the reports of 2026 have it in."""
    facts = OfferFacts(
        text="Vi arbeider i barnehager og skoler over hele Nordland, og har studiested flere steder.",
        themes=("sprak", "overgang", "inkludering"),
        kinds=("local", "guidance", "course"),
        languages=("nb", "nn", "smj", "sma"),
        capacity={"2026-1": 4, "2026-2": 5, "2027-1": 6},
        contact="Seksjon for etter- og videreutdanning",
        email="samarbeid@nord.example",
    )
    save_offer(_organisation(NORD), facts, nord)


def _organisation(number: str) -> Organisation:
    """The municipality of the number, or the provider of the organisation number."""
    rows = Organisation.objects.select_related("municipality__office")
    if len(number) == len(UIT):
        return rows.get(organisation_number=number)
    return rows.get(municipality__number=number, kind="municipality")


def _signatory(number: str) -> Person:
    """Somebody who may sign for the organisation."""
    place = _organisation(number)
    person = Person.objects.create_user(f"signerer.{number}@demo.example", f"Leder {place.name}"[:120])
    role = Role.PARTNER if place.is_partner else Role.OWNER
    RoleAssignment.objects.create(person=person, role=role, organisation=place, may_sign=True)
    return person


def _pair(owner: str, provider: str) -> Partnership:
    return partnership_of(_organisation(owner), _organisation(provider))


def _begun(between: Partnership, person: Person, period: dict[str, str]) -> Agreement:
    agreement = begin_agreement(between, Side.OWNER, "nb", person)
    versions = {key: version for key, _value, version in fields_of(agreement.pk)}
    edits = [Edit(key, text, versions.get(key, 0)) for key, text in period.items()]
    save_fields(AGREEMENT_DOCUMENT, agreement.pk, person, edits, now())
    return agreement


def _sign(agreement: Agreement, person: Person) -> None:
    found = agreement_from_url(agreement.pk)
    sign_agreement(agreement.pk, person, hash_now(found, AGREEMENT_DOCUMENT.facts(found)), now())


def _signed(owner_person: Person, provider_person: Person, owner: str, provider: str) -> Agreement:
    agreement = _begun(_pair(owner, provider), owner_person, _PERIOD)
    _sign(agreement, owner_person)
    _sign(agreement, provider_person)
    return agreement
