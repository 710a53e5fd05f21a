"""The grant's year in steps, each done by the services that people use, on its own day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from fordel.decisions.models import Letter, Proposal
from fordel.decisions.services.letters import issue_decision, open_letter
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.events.models import Participant
from fordel.events.services.moving import confirm_place
from fordel.events.services.own_place import accept_place, cancel_place
from fordel.events.services.plan_event import change_event
from fordel.events.services.register import confirm_booking
from fordel.events.services.run_event import publish_event, turn_event
from fordel.forum.computing.specification import Specification
from fordel.forum.models import ForumMember, Recommendation, Scenario
from fordel.forum.recommendation.services.adopt_recommendation import adopt_recommendation
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation, change_texts
from fordel.forum.scenarios.services.adjust_scenario import set_purposes
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import close_vote
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.forum.voting.services.prioritise import close_prioritising, open_prioritising
from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import Called, people_of
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.lead_meeting import answer_call, end_meeting, note_arrival, open_item, start_meeting
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Organisation, Person, RoleAssignment
from fordel.partnership.services.agreements import partnership_of
from fordel.programme.models import Round
from fordel.reports.casework.services.change_state import change_state
from fordel.reports.drafting.services.document import save_draft
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport
from fordel.shared.clock import OSLO, now
from fordel.writing.services.save_fields import Edit
from tests.conftest import DEMO_FILE
from tests.decisions.conftest import know_forms
from tests.events.events import booking_for, draft_of, event_facts, series_of
from tests.partnership.agreements import begun, sign

MEETING: Final = "Møte i Bodø"
WORKSHOP: Final = "Workshop II"


@dataclass
class Year:
    """The round, who acts in it, and how to move the clock."""

    round: Round
    people: dict[str, Person]
    owner: Organisation
    partner: Organisation
    set_time: Callable[[datetime], None]
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def officer(self) -> Person:
        return self.people["case_officer"]

    def at(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        self.set_time(datetime(2026, month, day, hour, minute, tzinfo=OSLO))


def _open(year: Year) -> None:
    year.at(1, 5)


def _first_draft(year: Year) -> None:
    year.at(1, 12, 14)
    draft = start_draft(year.round, year.owner, year.people["owner"])
    save_draft(draft.pk, year.people["owner"], [Edit("title", "Lesing i alle fag", 0)], now())


def _deadline_evening(year: Year) -> None:
    year.at(2, 1, 22)
    import_file(year.round, DEMO_FILE.name, DEMO_FILE.read_bytes(), year.officer)


def _after_it(year: Year) -> None:
    year.at(2, 2, 8)


def _returned(year: Year) -> None:
    year.at(2, 10)
    report = NeedsReport.objects.get(round=year.round, number=7)
    reason = "Skriv hvilke barnehager som er med."
    change_state(report.pk, "return", year.officer, seen=None, reason=reason, reply_by=now() + timedelta(days=5))


def _prioritising(year: Year) -> None:
    year.at(2, 16)
    member = year.people["forum_member"]
    hamaroy = year.owner.pk
    seats = {
        "Kommunene i Salten": ("public_owner", member.email, hamaroy),
        "KS Nord-Norge": ("ks", "ks@example.org", 0),
        "Utdanningsforbundet": ("union", "udf@example.org", 0),
    }
    for label, (group, email, organisation) in seats.items():
        written = SeatInput(group, label, label, email, "", "", organisation, date(2026, 1, 1), None)
        add_seat(year.round.office, written, year.officer)
    year.made["prioritising"] = open_prioritising(year.round, "points", now() + timedelta(days=5), year.officer)


def _called(year: Year) -> None:
    year.at(2, 24)
    close_prioritising(year.made["prioritising"].pk, year.officer)
    held = {"kindergarten": 1_179_000, "school": 1_821_000}
    scenario = create_scenario(year.round, "Ingen kutt", Specification(reserve=held), year.officer)
    set_purposes(scenario.pk, {"0": 3_000_000}, year.officer)
    starts = datetime(2026, 3, 12, 10, tzinfo=OSLO)
    plan = MeetingPlan(MEETING, "in_person", starts, starts + timedelta(hours=4), "Bodø")
    meeting = plan_meeting(year.round.office, plan, year.officer)
    year.made["case"] = add_item(meeting, Case("Innstilling"), year.officer)
    year.made["called"] = [*people_of(meeting), Called(year.officer, "Sekretariatet", is_secretary=True)]
    call_meeting(meeting, year.made["called"], year.officer)
    answer_call(meeting, "yes", Person.objects.get(email="ks@example.org"))


def _meeting() -> Meeting:
    return Meeting.objects.get(title=MEETING)


def _meeting_day(year: Year) -> None:
    year.at(3, 12, 9, 30)


def _vote(year: Year) -> None:
    year.at(3, 12, 11)
    meeting = start_meeting(_meeting(), year.officer)
    note_arrival(meeting, [each.person.pk for each in year.made["called"]], year.officer)
    open_item(year.made["case"], year.officer)
    vote = open_vote(meeting, year.round, VoteInput("Skal vi holde igjen?", texts=["Ja", "Nei"]), year.officer)
    cast_ballot(vote, "text:1", Person.objects.get(email="ks@example.org"))
    year.made["vote"] = vote


def _adopted(year: Year) -> None:
    year.at(3, 12, 13)
    for seat in ForumMember.objects.exclude(person__email="ks@example.org"):
        cast_ballot(year.made["vote"], "text:1", seat.person)
    close_vote(year.made["vote"], year.officer)
    draft = begin_recommendation(Scenario.objects.get(round=year.round), year.officer)
    change_texts(draft.pk, draft.revision, "Forumet vil at alle får alt.", "Felles tiltak.", year.officer)
    draft.refresh_from_db()
    adopt_recommendation(draft.pk, draft.revision, _meeting(), year.officer)
    end_meeting(_meeting(), year.officer)


def _proposal(year: Year) -> None:
    year.at(3, 20)
    adopted = Recommendation.objects.get(round=year.round)
    submit_proposal(create_proposal(adopted.scenario, year.officer).pk, year.officer)


def _approved(year: Year) -> None:
    year.at(3, 24)
    proposal = Proposal.objects.get(round=year.round)
    approve_proposal(proposal.pk, proposal.content_hash, "", year.people["approver"])


def _letters(year: Year) -> None:
    year.at(3, 26, 12)
    proposal = Proposal.objects.get(round=year.round)
    know_forms(proposal, year.officer)
    assert issue_decision(proposal.pk, year.officer)[1]


def _series_planned(year: Year) -> None:
    """Two places of a workshop, as drafts; the registration is to open a week later."""
    year.at(2, 17, 10)
    series = series_of(year.round.office, year.officer, title_nb=WORKSHOP, title_nn=WORKSHOP)
    held = {"day": date(2026, 4, 9), "opens_on": date(2026, 2, 20), "last_day": date(2026, 4, 7), "capacity": 1}
    for place in ("Bodø", "Sortland"):
        year.made[place] = draft_of(series, year.officer, place=place, **held)


def _one_published(year: Year) -> None:
    """The one place is taken, and the owner waits for it."""
    year.at(2, 23, 9)
    event = publish_event(year.made["Bodø"].pk, year.officer)
    confirm_booking(booking_for(event, "forst@example.org"), "", now())
    confirm_booking(booking_for(event, year.people["owner"].email), "", now())


def _place_offered(year: Year) -> None:
    year.at(4, 6, 12)
    cancel_place(Participant.objects.get(email="forst@example.org").pk)


def _place_accepted(year: Year) -> None:
    year.at(4, 7, 9)
    accept_place(Participant.objects.get(email=year.people["owner"].email).pk)


def _event_moved(year: Year) -> None:
    year.at(4, 7, 15)
    moved = event_facts(
        place="Bodø",
        day=date(2026, 4, 16),
        opens_on=date(2026, 2, 20),
        last_day=date(2026, 4, 13),
        capacity=1,
        confirm_last_day=date(2026, 4, 12),
    )
    change_event(year.made["Bodø"].pk, moved, year.officer)


def _confirmed(year: Year) -> None:
    """On the day on which the draft of the other place passes."""
    year.at(4, 9, 16)
    confirm_place(Participant.objects.get(email=year.people["owner"].email).pk)


def _event_day(year: Year) -> None:
    year.at(4, 16, 11)
    year.made["agreement"] = begun(partnership_of(year.owner, year.partner), year.people["owner"])
    RoleAssignment.objects.filter(organisation__in=(year.owner, year.partner)).update(may_sign=True)


def _half_signed(year: Year) -> None:
    """The event is over, and the partner has signed the agreement."""
    year.at(4, 17, 9)
    turn_event(year.made["Bodø"].pk)
    sign(year.made["agreement"], year.people["partner"])


def _in_force(year: Year) -> None:
    year.at(4, 20, 9)
    sign(year.made["agreement"], year.people["owner"])


def _after_the_appeals(year: Year) -> None:
    year.at(3, 27)
    open_letter(Letter.objects.filter(recipient=year.owner).order_by("pk")[0].pk, year.people["owner"])
    year.at(5, 5)


STEPS: Final[tuple[Callable[[Year], None], ...]] = (
    _open,
    _first_draft,
    _deadline_evening,
    _after_it,
    _returned,
    _prioritising,
    _series_planned,
    _one_published,
    _called,
    _meeting_day,
    _vote,
    _adopted,
    _proposal,
    _approved,
    _letters,
    _place_offered,
    _place_accepted,
    _event_moved,
    _confirmed,
    _event_day,
    _half_signed,
    _in_force,
    _after_the_appeals,
)
