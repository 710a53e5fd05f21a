"""A whole year of the invented scheme by services, from opening the round to the letters.

Each step is a function, in the order of the year; what a step asks is what only this scheme has: its own parties, seat
groups, deadlines, one question more, three lines and two approvals.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from django.utils import translation

from fordel.cli.status import as_json
from fordel.core.form.draft_findings import findings_of
from fordel.decisions.models import Award, Letter, Proposal
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Recommendation, Scenario, SeatGroup
from fordel.forum.recommendation.services.adopt_recommendation import adopt_recommendation
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation, change_texts
from fordel.forum.scenarios.services.adjust_scenario import set_purposes
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.seats.selectors.impartiality import entitled, voting_seats
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.forum.voting.services.prioritise import assess, close_prioritising, open_prioritising
from fordel.insight.presentation.exports.pdf import pdf_of
from fordel.insight.presentation.exports.slides import slides_of
from fordel.insight.presentation.exports.spreadsheet import spreadsheet_of
from fordel.insight.selectors.status import full_status_of
from fordel.ledger.models import Account
from fordel.ledger.selectors.balances import balances
from fordel.meetings.models import Meeting
from fordel.meetings.plugs import hooks
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.lead_meeting import note_arrival, start_meeting
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Office, Organisation, Person
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.selectors.groups import groups_of
from fordel.programme.services.load_schemes import load_schemes
from fordel.programme.services.open_round import open_round
from fordel.reports.drafting.services.document import save_draft, submit_report
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import ReportDraft
from fordel.reports.partners.selectors.asked import binding_now
from fordel.reports.partners.services.add_party import Wanted, add_party
from fordel.reports.partners.services.answer_party import confirm_party
from fordel.reports.partners.services.ask_party import ask_party
from fordel.reports.selectors.draft_facts import facts_of
from fordel.reports.selectors.reports import bare_rows
from fordel.reports.selectors.submissions import report_of
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.writing.services.save_fields import Edit
from fordel.writing.services.send import IncompleteError
from tests.decisions.conftest import know_forms
from tests.reports.drafting.conftest import set_time
from tests.support.schemes import FRAMES, LIFELONG, ROWS, report_lifelong

__all__ = ["set_time"]
pytestmark = pytest.mark.django_db
PersonAs = Callable[..., Person]
SetTime = Callable[[datetime], None]
SENT: Final = len(ROWS) + 1
ANSWERS: Final[dict[str, Any]] = {
    "title": "Lesesirkler på tvers",
    "target_group": "readers",
    "duration_years": "1",
    "need_text": "Mange voksne leser lite.",
    "how_found": "Samtaler på biblioteket.",
    "goal": "Flere leser sammen.",
    "change_of_practice": "Lærere og bibliotekarer leder sirkler sammen.",
    "activities": "Høst: seks kvelder.",
    "units": "Voksenopplæringen\nBiblioteket",
    "employees": "12",
    "children": "80",
    "employees_took_part": "yes",
    "how_took_part": "Personalmøter.",
    "sami_perspective": "no",
    "need.2026": "300 000",
    "budget.2026.owner.carrying_out": "220 000",
}


def test_the_whole_year(reference_data: None, person_as: PersonAs, set_time: SetTime) -> None:
    office = Office.objects.exclude(slug="nordland").order_by("slug")[0]
    officer = person_as("case_officer", office=office.slug)
    set_time(datetime(2026, 1, 12, 9, tzinfo=OSLO))
    round_ = report_lifelong(_opened(office), officer)
    set_time(datetime(2026, 3, 31, 23, tzinfo=OSLO))  # the deadline of `collective` is long past
    _written_checked_confirmed_and_sent(round_, person_as, set_time)
    _prioritised(round_, officer)
    scenario = _scenario(round_, officer)
    set_time(datetime(2026, 4, 20, 10, tzinfo=OSLO))
    recommendation = _adopted(scenario, officer)
    proposal = _approved_by_two(recommendation, officer, person_as)
    know_forms(proposal, officer)
    decided, issued = issue_decision(proposal.pk, officer)
    assert issued
    _letters_say_what_was_decided(decided)
    _files_of_the_year(round_)
    assert first_broken_entry() is None


def _opened(office: Office) -> Round:
    load_schemes(LIFELONG.parent)
    round_ = open_round(office, SchemeVersion.objects.get(code="lifelong"), FRAMES, None)
    groups = SeatGroup.objects.filter(forum__office=office)
    assert list(groups.values_list("code", flat=True)) == ["municipality", "arts_school", "library", "union", "guest"]
    return round_


def _owner(round_: Round) -> Organisation:
    """A municipality that has reported nothing yet."""
    municipalities = Organisation.objects.filter(kind="municipality", municipality__office=round_.office)
    return municipalities.exclude(reports__round=round_).order_by("pk")[0]


def _written_checked_confirmed_and_sent(round_: Round, person_as: PersonAs, set_time: SetTime) -> None:
    """The form has a question that no other scheme has, and asks that the partner has answered."""
    owner = _owner(round_)
    partner = Organisation.objects.filter(kind="university").order_by("pk")[0]
    writer, scholar = person_as("owner", organisation=owner), person_as("partner", organisation=partner)
    draft = start_draft(round_, owner, writer)
    with pytest.raises(UserError):  # a vocational college is a partner of `collective`, not of this scheme
        college = Organisation.objects.create(name="Nordre fagskole", kind="vocational_college")
        add_party(draft.pk, writer, Wanted("partner", college.pk), now())
    party = add_party(draft.pk, writer, Wanted("partner", partner.pk), now())
    values = ANSWERS | {f"budget.2026.{party.slot}.carrying_out": "80 000"}
    save_draft(draft.pk, writer, [Edit(key, value, 0) for key, value in values.items()], now())
    ask_party(draft.pk, party.pk, writer, now())
    draft = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=draft.pk)
    stopping = {each.code for each in findings_of(facts_of(draft)) if each.stops_sending}
    assert stopping == {"missing", "party_has_not_answered"}
    with pytest.raises(IncompleteError):
        submit_report(draft.pk, writer, now())
    save_draft(draft.pk, writer, [Edit("volunteers", "35", 0)], now())
    confirm_party(party.pk, scholar, binding_now(facts_of(draft), party.pk)[1], now())
    sent = submit_report(draft.pk, writer, now())
    report = report_of(sent)
    assert (report.number, report.amount, sent.content["answers"]["volunteers"]) == (SENT, 300_000, "35")
    set_time(datetime(2026, 4, 1, 0, 0, 1, tzinfo=OSLO))
    with pytest.raises(UserError):
        start_draft(round_, owner, writer)


def _prioritised(round_: Round, officer: Person) -> None:
    """Guests have a seat and no vote."""
    for group in ("municipality", "arts_school", "library", "union", "guest"):
        address = f"{group}@example.org"
        add_seat(round_.office, SeatInput(group, group, group, address, "", "", 0, date(2026, 1, 1), None), officer)
    seats = voting_seats(round_.office_id, now().date())
    assert sorted(seat.group.code for seat in seats) == ["arts_school", "library", "municipality", "union"]
    opened = open_prioritising(round_, "points", now() + timedelta(days=5), officer)
    for place, seat in enumerate(seats):
        given = {row.number: str(1 + (row.number + place) % 9) for row in bare_rows(round_) if entitled(row.id, [seat])}
        assert assess(opened.pk, seat, given) == len(given)
    close_prioritising(opened.pk, officer)


def _scenario(round_: Round, officer: Person) -> Scenario:
    scenario = create_scenario(round_, "Alle får alt", Specification(reserve={"library": 100_000}), officer)
    for row in scenario.amounts.select_related("report__target_group"):
        assert sum(row.by_line.values()) == row.amount == row.report.amount
        assert set(row.by_line) <= set(groups_of(round_.pk).of(row.report.target_group.code).lines)
    return set_purposes(scenario.pk, {"0": 100_000}, officer)


def _adopted(scenario: Scenario, officer: Person) -> Recommendation:
    plan = MeetingPlan("Samarbeidsforum", "teams", now() + timedelta(minutes=1), now() + timedelta(hours=2))
    office = scenario.round.office
    meeting = plan_meeting(office, plan, officer)
    add_item(meeting, Case("Innstilling"), officer)
    called = [*hooks.people_of(meeting), hooks.Called(officer, "Sekretariatet", is_secretary=True)]
    call_meeting(meeting, called, officer)
    start_meeting(meeting, officer)
    note_arrival(meeting, [each.person.pk for each in called], officer)
    draft = begin_recommendation(scenario, officer)
    change_texts(draft.pk, draft.revision, "Forumet vil at alle får alt.", "Felles tiltak.", officer)
    draft.refresh_from_db()
    adopted = adopt_recommendation(draft.pk, draft.revision, Meeting.objects.get(pk=meeting.pk), officer)
    assert len(adopted.content["measures"]) == SENT and adopted.pdf is not None
    criteria = {measure["report"]: measure["criteria"] for measure in adopted.content["measures"]}
    assert criteria[SENT].startswith("For lesere.") and criteria[6].startswith("For alle.")
    return adopted


def _approved_by_two(recommendation: Recommendation, officer: Person, person_as: PersonAs) -> Proposal:
    """Two different people, none of whom has prepared it."""
    slug = recommendation.round.office.slug
    first, second = (person_as("approver", office=slug) for _ in range(2))
    made = create_proposal(recommendation.scenario, officer)
    assert made.recommendation_id == recommendation.pk
    made = submit_proposal(made.pk, officer)
    for actor, state in ((first, "submitted"), (second, "approved")):
        with pytest.raises(UserError):
            approve_proposal(made.pk, made.content_hash, "", officer)
        assert approve_proposal(made.pk, made.content_hash, "", actor).state == state
        with pytest.raises(UserError):
            approve_proposal(made.pk, made.content_hash, "", actor)
    return Proposal.objects.get(pk=made.pk)


def _letters_say_what_was_decided(proposal: Proposal) -> None:
    lines = list(proposal.round.frame_lines.values_list("pk", flat=True))
    awarded = sum(row[Account.AWARDED] for row in balances(lines).values())
    assert awarded == sum(Award.objects.filter(proposal=proposal).values_list("amount", flat=True)) == 5_200_000
    letter = Letter.objects.get(award__report__number=SENT, kind="grant")
    said = json.dumps(letter.text, ensure_ascii=False).replace("\xa0", " ")
    assert "300 000" in said and "oppdiktede forskriften" in said and "fire uker" in said


def _files_of_the_year(round_: Round) -> None:
    view = full_status_of(round_)
    found = as_json(view)
    assert found["needs"]["count"] == SENT and found["needs"]["readers"] == {"count": 2, "sum": 1_100_000}
    assert set(found["frame"]) == {"total", *FRAMES}
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            for made in (pdf_of(view), slides_of(view), spreadsheet_of(view)):
                assert made.content
