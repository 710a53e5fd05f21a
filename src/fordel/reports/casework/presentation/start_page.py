"""What needs reports put on the start page of an office."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.models import Round
from fordel.programme.plugs.start_page import Step, Visit
from fordel.reports.casework.selectors.counts import OfficeCounts, counts_of
from fordel.shared.dates import last_day


def tasks(visit: Visit) -> list[Task]:
    """What owners wait for, then the next step with the reports. No queries."""
    if visit.actor.role != Role.CASE_OFFICER:
        return []
    round_, step = visit.round, visit.step
    counts = counts_of(round_)
    waiting = _waiting_tasks(round_, counts, is_decided=step == Step.DECIDED)
    if step == Step.GATHERING:
        return [*waiting, _import_task(round_)]
    return [*waiting, *_assign_tasks(round_, counts)] if step == Step.DISTRIBUTING else waiting


def _url(name: str, round_: Round) -> str:
    return reverse(name, kwargs={**round_.where})


def _waiting_tasks(round_: Round, counts: OfficeCounts, *, is_decided: bool) -> list[Task]:
    """What owners wait for, and what they are late with until the year is decided: before the office's own work."""
    reports, tasks = _url("reports:reports", round_), []
    if counts.unread:
        title = ngettext("Read the answer to %(count)s report", "Read the answers to %(count)s reports", counts.unread)
        text = _("An owner has written to you.")
        tasks.append(Task(title % {"count": counts.unread}, text, f"{reports}?waits=office", None, urgency=10))
    if counts.requests:
        title = ngettext(
            "Answer %(count)s owner that asks for more time",
            "Answer %(count)s owners that ask for more time",
            counts.requests,
        )
        text = _("Give a later deadline with a reason, or say no.")
        tasks.append(
            Task(
                title % {"count": counts.requests},
                text,
                _url("reports:extensions", round_),
                _last_day(round_),
                urgency=10,
            )
        )
    if counts.overdue and not is_decided:
        title = ngettext(
            "Follow up %(count)s question without an answer",
            "Follow up %(count)s questions without an answer",
            counts.overdue,
        )
        text = _("The day to answer by has passed.")
        day = last_day(counts.overdue_since) if counts.overdue_since else None
        tasks.append(Task(title % {"count": counts.overdue}, text, f"{reports}?waits=owner", day, urgency=10))
    return tasks


def _assign_tasks(round_: Round, counts: OfficeCounts) -> list[Task]:
    if not counts.unassigned:
        return []
    title = ngettext(
        "Assign %(count)s report that nobody has", "Assign %(count)s reports that nobody has", counts.unassigned
    )
    url = f"{_url('reports:reports', round_)}?state=submitted&assigned=nobody"
    text = _("Tick several at once in the list.")
    return [Task(title % {"count": counts.unassigned}, text, url, round_.recommendation_due, urgency=40)]


def _last_day(round_: Round) -> date | None:
    return last_day(round_.needs_deadline) if round_.needs_deadline else None


def _import_task(round_: Round) -> Task:
    return Task(
        _("Import the needs reports"),
        _("Bring in the spreadsheet as it is. You see how everything was read before anything is kept."),
        _url("reports:imports", round_),
        _last_day(round_),
        urgency=20,
    )
