"""What decisions put on the start page of an office."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner, format_percent
from fordel.decisions.models import Proposal, ProposalState
from fordel.decisions.selectors.approvers import who_may_approve
from fordel.decisions.selectors.granted import measures_without_agreement
from fordel.decisions.selectors.outcome import Outcome, outcome_of
from fordel.decisions.selectors.proposals import current_proposal
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.models import Round
from fordel.programme.plugs.start_page import KeyFigure, Reached, Sentence, Step, Visit
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.selectors.start_round import frame_lines_of
from fordel.shared.clock import OSLO
from fordel.shared.dates import short_date


def step(visit: Visit) -> list[Reached]:
    """Deciding from the first proposal on, and decided when it is issued. One query, once a page."""
    proposal = visit.once(current_proposal)
    if proposal is None:
        return []
    begun = Reached(Step.DECIDING, proposal.created_at.astimezone(OSLO).date())
    if proposal.issued_at is None:
        return [begun]
    return [begun, Reached(Step.DECIDED, proposal.issued_at.astimezone(OSLO).date())]


def _outcome(visit: Visit) -> Outcome:
    proposal = visit.once(current_proposal)
    return outcome_of(proposal.pk) if proposal else Outcome(0, 0, 0, 0, 0)


def lead(visit: Visit) -> list[Sentence]:
    """How far the decision has come. At most one query, once a page."""
    proposal = visit.once(current_proposal)
    if proposal is None:
        return []
    words = {
        ProposalState.DRAFT: _("A proposal for the decision is being made."),
        ProposalState.RETURNED: _("The proposal for the decision is returned, and must be changed."),
        ProposalState.SUBMITTED: _("The proposal for the decision waits for approval."),
        ProposalState.APPROVED: _("The proposal for the decision is approved. No letters are issued yet."),
    }
    state = ProposalState(proposal.state)
    return [Sentence(30, words[state] if state in words else _decided(visit))]


def _decided(visit: Visit) -> str:
    day = visit.day_of(Step.DECIDED)
    text = ngettext(
        "The year was decided %(day)s, and %(count)s letter is issued.",
        "The year was decided %(day)s, and %(count)s letters are issued.",
        visit.asked(_outcome).letters,
    )
    return text % {"day": short_date(day) if day else "", "count": visit.asked(_outcome).letters}


def figures(visit: Visit) -> list[KeyFigure]:
    """What is granted of the frame, once it is decided; not for those to whom a report is closed."""
    proposal = visit.once(current_proposal)
    if proposal is None or proposal.state != ProposalState.ISSUED or conflicted_reports(visit.actor):
        return []
    sums = visit.asked(_outcome)
    frame = sum(line.amount for line in frame_lines_of(visit))
    language = get_language() or "nb"
    share = _("%(percent)s of the frame") % {"percent": format_percent(sums.amount, frame, language, 0)}
    count = ngettext("to %(count)s measure", "to %(count)s measures", sums.measures) % {"count": sums.measures}
    return [KeyFigure(_("Granted"), format_kroner(sums.amount), [share, count])]


def tasks(visit: Visit) -> list[Task]:
    """The next step from a recommendation to letters that are opened."""
    proposal = visit.once(current_proposal)
    if visit.actor.role == Role.APPROVER:
        return _approver_tasks(visit.actor, visit.round, proposal)
    if visit.actor.role != Role.CASE_OFFICER:
        return []
    if proposal is not None:
        return _proposal_tasks(visit, proposal)
    if visit.step == Step.RECOMMENDED:
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


def _proposal_tasks(visit: Visit, proposal: Proposal) -> list[Task]:
    url, due = _url("decisions:overview", visit.round), _decision_due(visit.round)
    texts = {
        ProposalState.DRAFT: (
            _("Send the proposal to the approver"),
            _("Look through exceptions and grounds first."),
        ),
        ProposalState.RETURNED: (_("Correct the proposal that was returned"), proposal.comment),
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
    return _letter_tasks(visit)


def _letter_tasks(visit: Visit) -> list[Task]:
    """Letters that nobody has opened, and those that nobody can open here."""
    outcome, page = visit.asked(_outcome), _url("decisions:letters", visit.round)
    found = []
    if outcome.unreached:
        title = ngettext(
            "Send %(count)s letter in another way", "Send %(count)s letters in another way", outcome.unreached
        )
        text = _("Nobody acted for the recipient in Fordel when it was issued.")
        found.append(Task(title % {"count": outcome.unreached}, text, page, None, urgency=20))
    unopened = outcome.unopened - outcome.unreached
    if unopened:
        state = _("%(unopened)s of %(all)s are not opened") % {"unopened": unopened, "all": outcome.letters}
        text = _("The appeal deadline of a letter runs from when it is received.")
        found.append(Task(_("Follow up letters that nobody has opened"), text, page, None, state))
    return [*found, *_agreement_tasks(visit)]


def _agreement_tasks(visit: Visit) -> list[Task]:
    """What is granted to owners and partners who have not agreed on who does what: a task, and no stop. One query."""
    proposal = visit.once(current_proposal)
    count = measures_without_agreement(proposal) if proposal else 0
    if not count:
        return []
    title = ngettext(
        "%(count)s measure has a grant and no agreement",
        "%(count)s measures have a grant and no agreement",
        count,
    )
    pairs = reverse("partnerships:list", kwargs={"office": visit.round.office.slug})
    text = _("Ask the owner and the partner to write and sign one. The money is not held back.")
    return [Task(title % {"count": count}, text, f"{pairs}?state=granted", None, urgency=60)]


def _approver_tasks(actor: Actor, round_: Round, proposal: Proposal | None) -> list[Task]:
    if proposal is None or proposal.state != ProposalState.SUBMITTED:
        return []
    if actor.person_id not in {each.person_id for each in who_may_approve(proposal)}:
        return []
    text = _("%(name)s has submitted it. You see sums, exceptions and changes first.") % {"name": proposal.author.name}
    due = _decision_due(round_)
    title = _("Approve or return the proposal for %(year)s") % {"year": round_.year}
    return [Task(title, text, _url("decisions:overview", round_), due)]
