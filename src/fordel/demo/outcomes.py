"""The winter after the decided year: its outcome reports have opened; most are sent, some are late, one is returned,
and some are approved. The owners' words are examples, and so are their accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from fordel.core.outcomes.rules import COST, REACHED
from fordel.demo.clock import at
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.selectors.outcomes import facts_of, outcomes_with_parties, rules_of
from fordel.outcomes.services.casework import approve_report, return_report
from fordel.outcomes.services.open_reports import open_reports
from fordel.outcomes.services.outcome_document import OutcomeDocument
from fordel.outcomes.services.parts import confirm_part
from fordel.parties.models import Organisation, Person, Role, RoleAssignment
from fordel.programme.models import Round
from fordel.shared.clock import first_instant_too_late, now, today
from fordel.writing.services.save_fields import Edit, save_fields
from fordel.writing.services.send import send_document

OPENED: Final = "2026-12-01T08:00"
SENT: Final = ("2026-12-14T10:00", "2027-01-08T13:00", "2027-01-15T14:00")
HANDLED: Final = "2027-01-18T08:10"
LATE_EVERY: Final = 7  # of the reports by number: not sent
UNUSED_EVERY: Final = 5  # of those that are sent: part of the grant is left
APPROVED: Final = 6
RETURNED: Final = 41  # the number of the measure
_SHOWS: Final = {
    "a": "Alle samlingene ble holdt, og de fleste som skulle være med, var med.",
    "b": "Personalet bruker den nye måten å arbeide på, og vi ser det i møtene og i planene.",
    "c": "Barnehage og skole møtes fast, og lærer av hverandre.",
    "d": "Studenter var med på to samlinger og fikk prøve ut det de hadde lært.",
    "e": "Flere er med i lek og læring, og vi fanger tidligere opp dem som trenger noe annet.",
}
_PRACTICE: Final = (
    "Personalet bruker den nye måten å arbeide på, og vi ser det i møtene og i planene.",
    "De ansatte planlegger lek sammen hver uke, og barna er med på å velge.",
    "Alle lærerne på trinnet har prøvd ut to opplegg og gått gjennom dem med hverandre.",
    "Vi har sluttet å dele gruppene etter nivå, og gir flere veier inn i den samme oppgaven.",
)
_LEARNED: Final = (
    "Sett av tid i møteplanen før året begynner. Da blir det ikke valgt bort.",
    "Det virket å prøve ut noe lite mellom samlingene, og fortelle om det på den neste.",
    "Lederne må være med fra begynnelsen. Der de ikke var det, stoppet arbeidet opp.",
)
_DEGREES: Final = ("large", "some", "large", "some", "small", "some", "too_early")


def load_outcomes(round_: Round, officer: Person) -> None:
    """Opened, written, sent and handled on the days it happened."""
    with at(OPENED):
        open_reports(round_.pk)
    every = list(outcomes_with_parties().filter(round=round_).order_by("report__number"))
    with_auditor = rules_of(every[0]).auditor_from  # those that need a statement of an auditor are not sent
    sent = [each for place, each in enumerate(every, 1) if place % LATE_EVERY and each.award.amount < with_auditor]
    for place, outcome in enumerate(sent):
        with at(SENT[place % len(SENT)]):
            _send(outcome, place)
    with at(HANDLED):
        for outcome in sent[:APPROVED]:
            approve_report(outcome.pk, "Takk for en god rapport. Eksemplene deres er nyttige for andre.", officer)
        reason = "Gi et eksempel på hva som er endret i praksis, under kjennetegn b."
        returned = next(each for each in sent if each.report.number == RETURNED)
        return_report(returned.pk, reason, first_instant_too_late(today().replace(month=2, day=1)), officer)


def _send(outcome: OutcomeReport, place: int) -> None:
    """The partner of every other report answers its part first."""
    if place % 2:
        for party in outcome.parties.all():
            _confirm(outcome, party.organisation, place)
    owner = outcome.report.owner
    person = contact_of(owner)
    _write(outcome, dict(_answers(outcome, place)), person, owner)
    send_document(OutcomeDocument(owner.pk), outcome.pk, person, now())


def _confirm(outcome: OutcomeReport, organisation: Organisation, place: int) -> None:
    person = contact_of(organisation)
    values = {f"p{organisation.pk}_degree_{sign}": _degree(sign, place + 1) for sign in _SHOWS}
    values |= {f"p{organisation.pk}_shows_{sign}": text for sign, text in _SHOWS.items()}
    _write(outcome, values, person, organisation)
    confirm_part(outcome.pk, organisation.pk, person, now())


def _answers(outcome: OutcomeReport, place: int) -> Iterator[tuple[str, str]]:
    facts = facts_of(outcome)
    left = outcome.award.amount // 20 if place % UNUSED_EVERY == 0 else 0
    used = outcome.award.amount - left
    yield "carried_out", "changed" if place % 9 == 8 else "carried_out"
    if place % 9 == 8:
        yield "why_changed", "En samling ble flyttet til høsten, fordi været stengte veien."
    yield "employees", str(outcome.report.employees or 20)
    for line in facts.lines:
        yield f"{REACHED}{line}", str((outcome.report.children or 80) // len(facts.lines))
    for sign, text in _SHOWS.items():
        yield f"degree_{sign}", _degree(sign, place)
        if (place + ord(sign)) % 11:
            yield f"shows_{sign}", _PRACTICE[place % len(_PRACTICE)] if sign == "b" else text
    yield "used", str(used)
    kinds = [kind.code for kind in facts.form.kinds_of_cost]
    planning = used // 5
    yield from {f"{COST}{code}": "0" for code in kinds[2:]}.items()
    yield f"{COST}{kinds[0]}", str(planning)
    yield f"{COST}{kinds[1]}", str(used - planning)
    if place % 3:
        yield "learned", _LEARNED[place % len(_LEARNED)]
        yield "may_share", "yes" if place % 4 < 3 else "no"
    if left:
        yield "unused_why", "Vikarutgiftene ble lavere enn vi trodde."
        yield "wish", "keep" if place % 2 else "repay"


def _degree(sign: str, place: int) -> str:
    return _DEGREES[(place + ord(sign)) % len(_DEGREES)]


def _write(outcome: OutcomeReport, values: Mapping[str, str], person: Person, place: Organisation) -> None:
    edits = [Edit(key, value, 0) for key, value in values.items()]
    save_fields(OutcomeDocument(place.pk), outcome.pk, person, edits, now())


def contact_of(place: Organisation) -> Person:
    """Somebody who acts for the organisation; made if nobody does."""
    held = RoleAssignment.objects.filter(organisation=place, person__is_active=True).select_related("person").first()
    if held is not None:
        return held.person
    person = Person.objects.create_user(f"rapport.{place.pk}@demo.example", f"Kontakt {place.name}")
    role = Role.PARTNER if place.is_partner else Role.OWNER
    RoleAssignment.objects.create(person=person, role=role, organisation=place)
    return person
