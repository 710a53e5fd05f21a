"""Nordland 2026 with the real totals, an example of a second scheme, and one person in every role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import fordel
from fordel.demo.casework import load_demo_casework
from fordel.demo.clock import at
from fordel.demo.drafts import load_demo_drafts
from fordel.demo.events import load_demo_events
from fordel.demo.former import FRAMES_2025
from fordel.demo.forum import load_demo_forum
from fordel.demo.guidance import load_demo_guidance
from fordel.demo.hearing import load_demo_hearing
from fordel.demo.meetings import load_demo_meetings
from fordel.demo.news import load_demo_news
from fordel.demo.partnership import load_demo_partnerships
from fordel.demo.plans import load_former_plan, load_next_plan
from fordel.demo.recommendation import load_demo_recommendation
from fordel.demo.upper import load_demo_upper
from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.parties.models import Municipality, Office, Organisation, Person, Role, RoleAssignment
from fordel.parties.services.invite_person import invite_person
from fordel.parties.services.joining import ask_to_join
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.reports.intake.services.apply_import import import_file

FILE: Final = Path(fordel.__file__).parent / "demo_data" / "behovsmeldinger-nordland-2026.xlsx"
FRAMES_2026: Final = {"kindergarten": 11_000_000, "school": 17_000_000}
_MAIL_LETTERS: Final = str.maketrans({"ø": "o", " ": "."})
_FIVE_MILLION: Final = {"kindergarten": 1_964_000, "school": 3_036_000}
_SCENARIOS: Final = {
    "Ingen kutt": Specification(method="meet_all", reserve={"kindergarten": 1_179_000, "school": 1_821_000}),
    "Likt kutt": Specification(method="proportional", reserve=_FIVE_MILLION, unit=100),
    "Nettverk og samisk først": Specification(method="priority", reserve=_FIVE_MILLION, unit=100),
    "Samme beløp til alle": Specification(method="equal", reserve=_FIVE_MILLION, unit=100),
}


@dataclass(frozen=True)
class Place:
    """The office, the people in it by role, and its round once it is open."""

    office: Office
    people: Mapping[Role, Person]

    @property
    def officer(self) -> Person:
        return self.people[Role.CASE_OFFICER]

    @property
    def round(self) -> Round:
        return Round.objects.select_related("office", "scheme").get(
            office=self.office, scheme__code="collective", year=2026
        )


def load_people() -> Place:
    """One person in every role at Nordland, and nothing entered."""
    office = Office.objects.get(slug="nordland")
    office.email = "postmottak@nordland.example"
    office.save(update_fields=["email"])
    return Place(office, _people(office))


def open_years(place: Place) -> Place:
    """2025 to compare with, and 2026 with its real frames, which follows the plan that was in force."""
    load_former_plan(place.office, place.officer)
    if not Round.objects.filter(office=place.office, scheme__code="regional").exists():
        former = SchemeVersion.objects.get(code="regional", year=2025)
        open_round(place.office, former, FRAMES_2025, place.officer)
    scheme = SchemeVersion.objects.get(code="collective", year=2026)
    open_round(place.office, scheme, FRAMES_2026, place.officer)
    return place


def load_writing(place: Place) -> None:
    """What owners have under way."""
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    colleague = Person.objects.get(email="kollega.hamaroy@demo.example")
    writers = {"owner": place.people[Role.OWNER], "colleague": colleague, "partner": place.people[Role.PARTNER]}
    load_demo_drafts(place.round, hamaroy, writers)


def load_winter(place: Place) -> None:
    """The 52 reports of 2026 with what came before the forum's meeting in March."""
    round_, officer = place.round, place.officer
    import_file(round_, FILE.name, FILE.read_bytes(), officer)
    load_writing(place)
    load_demo_casework(round_, officer)
    load_demo_forum(round_, place.people[Role.FORUM_MEMBER], officer)
    for name, specification in _SCENARIOS.items():
        create_scenario(round_, name, specification, officer)
    load_demo_recommendation(round_, officer)
    load_demo_meetings(round_, officer)
    load_demo_upper(place.office, officer)
    with at("2025-09-15T10:00"):
        plan = load_next_plan(place.office, officer)
    load_demo_hearing(plan, officer)
    load_demo_guidance(place.office, officer, place.people[Role.OWNER], place.people[Role.PARTNER])
    load_demo_news(place.office, officer)
    load_demo_events(place.office, officer)
    load_demo_partnerships(place.people[Role.OWNER], place.people[Role.PARTNER])


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
            may_sign=role in (Role.OWNER, Role.PARTNER),
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
