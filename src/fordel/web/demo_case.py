"""The demo: Nordland 2026 with the real totals, an example of a second scheme, and one person in every role."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import translation

import fordel
from fordel.forum.services.save_scenario import create_scenario
from fordel.forum.specification import Specification
from fordel.needs.services.apply_import import import_file
from fordel.parties.models import Municipality, Office, Organisation, Person, Role, RoleAssignment
from fordel.parties.services.ask_to_join import ask_to_join
from fordel.parties.services.invite_person import invite_person
from fordel.parties.services.load_reference_data import load_reference_data
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.load_schemes import load_schemes
from fordel.programme.services.open_round import open_round
from fordel.shared.clock import parse_demo_time, require_demo, set_demo_clock
from fordel.shared.models import DemoClock
from fordel.web.demo_casework import load_demo_casework
from fordel.web.demo_drafts import load_demo_drafts
from fordel.web.demo_forum import load_demo_forum
from fordel.web.demo_meetings import load_demo_meetings
from fordel.web.demo_recommendation import load_demo_recommendation
from fordel.web.demo_upper import load_demo_upper

DEFAULT_TODAY: Final = "2026-02-24T08:10"
FILE: Final = Path(fordel.__file__).parent / "demo_data" / "behovsmeldinger-nordland-2026.xlsx"
FRAMES_2026: Final = {"kindergarten": 11_000_000, "school": 17_000_000}
FRAMES_2025: Final = {"rekom": 11_271_000, "dekom": 12_200_000, "kompetanseloftet": 9_689_000}
_MAIL_LETTERS: Final = str.maketrans({"ø": "o", " ": "."})
_FIVE_MILLION: Final = {"kindergarten": 1_964_000, "school": 3_036_000}
_SCENARIOS: Final = {
    "Ingen kutt": Specification(method="meet_all", reserve={"kindergarten": 1_179_000, "school": 1_821_000}),
    "Likt kutt": Specification(method="proportional", reserve=_FIVE_MILLION, unit=100),
    "Nettverk og samisk først": Specification(method="priority", reserve=_FIVE_MILLION, unit=100),
    "Samme beløp til alle": Specification(method="equal", reserve=_FIVE_MILLION, unit=100),
}


def load_demo_case() -> None:
    """Loads the case where there is none; run again it keeps what has been entered. Refused outside demo mode."""
    require_demo()
    chosen = os.environ.get("FORDEL_TODAY")
    if chosen or not DemoClock.objects.exists():
        set_demo_clock(parse_demo_time(chosen or DEFAULT_TODAY))
    load_reference_data()
    load_schemes()
    if not Round.objects.exists():
        with transaction.atomic(), translation.override("nb"):
            _load_nordland()


def _load_nordland() -> None:
    office = Office.objects.get(slug="nordland")
    office.email = "postmottak@nordland.example"
    office.save(update_fields=["email"])
    people = _people(office)
    officer = people[Role.CASE_OFFICER]
    open_round(office, SchemeVersion.objects.get(code="regional", year=2025), FRAMES_2025, officer)
    round_ = open_round(office, SchemeVersion.objects.get(code="collective", year=2026), FRAMES_2026, officer)
    import_file(round_, FILE.name, FILE.read_bytes(), officer)
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    colleague = Person.objects.get(email="kollega.hamaroy@demo.example")
    writers = {"owner": people[Role.OWNER], "colleague": colleague, "partner": people[Role.PARTNER]}
    load_demo_drafts(round_, hamaroy, writers)
    load_demo_casework(round_, officer)
    load_demo_forum(round_, people[Role.FORUM_MEMBER], officer)
    for name, specification in _SCENARIOS.items():
        create_scenario(round_, name, specification, officer)
    load_demo_recommendation(round_, officer)
    load_demo_meetings(round_, officer)
    load_demo_upper(office, officer)


def _people(office: Office) -> dict[Role, Person]:
    """One person per role, named by the role."""
    owner = Organisation.objects.get(municipality=Municipality.objects.get(number="1875"), kind="municipality")
    partner = Organisation.objects.get(organisation_number="970422528")
    places: list[tuple[Role, str, Office | None, Organisation | None]] = [
        (Role.CASE_OFFICER, "Saksbehandler Nordland", office, None),
        (Role.APPROVER, "Godkjenner Nordland", office, None),
        (Role.OWNER, "Eier Hamarøy", None, owner),
        (Role.PARTNER, "Partner UiT", None, partner),
        (Role.FORUM_MEMBER, "Forumsmedlem Nordland", office, None),
        (Role.NATIONAL_READER, "Leser Udir", None, None),
        (Role.AUDITOR, "Revisor", None, None),
    ]
    people = {}
    for role, name, place, organisation in places:
        person = Person.objects.create_user(f"{role.value.replace('_', '.')}@demo.example", name)
        RoleAssignment.objects.create(
            person=person,
            role=role,
            office=place,
            organisation=organisation,
            is_administrator=role in (Role.CASE_OFFICER, Role.OWNER),
        )
        people[role] = person
    _more_people(owner, people[Role.OWNER])
    return people


def _more_people(hamaroy: Organisation, administrator: Person) -> None:
    """A colleague at Hamarøy, an owner in two places, one who asks to join, and an invitation on its way."""
    places = {"Kollega Hamarøy": ["1875"], "Eier Bodø og Steigen": ["1804", "1848"], "Ny i Hamarøy": []}
    for name, municipalities in places.items():
        address = f"{name.lower().translate(_MAIL_LETTERS)}@demo.example"
        person = Person.objects.create_user(address, name)
        for number in municipalities:
            place = Organisation.objects.get(municipality__number=number, kind="municipality")
            RoleAssignment.objects.create(person=person, role=Role.OWNER, organisation=place)
    ask_to_join(person, hamaroy, "Jeg begynte som skolefaglig rådgiver i januar.")
    invite_person("rektor@demo.example", actor=administrator, organisation=hamaroy)
