"""The demo's meetings: one on Teams that was held in February, one in Bodø that people are called to in March, and an
autumn one whose date is being found."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from fordel.demo.clock import set_demo_clock
from fordel.forum.voting.selectors.electorate import electorate
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import close_vote
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.meetings.models import Meeting, MeetingKind
from fordel.meetings.plugs.hooks import Called, people_of
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.find_date import answer_dates, offer_date
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lead_meeting import answer_call, end_meeting, note_arrival, open_item, start_meeting
from fordel.meetings.services.minutes import add_action, send_draft, write_line
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.clock import OSLO, now

_SECRETARIAT: Final = "Sekretariatet"
_FEBRUARY: Final = (
    ("Innkalling og habilitet", "Hver melder fra om meldinger de ikke er habile i.", 15, "Ingen hadde merknader."),
    (
        "Status for behovsmeldingene",
        "52 meldinger, 24 605 520 kroner. Rammen er 28 000 000.",
        30,
        "Sekretariatet la fram tallene. Forumet merket seg at flere tiltak går på tvers av barnehage og skole.",
    ),
    (
        "Arbeidet fram mot møtet i Bodø",
        "Hvordan skal alternativene legges fram?",
        20,
        "Forumet ber om tre alternativer: ingen kutt, likt kutt, og nettverk og samisk først.",
    ),
)
_VOTE: Final = ("Hvor mange alternativer skal forumet ha å velge mellom?", "Tre alternativer", "Fire alternativer")
_MARCH: Final = (
    ("Innkalling og habilitet", "", 15),
    ("Status: 52 meldinger", "", 25),
    ("Samisk perspektiv", "Hvilke tiltak har det, og hva mangler?", 25),
    ("Skal vi holde igjen midler?", "3 394 480 kroner er igjen når alle får det de har meldt.", 40),
    ("Prioritering av tiltak", "", 45),
    ("Innstilling til Statsforvalteren", "Frist 15. mars.", 60),
)
_PAPER: Final = "Saksframlegg til sak 4: hva reserven kan brukes til i 2027, og hva hvert beløp koster hvem.\n"


def load_demo_meetings(round_: Round, officer: Person) -> None:
    """Done by the demo's clock on the days it happened; the clock is set back afterwards."""
    instant = now()
    try:
        _held(round_, officer)
        _called(round_, officer)
        _to_be_set(round_, officer)
    finally:
        set_demo_clock(instant)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), OSLO)


def _people(meeting: Meeting, officer: Person) -> tuple[list[Called], list[Person]]:
    """Those who are called, with the officer as secretary, and the members among them."""
    members = people_of(meeting)
    return [*members, Called(officer, _SECRETARIAT, is_secretary=True)], [called.person for called in members]


def _held(round_: Round, officer: Person) -> Meeting:
    day = date(2026, 2, 20)
    set_demo_clock(_at(date(2026, 2, 6), 9))
    plan = MeetingPlan("Samarbeidsforum 20. februar", MeetingKind.TEAMS, _at(day, 9), _at(day, 11))
    meeting = plan_meeting(round_.office, plan, officer)
    people, members = _people(meeting, officer)
    items = [add_item(meeting, Case(title, text, minutes), officer) for title, text, minutes, _said in _FEBRUARY]
    call_meeting(meeting, people, officer)
    for member in members:
        answer_call(meeting, "yes", member)
    began = _at(day, 9) + timedelta(seconds=30)
    set_demo_clock(began)
    start_meeting(meeting, officer)
    note_arrival(meeting, [called.person.pk for called in people], officer)
    for number, (item, (_title, _text, _minutes, said)) in enumerate(zip(items, _FEBRUARY, strict=True)):
        set_demo_clock(began + timedelta(minutes=2 + 25 * number))
        open_item(item, officer)
        set_demo_clock(began + timedelta(minutes=17 + 25 * number))
        if number == len(items) - 1:
            _vote(meeting, round_, officer)
        write_line(meeting, said, by=officer)
    add_action(meeting, "Lage tre alternativer til møtet i Bodø", officer, date(2026, 3, 5), officer)
    set_demo_clock(_at(day, 10, 20))
    end_meeting(meeting, officer)
    set_demo_clock(_at(day, 13))
    send_draft(meeting, officer)
    return meeting


def _vote(meeting: Meeting, round_: Round, officer: Person) -> None:
    """The forum did not agree on one thing: every third seat was for more."""
    question, *texts = _VOTE
    vote = open_vote(meeting, round_, VoteInput(question, texts=texts), officer)
    for number, seat in enumerate(electorate(meeting, None).entitled):
        cast_ballot(vote, "text:2" if number % 3 == 2 else "text:1", Person.objects.get(pk=seat.voter or 0))
    close_vote(vote, officer)


def _called(round_: Round, officer: Person) -> Meeting:
    day = date(2026, 3, 12)
    set_demo_clock(_at(date(2026, 2, 23), 9))
    plan = MeetingPlan(
        "Samarbeidsforum 12. mars", MeetingKind.IN_PERSON, _at(day, 10), _at(day, 14), "Statsforvalteren, Bodø"
    )
    meeting = plan_meeting(round_.office, plan, officer)
    people, members = _people(meeting, officer)
    items = [add_item(meeting, Case(*case), officer) for case in _MARCH]
    add_paper(meeting, "saksframlegg-4.txt", _PAPER.encode(), officer, title="Saksframlegg", item=items[3])
    call_meeting(meeting, people, officer)
    for member in members[::2]:
        answer_call(meeting, "yes", member)
    return meeting


def _to_be_set(round_: Round, officer: Person) -> Meeting:
    meeting = plan_meeting(round_.office, MeetingPlan("Samarbeidsforum til høsten", MeetingKind.TO_BE_SET), officer)
    days = [date(2026, 9, 22) + timedelta(days=later) for later in (0, 2, 7)]
    options = [offer_date(meeting, _at(day, 10), _at(day, 14), officer) for day in days]
    for number, member in enumerate(_people(meeting, officer)[1]):
        answers = ("yes", "maybe" if number % 2 else "yes", "no")
        answer_dates(meeting, {option.pk: answer for option, answer in zip(options, answers, strict=True)}, member)
    return meeting
