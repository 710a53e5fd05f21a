"""What the start pages show that no module puts there: a greeting and an organisation's own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.decisions.selectors.letters import LetterCounts, own_letters
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import OwnVisit, Task
from fordel.reports.drafting.selectors.own_list import OwnList, own_reports
from fordel.reports.models import NeedsReport
from fordel.reports.partners.selectors.answers import RequestCounts, own_requests
from fordel.shared.clock import OSLO
from fordel.shared.dates import weekday_deadline


def greeting(name: str, now: datetime) -> str:
    """A greeting for the time of day."""
    hour = now.astimezone(OSLO).hour
    if hour < 10:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Hello, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def organisation_numbers(visit: OwnVisit, tasks: Sequence[Task]) -> dict[str, Any]:
    """An owner's or partner's own numbers. One query, and those that its tasks have asked already."""
    actor, letters = visit.actor, visit.asked(own_letters)
    own, requests = visit.asked(own_reports), visit.asked(own_requests)
    is_owner = actor.role == Role.OWNER
    return {
        "name": actor.organisation_name,
        "lead": _organisation_lead(requests, letters, own) or _lead_of_tasks(tasks),
        "requests": requests,
        "reports": len(own.rows) if is_owner else _measures_of(actor.organisation_id or 0),
        "due": own.due,
        "reports_name": _("Your needs reports") if is_owner else _("Measures you take part in"),
        "letters": letters.all,
    }


def _organisation_lead(requests: RequestCounts, letters: LetterCounts, own: OwnList) -> str:
    """What waits, in a sentence or two; '' if it is none of these."""
    sentences = []
    if requests.waiting:
        text = ngettext(
            "%(count)s request to take part waits for your answer.",
            "%(count)s requests to take part wait for your answer.",
            requests.waiting,
        )
        sentences.append(text % {"count": requests.waiting})
    if letters.unopened:
        text = ngettext(
            "%(count)s letter from the county governor waits for you.",
            "%(count)s letters from the county governor wait for you.",
            letters.unopened,
        )
        sentences.append(text % {"count": letters.unopened})
    return " ".join(sentences) or _owner_lead(own)


def _lead_of_tasks(tasks: Sequence[Task]) -> str:
    if not tasks:
        return _("Nothing waits for you right now.")
    count = len(tasks)
    return ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", count) % {"count": count}


def _owner_lead(own: OwnList) -> str:
    """What an owner must do with its reports, in a sentence; '' where there is nothing."""
    waiting = sum(row.waits for row in own.rows)
    if waiting:
        text = ngettext("%(count)s needs report waits for you.", "%(count)s needs reports wait for you.", waiting)
        return text % {"count": waiting}
    if own.due and own.due.is_open and own.due.closes:
        return _("You can report needs until %(when)s.") % {"when": weekday_deadline(own.due.closes)}
    return ""


def _measures_of(organisation_id: int) -> int:
    """How many measures of the schemes that run a partner takes part in."""
    running = NeedsReport.objects.counted().filter(round__is_history=False)
    return running.filter(partners__organisation=organisation_id).distinct().count()
