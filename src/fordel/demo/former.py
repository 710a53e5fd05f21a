"""The demo's years 2023–2025 under the former regulation: reports, recommendation and decision, made by the services on
the days they happened. The frames of 2025 are the real ones; everything else is invented, and the years say so."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import fordel
from fordel.decisions.selectors.recipients import recipients_without_form
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.demo.clock import at
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Recommendation
from fordel.forum.recommendation.services.adopt_recommendation import adopt_recommendation
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation, change_texts
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.meetings.models import Meeting, MeetingKind
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.services.lead_meeting import end_meeting, start_meeting
from fordel.meetings.services.minutes import approve_minutes, send_draft
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Office, Person, Role, RoleAssignment
from fordel.parties.services.organisations import set_language_forms
from fordel.parties.services.roles import remove_role
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.change_round import change_note
from fordel.programme.services.open_round import open_round
from fordel.reports.intake.services.apply_import import import_file
from fordel.shared.clock import OSLO

FILE: Final = Path(fordel.__file__).parent / "demo_data" / "former-nordland.csv"
_PARTNERS_PERCENT: Final = 40
_TEXT: Final = "Forumet er enig om fordelingen. Eksempel."


@dataclass(frozen=True)
class FormerYear:
    """A year to be made: its frames (kroner), the method of its distribution, and how it is marked."""

    year: int
    frames: Mapping[str, int]
    method: str
    note: str


_NOTE: Final = "Videregående opplæring og egenandelen på 30 prosent er en del av summen i {year}."
FRAMES_2025: Final = {"rekom": 11_271_000, "dekom": 12_200_000, "kompetanseloftet": 9_689_000}
YEARS: Final = (
    FormerYear(
        2023,
        {"rekom": 10_200_000, "dekom": 11_400_000, "kompetanseloftet": 9_100_000},
        "meet_all",
        f"{_NOTE} Alle tallene for {{year}} er eksempler.",
    ),
    FormerYear(
        2024,
        {"rekom": 10_700_000, "dekom": 11_800_000, "kompetanseloftet": 9_400_000},
        "proportional",
        f"{_NOTE} Alle tallene for {{year}} er eksempler.",
    ),
    FormerYear(2025, FRAMES_2025, "meet_all", f"{_NOTE} Meldingene og tildelingene er eksempler."),
)


Staff = Mapping[Role, Person]
_STAFF: Final = {
    Role.CASE_OFFICER: "Tidligere saksbehandler",
    Role.APPROVER: "Tidligere godkjenner",
    Role.FORUM_MEMBER: "Tidligere forumsmedlem",
}


def load_former_years(office: Office) -> Staff:
    """The three years, the first first, and those who did the work. It comes before anybody else has an account, so
    that nobody of today is notified of what is long past."""
    rows = list(csv.DictReader(io.StringIO(FILE.read_text(encoding="utf-8")), delimiter=";"))
    staff = {role: _employed(office, role, name) for role, name in _STAFF.items()}
    for each in YEARS:
        _load(office, staff, each, rows)
    return staff


def let_former_staff_go(staff: Staff, officer: Person) -> None:
    """They no longer have a role, and can no longer sign in."""
    for person in staff.values():
        for held in person.assignments.all():
            remove_role(held.pk, officer, office=held.office_id)
        person.is_active = False
        person.save(update_fields=["is_active"])


def _employed(office: Office, role: Role, name: str) -> Person:
    person = Person.objects.create_user(f"tidligere.{role.value.replace('_', '.')}@demo.example", name)
    RoleAssignment.objects.create(person=person, role=role, office=office)
    return person


def _load(office: Office, staff: Staff, former: FormerYear, rows: Sequence[Mapping[str, str]]) -> None:
    year, officer, approver = former.year, staff[Role.CASE_OFFICER], staff[Role.APPROVER]
    with at(f"{year - 1}-11-20T09:00"):
        round_ = open_former_year(office, former, officer)
    with at(f"{year}-02-03T09:00"):
        import_file(round_, f"behov-{year}.csv", _sheet(rows, year), officer)
    with at(f"{year}-03-12T13:00"):
        recommendation = _adopt(round_, former.method, staff)
    with at(f"{year}-03-20T10:00"):
        proposal = create_proposal(recommendation.scenario, officer)
        forms = {organisation.pk: "nb" for organisation in recipients_without_form(proposal)}
        set_language_forms(forms, officer, office.pk)
        proposal = submit_proposal(proposal.pk, officer)
    with at(f"{year}-03-24T09:30"):
        approve_proposal(proposal.pk, proposal.content_hash, "", approver)
    with at(f"{year}-03-26T12:00"):
        issue_decision(proposal.pk, officer)


def open_former_year(office: Office, former: FormerYear, officer: Person) -> Round:
    """The round, with the note that says what is real in it."""
    scheme = SchemeVersion.objects.get(code="regional", year=former.year)
    round_ = open_round(office, scheme, former.frames, officer)
    change_note(round_, former.note.format(year=former.year), officer)
    return Round.objects.select_related("office", "scheme").get(pk=round_.pk)


def _sheet(rows: Sequence[Mapping[str, str]], year: int) -> bytes:
    """The reports of a year as a file that an office could have received."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    years = {str(each.year) for each in YEARS}
    names = [name for name in rows[0] if name not in years]
    writer.writerow(["Nr", *names, f"Meldt behov {year} (kr)", "Herav til UH (kr)"])
    for number, row in enumerate((row for row in rows if row[str(year)]), 1):
        amount = int(row[str(year)])
        writer.writerow([number, *(row[name] for name in names), amount, amount * _PARTNERS_PERCENT // 100])
    return written.getvalue().encode()


def _adopt(round_: Round, method: str, staff: Staff) -> Recommendation:
    """What the forum agreed on in a meeting of the spring."""
    officer = staff[Role.CASE_OFFICER]
    meeting = _begun(round_, staff)
    scenario = create_scenario(round_, "Innstillingen", Specification(method=method, unit=100), officer)
    made = begin_recommendation(scenario, officer)
    made = change_texts(made.pk, made.revision, _TEXT, "", officer)
    adopted = adopt_recommendation(made.pk, made.revision, meeting, officer)
    end_meeting(meeting, officer)
    send_draft(meeting, officer)
    approve_minutes(Meeting.objects.get(pk=meeting.pk), staff[Role.APPROVER])
    return adopted


def _begun(round_: Round, staff: Staff) -> Meeting:
    officer, day = staff[Role.CASE_OFFICER], datetime(round_.year, 3, 12, tzinfo=OSLO)
    plan = MeetingPlan(
        f"Samarbeidsforum 12. mars {round_.year}",
        MeetingKind.TEAMS,
        day.replace(hour=13, minute=30),
        day.replace(hour=15),
    )
    meeting = plan_meeting(round_.office, plan, officer)
    member = Called(staff[Role.FORUM_MEMBER], "Kommunene i Salten")
    call_meeting(meeting, [member, Called(officer, "Sekretariatet", is_secretary=True)], officer)
    return start_meeting(meeting, officer)
