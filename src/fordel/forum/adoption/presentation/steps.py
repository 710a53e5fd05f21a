"""What is said before a plan goes to a meeting, and before it is adopted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.forum.adoption.selectors.plan_cases import PlanCase, last_vote
from fordel.forum.adoption.services.adopt_in_meeting import why_not_adopt
from fordel.forum.voting.documents.vote_words import result_words
from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.models import Meeting
from fordel.meetings.selectors.meetings import day_of
from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.presentation.plan_page import plan_address
from fordel.plan.presentation.steps import plan_trail
from fordel.plan.selectors.last_version import checksum_of
from fordel.plan.services.plans import PLANS
from fordel.shared.dates import full_date
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def agenda_step(plan: Plan, meetings: list[Meeting], by: Person) -> Step:
    """Putting the plan on the agenda of a meeting."""
    refusal = why_not(PLANS, plan, "adopt", by, without=("adopted",))
    if refusal is None and not meetings:
        refusal = UserError(_("No meeting is planned."), _("Plan a meeting first."))
    return Step(
        question=_("Put «%(title)s» on the agenda of a meeting?") % {"title": plan.title},
        button=_("Put it on the agenda"),
        happens=_("The meeting gets a case about the plan, last on the agenda, with the plan as PDF for its paper."),
        way_back=_("Remove the case from the agenda before it is opened."),
        back=plan_address("plan", plan),
        trail=plan_trail(plan),
        is_danger=False,
        refusal=refusal,
    )


def adopt_step(plan: Plan, cases: list[PlanCase], by: Person) -> Step:
    """Noting that the forum adopted the plan; `cases` are those in which it was dealt with."""
    refusal = why_not(PLANS, plan, "adopt", by, without=("adopted",))
    if refusal is None and not cases:
        refusal = UserError(_("No meeting has dealt with the plan."), _("Open the case about it in the meeting first."))
    checksum = _("Its checksum is %(sha256)s.") % {"sha256": checksum_of(plan)}
    then = _("The minutes of the meeting say so, and the text can no longer be changed. It is not in force yet.")
    return Step(
        question=_("Has the forum adopted «%(title)s»?") % {"title": plan.title},
        button=_("The forum has adopted it"),
        happens=f"{then} {checksum}",
        way_back=_("There is none. A new plan can replace it."),
        back=plan_address("plan", plan),
        trail=plan_trail(plan),
        remarks=[remark for each in cases for remark in _said_in(each)],
        more=[Link(_("Read the whole plan"), plan_address("plan", plan))],
        is_danger=False,
        refusal=refusal,
    )


def _said_in(case: PlanCase) -> list[Remark]:
    """What the forum has voted in the case, and what keeps the plan from being adopted in it."""
    link = Link(f"{case.meeting.title}, {full_date(day_of(case.meeting))}", meeting_address(case.meeting))
    vote, reason = last_vote(case.item), why_not_adopt(case)
    found = [Remark(reason, [link])] if reason else []
    if vote is not None and vote.closed_at is not None:
        found.append(Remark(result_words(vote), [link]))
    return found
