"""What a person at the office should do next: only what the system knows, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.decisions.models import Letter, Proposal, ProposalState
from fordel.decisions.selectors.approvers import who_may_approve
from fordel.forum.selectors.scenarios import scenario_counts
from fordel.needs.selectors.casework.counts import OfficeCounts, counts_of
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.clock import today
from fordel.shared.dates import last_day


@dataclass(frozen=True)
class Task:
    """One thing to do: `due` is the last day, or None where no day is set."""

    title: str
    text: str
    url: str
    due: date | None
    state: str = ""

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < today()


def tasks_for(actor: Actor, round_: Round, proposal: Proposal | None, reports: int) -> list[Task]:
    """The tasks of a case officer or approver; `round_` comes from `round_with_counts`, `proposal` is
    its current one, `reports` how many there are."""
    if actor.role == Role.APPROVER:
        return _approver_tasks(actor, round_, proposal)
    if actor.role != Role.CASE_OFFICER:
        return []
    counts = counts_of(round_)
    if not reports:
        return [*_waiting_tasks(round_, counts), _import_task(round_)]
    if proposal is not None:
        return [*_waiting_tasks(round_, counts), *_proposal_tasks(round_, proposal)]
    return [*_waiting_tasks(round_, counts), *_scenario_tasks(round_), *_assign_tasks(round_, counts)]


def _url(name: str, round_: Round) -> str:
    return reverse(name, kwargs={**round_.where})


def _decision_due(round_: Round) -> date | None:
    return scheme_of(round_.scheme).dates.decision_due


def _waiting_tasks(round_: Round, counts: OfficeCounts) -> list[Task]:
    """What owners wait for, or are late with: before the office's own work."""
    reports, tasks = _url("needs:reports", round_), []
    if counts.unread:
        title = ngettext("Read the answer to %(count)s report", "Read the answers to %(count)s reports", counts.unread)
        text = _("An owner has written to you.")
        tasks.append(Task(title % {"count": counts.unread}, text, f"{reports}?waits=office", None))
    if counts.requests:
        title = ngettext(
            "Answer %(count)s owner that asks for more time",
            "Answer %(count)s owners that ask for more time",
            counts.requests,
        )
        text = _("Give a later deadline with a reason, or say no.")
        tasks.append(
            Task(title % {"count": counts.requests}, text, _url("needs:extensions", round_), _last_day(round_))
        )
    if counts.overdue:
        title = ngettext(
            "Follow up %(count)s question without an answer",
            "Follow up %(count)s questions without an answer",
            counts.overdue,
        )
        text = _("The day to answer by has passed.")
        tasks.append(Task(title % {"count": counts.overdue}, text, f"{reports}?waits=owner", None))
    return tasks


def _assign_tasks(round_: Round, counts: OfficeCounts) -> list[Task]:
    if not counts.unassigned:
        return []
    title = ngettext(
        "Assign %(count)s report that nobody has", "Assign %(count)s reports that nobody has", counts.unassigned
    )
    url = f"{_url('needs:reports', round_)}?state=submitted&assigned=nobody"
    text = _("Tick several at once in the list.")
    return [Task(title % {"count": counts.unassigned}, text, url, round_.recommendation_due)]


def _last_day(round_: Round) -> date | None:
    return last_day(round_.needs_deadline) if round_.needs_deadline else None


def _import_task(round_: Round) -> Task:
    return Task(
        _("Import the needs reports"),
        _("Bring in the spreadsheet as it is. You see how everything was read before anything is kept."),
        _url("needs:imports", round_),
        _last_day(round_),
    )


def _scenario_tasks(round_: Round) -> list[Task]:
    scenarios, outdated, recommendation = scenario_counts(round_)
    tasks = []
    if outdated:
        title = ngettext("Compute %(count)s scenario again", "Compute %(count)s scenarios again", outdated)
        text = _("Reports or frames have changed since they were computed.")
        tasks.append(
            Task(title % {"count": outdated}, text, _url("forum:distribution", round_), round_.recommendation_due)
        )
    if not scenarios:
        tasks.append(
            Task(
                _("Make a scenario for the distribution"),
                _("Try what happens when you hold money back, and see who gets what and why."),
                _url("forum:distribution", round_),
                round_.recommendation_due,
            )
        )
    else:
        state = ngettext("%(count)s scenario", "%(count)s scenarios", scenarios) % {"count": scenarios}
        tasks.append(_recommendation_task(round_, recommendation, state))
    return tasks


def _recommendation_task(round_: Round, stands: str, scenarios: str) -> Task:
    """The next step from scenarios to a decision: the forum recommends, then the office proposes."""
    page, due = _url("recommendation:recommendation", round_), round_.recommendation_due
    if stands == "adopted":
        text = _("It becomes a proposal that goes to approval.")
        title = _("Make the proposal from the forum's recommendation")
        return Task(title, text, _url("decisions:overview", round_), _decision_due(round_))
    if stands == "draft":
        text = _("Write what is missing, and have the forum adopt it in a meeting.")
        return Task(_("Finish the forum's recommendation"), text, page, due)
    text = _("Choose the scenario that the forum gathers around.")
    return Task(_("Begin the forum's recommendation"), text, page, due, scenarios)


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
