"""The spring after the forum's meeting: the plan that it adopted is in force, and what it recommended is proposed,
approved, decided and sent."""

from __future__ import annotations

from fordel.decisions.selectors.recipients import recipients_without_form
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.demo.clock import at
from fordel.demo.plans import next_plan
from fordel.forum.adoption.services.adopt_in_meeting import adopt_in_meeting, put_on_agenda
from fordel.forum.models import Recommendation
from fordel.forum.recommendation.services.adopt_recommendation import adopt_recommendation
from fordel.meetings.models import AgendaItem, Meeting, MeetingState
from fordel.meetings.plugs.hooks import people_of
from fordel.meetings.services.lead_meeting import end_meeting, note_arrival, open_item, start_meeting
from fordel.parties.models import Person, Role, RoleAssignment
from fordel.parties.services.organisations import set_language_forms
from fordel.plan.models import Plan
from fordel.plan.services.adoption import enter_into_force, propose_plan
from fordel.programme.models import Round

ON_AGENDA = "2026-03-04T10:00"
ADOPTED = "2026-03-12T13:20"
IN_FORCE = "2026-03-16T09:00"
PROPOSED = "2026-03-20T10:00"
APPROVED = "2026-03-24T09:30"
ISSUED = "2026-03-26T12:00"


def load_decided(round_: Round) -> None:
    """Done on the days it happened, by those whose work it is. Every recipient's form of Norwegian is set to bokmål, as
    an example: letters cannot be sent before it is known."""
    officer, approver = _holder(round_, Role.CASE_OFFICER), _holder(round_, Role.APPROVER)
    plan = next_plan(round_.office)
    with at(ON_AGENDA):
        case = _put_before_forum(plan, officer)
    with at(ADOPTED):
        recommendation = _adopt(round_, plan, case, officer)
    with at(IN_FORCE):
        enter_into_force(plan, None, "", officer)
    with at(PROPOSED):
        proposal = create_proposal(recommendation.scenario, officer)
        forms = {organisation.pk: "nb" for organisation in recipients_without_form(proposal)}
        set_language_forms(forms, officer, round_.office_id)
        proposal = submit_proposal(proposal.pk, officer)
    with at(APPROVED):
        approve_proposal(proposal.pk, proposal.content_hash, "", approver)
    with at(ISSUED):
        issue_decision(proposal.pk, officer)


def _holder(round_: Round, role: Role) -> Person:
    return RoleAssignment.objects.select_related("person").get(office=round_.office_id, role=role).person


def _put_before_forum(plan: Plan, officer: Person) -> AgendaItem:
    """The case about the plan in the meeting that people are called to."""
    propose_plan(plan, officer)
    meeting = Meeting.objects.get(office=plan.office_id, state=MeetingState.CALLED)
    return put_on_agenda(Plan.objects.select_related("office").get(pk=plan.pk), meeting, officer)


def _adopt(round_: Round, plan: Plan, case: AgendaItem, officer: Person) -> Recommendation:
    """In the meeting that people were called to: the plan in its case, the recommendation under the last other one."""
    meeting = Meeting.objects.get(office=round_.office_id, state=MeetingState.CALLED)
    meeting = start_meeting(meeting, officer)
    note_arrival(meeting, [called.person.pk for called in people_of(meeting)], officer)
    open_item(meeting.items.get(pk=case.pk), officer)
    adopt_in_meeting(plan, case.pk, officer)
    last = meeting.items.exclude(pk=case.pk).order_by("position").last()
    if last is not None:
        open_item(last, officer)
    recommendation = Recommendation.objects.select_related("scenario").get(round=round_)
    adopted = adopt_recommendation(recommendation.pk, recommendation.revision, meeting, officer)
    end_meeting(meeting, officer)
    return adopted
