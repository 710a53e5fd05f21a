"""What the page of a plan shows of the forum's meetings, and what a case of a meeting can be about among the plans."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.forum.adoption.selectors.plan_cases import PlanCase, cases_of, plans_before_forum
from fordel.forum.permissions import keeps_members
from fordel.forum.seats.selectors.report_subject import subject_of_plan
from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.permissions import reads_meetings
from fordel.meetings.plugs.hooks import SubjectGroup
from fordel.meetings.selectors.meetings import day_of
from fordel.parties.actors import Actor
from fordel.plan.models import Plan, PlanState
from fordel.plan.plugs.treatments import Treatment
from fordel.shared.dates import full_date
from fordel.shared.pages.steps import Link


def treatment(plan: Plan, actor: Actor) -> Treatment:
    """The meetings with the plan on their agenda, and the next step of whoever leads them."""
    if not reads_meetings(actor, plan).allowed:
        return Treatment()
    cases = cases_of(plan)
    links = [Link(_named(each), f"{meeting_address(each.meeting)}#agenda") for each in cases]
    if plan.state != PlanState.PROPOSED or not keeps_members(actor, plan).allowed:
        return Treatment(links)
    where = {"office": plan.office.slug, "plan_id": plan.pk}
    agenda = Link(_("Put it on the agenda of a meeting"), reverse("forum_plans:agenda", kwargs=where))
    adopted = Link(_("The forum has adopted it"), reverse("forum_plans:adopt", kwargs=where))
    is_ready = any(each.has_treated for each in cases)
    return Treatment(links, [adopted, agenda] if is_ready else [agenda])


def _named(case: PlanCase) -> str:
    meeting = case.meeting
    return f"{meeting.title}, {full_date(day_of(meeting))}" if meeting.starts_at else meeting.title


def plan_subjects(office_id: int) -> list[SubjectGroup]:
    """The plans that are before the forum. One query."""
    found = [(subject_of_plan(each.pk), f"{each.title}, {each.years}") for each in plans_before_forum(office_id)]
    return [(_("Long-term plans"), found)] if found else []
