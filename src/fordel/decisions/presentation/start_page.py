"""What decisions put on the start page of an office."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.decisions.models import Letter, Proposal, ProposalState
from fordel.decisions.selectors.approvers import who_may_approve
from fordel.decisions.selectors.proposals import current_proposal
from fordel.forum.scenarios.selectors.scenarios import scenario_counts
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.programme.plugs.start_page import Sentence, Step, Task, Visit
from fordel.programme.selectors.schemes import scheme_of


def step(visit: Visit) -> Step:
    """Deciding from the first proposal on, and decided when it is issued. One query."""
    proposal = visit.once(current_proposal)
    if proposal is None:
        return Step.GATHERING
    return Step.DECIDED if proposal.state == ProposalState.ISSUED else Step.DECIDING


def lead(visit: Visit) -> list[Sentence]:
    """That the year is decided, when it is."""
    if visit.step != Step.DECIDED:
        return []
    return [Sentence(30, _("The year is decided, and the letters are sent."))]


def tasks(visit: Visit) -> list[Task]:
    """The next step from a recommendation to letters that are opened."""
    proposal = visit.once(current_proposal)
    if visit.actor.role == Role.APPROVER:
        return _approver_tasks(visit.actor, visit.round, proposal)
    if visit.actor.role != Role.CASE_OFFICER:
        return []
    if proposal is not None:
        return _proposal_tasks(visit.round, proposal)
    if visit.step == Step.DISTRIBUTING and visit.once(scenario_counts).recommendation == "adopted":
        return [_proposal_to_make(visit.round)]
    return []


def _proposal_to_make(round_: Round) -> Task:
    text = _("It becomes a proposal that goes to approval.")
    title = _("Make the proposal from the forum's recommendation")
    return Task(title, text, _url("decisions:overview", round_), _decision_due(round_), urgency=30)


def _url(name: str, round_: Round) -> str:
    return reverse(name, kwargs={**round_.where})


def _decision_due(round_: Round) -> date | None:
    return scheme_of(round_.scheme).dates.decision_due


def _proposal_tasks(round_: Round, proposal: Proposal) -> list[Task]:
    url, due = _url("decisions:overview", round_), _decision_due(round_)
    texts = {
        ProposalState.DRAFT: (
            _("Send the proposal to the approver"),
            _("Look through exceptions and grounds first."),
        ),
        ProposalState.RETURNED: (_("Mend the proposal that was returned"), proposal.comment),
        ProposalState.SUBMITTED: (
            _("Wait for approval"),
            _("The proposal is sent. You can still change it; then it is a draft again."),
        ),
        ProposalState.APPROVED: (
            _("Decide and send the letters"),
            _("The proposal is approved. The letters go out when you decide."),
        ),
    }
    if proposal.state in texts:
        title, text = texts[ProposalState(proposal.state)]
        return [Task(title, text, url, due, proposal.get_state_display())]
    return _letter_tasks(round_, proposal)


def _letter_tasks(round_: Round, proposal: Proposal) -> list[Task]:
    counts = Letter.objects.filter(award__proposal=proposal).aggregate(
        all=Count("pk"), unopened=Count("pk", filter=Q(opened_at__isnull=True, delivered_at__isnull=True))
    )
    if not counts["unopened"]:
        return []
    state = _("%(unopened)s of %(all)s are not opened") % counts
    text = _("The appeal deadline of a letter runs from when it is received.")
    return [Task(_("Follow up letters that nobody has opened"), text, _url("decisions:letters", round_), None, state)]


def _approver_tasks(actor: Actor, round_: Round, proposal: Proposal | None) -> list[Task]:
    if proposal is None or proposal.state != ProposalState.SUBMITTED:
        return []
    if actor.person_id not in {each.person_id for each in who_may_approve(proposal)}:
        return []
    text = _("%(name)s has submitted it. You see sums, exceptions and changes first.") % {"name": proposal.author.name}
    due = _decision_due(round_)
    title = _("Approve or return the proposal for %(year)s") % {"year": round_.year}
    return [Task(title, text, _url("decisions:overview", round_), due)]
