"""What the pages claim at every step of the year is what the database says, for every role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.models import Award
from fordel.forum.models import ScenarioAmount
from fordel.parties.models import Organisation, Person
from tests.reports.drafting.conftest import organisation_of, set_time
from tests.support.where import WHERE
from tests.year import claims
from tests.year.claims import KEYS, LEAD, TASKS, Facts, away, calendar, day_words, faults_of_sentences, kroner
from tests.year.steps import STEPS, Year

__all__ = ["set_time"]
pytestmark = [pytest.mark.django_db, pytest.mark.long]
OFFICE_ROLES: Final = ("case_officer", "approver", "forum_member", "auditor")
THEME_NAMES: Final = ("Språk og lesing",)
HEADINGS: Final = {"Dette må du gjøre nå", "Her er vi i året", "Neste i kalenderen", "Nyheter"}
CARDS: Final = {
    "Både barnehage og skole skal få penger": lambda facts: (
        facts.reports.exists() and not facts.adopted and not facts.proposal and not facts.closed
    ),
    "Forumets saker er lukket for deg i dag": lambda facts: facts.role == "forum_member" and not claims.reads(facts),
}


def _of_class(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _main(client: Client, url: str) -> Element | None:
    """The page's own part; None if the reader may not open it."""
    answer = client.get(url, follow=True)
    if answer.status_code == 403:
        return None
    assert answer.status_code == 200, url
    root: Element = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    return next(root.iter("main"))


def _faults_of_start(main: Element, facts: Facts) -> Iterable[str]:
    lead = _words(_of_class(main, "lead")[0])
    yield from faults_of_sentences(lead, LEAD, facts)
    yield from _faults_of_keys(main, facts)
    yield from _faults_of_tasks(main, facts, TASKS)
    listed = [(_words(each.find("b")), _words(each.find("span"))) for each in _calendar_rows(main)]
    if listed != calendar(facts):
        yield f"calendar: {listed}, true is {calendar(facts)}"
    wheel = _words_of_label(_of_class(main, "wheel")[0])
    if f"«{facts.phase}»" not in wheel:
        yield f"wheel: {wheel}, true is {facts.phase}"
    headings = {_words(each) for each in main.iter("h2")} - HEADINGS
    expected = {title for title, is_true in CARDS.items() if is_true(facts)}
    if headings != expected:
        yield f"cards: {headings}, true is {expected}"


def _words_of_label(element: Element) -> str:
    return " ".join((element.get("aria-label") or "").split())


def _calendar_rows(main: Element) -> list[Element]:
    return [row for rows in _of_class(main, "calendar") for row in rows.iter("li")]


def _faults_of_keys(main: Element, facts: Facts) -> Iterable[str]:
    shown = {}
    for keys in _of_class(main, "keys"):
        for each in keys.iter("div"):
            shown[_words(each.find("dt"))] = _words(each.find("dd"))
    true = {name: value for name, truth in KEYS.items() if (value := truth(facts)) is not None}
    if shown != true:
        yield f"key figures: {shown}, true is {true}"


def _faults_of_tasks(main: Element, facts: Facts, table: dict[str, claims.TaskTruth]) -> Iterable[str]:
    shown = {}
    for rows in _of_class(main, "tasks"):
        for each in rows.iter("li"):
            shown[_words(next(each.iter("a")))] = _words(_of_class(each, "when")[0])
    for pattern, truth in table.items():
        said = next((title for title in shown if re.fullmatch(pattern, title)), None)
        true = truth(facts)
        if (said is None) != (true is None):
            yield f"task {pattern}: shown as {said!r}, true is {true!r}"
        if said is None or true is None:
            continue
        due, count = true
        match = re.fullmatch(pattern, said)
        if match and match.group(1) != count:
            yield f"task «{said}»: true is {count}"
        when = shown.pop(said)
        expected = {f"{day_words(due)} {away(due)}", f"{away(due)} {day_words(due)}"} if due else {"Ingen frist"}
        if when not in expected:
            yield f"task «{said}»: «{when}», true is {expected}"
    yield from (f"task not in the table: «{title}»" for title in shown)


def _faults_of_status(main: Element, facts: Facts) -> Iterable[str]:
    lead = _words(_of_class(main, "lead")[0])
    reports = facts.reports.exclude(pk__in=facts.closed)
    if not reports:
        true = "Det har ikke kommet behovsmeldinger for 2026 ennå"
    elif facts.closed:
        true = f"{reports.count()} meldinger ber om "
    elif facts.decided:
        true = f"{reports.count()} behovsmeldinger ba om "
    else:
        true = f"{reports.count()} behovsmeldinger ber om "
    if not lead.startswith(true):
        yield f"status: «{lead}», true is «{true} …»"
    decided = f"Året ble vedtatt {day_words(facts.decided)}: {facts.measures} tiltak får" if facts.decided else ""
    if facts.adopted and not facts.decided and not facts.closed:
        adopted = f"Samarbeidsforumet vedtok innstillingen {day_words(facts.adopted)}, og ingenting er vedtatt ennå."
        if adopted not in lead:
            yield f"status: «{lead}», true is «{adopted}»"
        lead = lead.replace(adopted, "")
    if "Samarbeidsforumet vedtok" in lead:
        yield f"status: «{lead}», and nothing is adopted, or more has happened"
    says = "vedtatt" in lead
    if says != bool(decided and not facts.closed) or (says and decided not in lead):
        yield f"status: «{lead}», true is «{decided}»"
    text = _words(main)
    yield from (f"status says «{said}»" for said in ("Dere må velge", "Dere velger", "Du bestemmer") if said in text)


def _faults_of_theme(main: Element, facts: Facts) -> Iterable[str]:
    """The year's row of the table over the years: reports, asked, recommended, granted, and measures with a grant."""
    own = facts.reports.filter(theme__in=THEME_NAMES).exclude(pk__in=facts.closed)
    amounts: Any = ScenarioAmount.objects.filter(scenario__recommendations__round=facts.round, report__in=own)
    awards = Award.objects.filter(proposal=facts.proposal, report__in=own)
    true: list[str] = ["2026", str(own.count()), kroner(sum(own.values_list("amount", flat=True)))]
    true.append(kroner(sum(amounts.values_list("amount", flat=True))) if facts.adopted and own else "–")
    if facts.decided and own:
        true += [kroner(sum(awards.values_list("amount", flat=True))), str(awards.filter(amount__gt=0).count())]
    else:
        true += ["–", "–"]
    rows = [[_words(cell) for cell in row if cell.tag in ("th", "td")] for row in main.iter("tr")]
    shown = next((row[:6] for row in rows if row and row[0] == "2026"), None)
    if shown != true:
        yield f"theme: {shown}, true is {true}"


def _faults_of_meeting(main: Element, facts: Facts) -> Iterable[str]:
    meeting, text = facts.meeting, _words(main)
    assert meeting is not None
    called = meeting.attendances.filter(is_secretary=False)
    here = called.filter(arrived_at__isnull=False, left_at=None).count()
    if meeting.state == "ongoing" and f"{here} av {called.count()} er til stede" not in text:
        yield f"meeting: {here} of {called.count()} are here, and it is not said"
    goes_on = "Møtet pågår" in text
    if goes_on != (meeting.state == "ongoing"):
        yield f"meeting: says that it is in progress: {goes_on}, and is {meeting.state}"
    for said in re.findall(r"inhabil\w*[^.]*", text):
        if facts.open_conflicts and "ikke avgjort" not in text and "kan være" not in text:
            yield f"meeting says «{said}», and nobody has decided"


def _faults_of_decision(main: Element, facts: Facts) -> Iterable[str]:
    lead, proposal = _words(_of_class(main, "lead")[0]), facts.proposal
    if proposal is None:
        adopted = f"Forumet vedtok innstillingen {day_words(facts.adopted)}" if facts.adopted else ""
        if bool(adopted) != ("innstillingen" in lead and "vedtok" in lead) or adopted not in lead:
            yield f"decision: «{lead}», true is «{adopted}»"
        return
    true = (
        f"{proposal.awards.count()} meldinger. {kroner(facts.granted)} kroner er fordelt, og {kroner(facts.held_back)}"
    )
    if true not in lead:
        yield f"decision: «{lead}», true is «{true}»"


def _pages(facts: Facts) -> Iterable[tuple[str, Callable[[Element, Facts], Iterable[str]]]]:
    yield reverse("insight:status", kwargs=WHERE), _faults_of_status
    yield reverse("insight:theme", kwargs={**WHERE, "theme": "sprak"}), _faults_of_theme
    if facts.role not in OFFICE_ROLES:
        return
    yield reverse("start", kwargs=WHERE), _faults_of_start
    yield reverse("decisions:overview", kwargs=WHERE), _faults_of_decision
    if facts.meeting is not None:
        where = {"office": "nordland", "meeting_id": facts.meeting.pk}
        yield reverse("meetings:meeting", kwargs=where), _faults_of_meeting


def _faults_of_home(main: Element, facts: Facts) -> Iterable[str]:
    """The start page of owners, partners, and those who read for the whole country."""
    text = _words(main)
    if facts.role == "national_reader":
        awarded = facts.granted if facts.decided else 0
        row = f"År: 2026Ramme: {kroner(facts.frame)}Meldt behov: {kroner(facts.need)}Meldinger: {facts.reports.count()}"
        row += f"Tildelt: {kroner(awarded)}Neste: {claims.next_of_office(facts)}"
        yield from _faults_of_tasks(main, facts, claims.NATIONAL_TASKS)
        if row not in text:
            yield f"home: «{row}» is not in «{text}»"
        return
    organisation = facts.person.assignments.get().organisation
    assert organisation is not None
    letters = organisation.letters.count()
    unopened = organisation.letters.filter(opened_at=None).count()
    lead = _words(_of_class(main, "lead")[0])
    if (f"{unopened} brev fra statsforvalteren venter på deg" in lead) != bool(unopened):
        yield f"home: «{lead}», and {unopened} letters are unopened"
    if f"Brev fra statsforvalteren {letters}" not in text:
        yield f"home: {letters} letters, and it says «{text}»"
    yield from _faults_of_tasks(main, facts, claims.OWN_TASKS)
    if ("Ingenting venter på deg" in lead) and _of_class(main, "tasks"):
        yield f"home: «{lead}», and there are tasks"
    waits = claims.waiting(facts) if facts.role == "owner" else 0
    if ("melding venter på deg" in lead or "meldinger venter på deg" in lead) and not waits:
        yield f"home: «{lead}», and nothing waits"
    if "Dere kan melde behov til" in lead and not facts.is_open:
        yield f"home: «{lead}», and the deadline has passed"


@pytest.fixture
def year(nordland: Any, person_as: Callable[..., Person], set_time: Callable[[datetime], None]) -> Year:
    owner = organisation_of("1875")
    partner = Organisation.objects.get(organisation_number="970422528")
    people = {role: person_as(role) for role in (*OFFICE_ROLES, "national_reader")}
    people |= {"owner": person_as("owner", organisation=owner), "partner": person_as("partner", organisation=partner)}
    return Year(nordland, people, owner, partner, set_time)


def test_every_claim_is_true_at_every_step(year: Year, client_of: Callable[[Person], Client]) -> None:
    assert len(STEPS) == 23 and len(year.people) == 7
    clients = {role: client_of(person) for role, person in year.people.items()}
    faults, read = [], 0
    for step in STEPS:
        step(year)
        for role, person in year.people.items():
            facts = Facts(year.round, role, person)
            pages = list(_pages(facts))
            if role in ("owner", "partner", "national_reader"):
                pages.append((reverse("home"), _faults_of_home))
            for url, faults_of in pages:
                main = _main(clients[role], url)
                if main is None:
                    continue
                read += 1
                faults += [f"{step.__name__} {role} {url}: {fault}" for fault in faults_of(main, facts)]
    assert not faults, "\n".join(faults)
    assert read > 23 * 12
