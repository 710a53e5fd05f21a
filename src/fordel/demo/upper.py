"""The demo's second scheme: upper secondary schools and training enterprises. The header has two to choose from then.
Frames, owners of enterprises, measures and amounts are invented; every page of the round says so."""

from __future__ import annotations

from typing import Final

from fordel.parties.models import Municipality, Office, OrganisationKind, Person
from fordel.parties.services.organisations import register_organisation
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.reports.intake.services.apply_import import import_file

FRAMES: Final = {"upper_school": 4_000_000, "enterprise": 2_500_000}  # [eksempel]
_COUNTY: Final = ("Nordland fylkeskommune", "964982953", "1804")
_HEADINGS: Final = (
    "Nr;Målgruppe;Tiltak;Tema;Samarbeidspartner;Varighet (år);Meldt behov 2026 (kr);Herav til UH (kr);"
    "Eier;Org.nr;Kommunenr"
)
_COUNTY_REPORTS: Final = (
    "1;Videregående skole;Vurdering for læring i yrkesfag;Vurdering;Nord universitet;2;820 000;260 000",
    "2;Videregående skole;Inkluderende klasserom;Inkludering;Nord universitet;3;1 140 000;400 000",
    "3;Skole og lærebedrift;Fra skole til læretid;Overganger;UiT Norges arktiske universitet;2;960 000;300 000",
)
_NORTH_REPORTS: Final = ("4;Lærebedrift;Instruktører som veiledere;Veiledning;Nord universitet;1;540 000;180 000",)
_SOUTH_REPORTS: Final = (
    "5;Lærebedrift;Språk på arbeidsplassen;Språk;Nord universitet;1;380 000;120 000",
    "6;Skole og lærebedrift;Felles vurdering av fagprøven;Vurdering;Nord universitet;1;450 000;150 000",
)
_OWNERS: Final = {  # the reports of each: name, organisation number, municipality number
    _COUNTY: _COUNTY_REPORTS,
    ("Eksempel opplæringskontor nord", "313000001", "1804"): _NORTH_REPORTS,
    ("Eksempel opplæringskontor sør", "313000028", "1824"): _SOUTH_REPORTS,
}


def load_demo_upper(office: Office, officer: Person) -> Round:
    """The round, opened and with its reports."""
    name, number, municipality = _COUNTY
    register_organisation(
        name,
        OrganisationKind.COUNTY_AUTHORITY,
        organisation_number=number,
        municipality_id=Municipality.objects.get(number=municipality).pk,
        language_form="nb",
        actor=officer,
        office=office.pk,
    )
    round_ = open_round(office, SchemeVersion.objects.get(code="collective_upper", year=2026), FRAMES, officer)
    lines = [";".join((report, *owner)) for owner, reports in _OWNERS.items() for report in reports]
    import_file(round_, "videregaende.csv", "\n".join([_HEADINGS, *lines]).encode(), officer)
    return round_
