"""What the forum puts on the start page of an office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.forum.scenarios.selectors.scenarios import scenario_counts
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.programme.plugs.start_page import Sentence, Step, Task, Visit
from fordel.shared.clock import today
from fordel.shared.dates import short_date


def lead(visit: Visit) -> list[Sentence]:
    """By when the forum is to agree, while it has time."""
    due = visit.round.recommendation_due
    if visit.step not in (Step.DISTRIBUTING, Step.DECIDING) or not due or today() > due:
        return []
    text = _("Now the forum is to agree on a recommendation by %(day)s.")
    return [Sentence(20, text % {"day": short_date(due)})]


def tasks(visit: Visit) -> list[Task]:
    """The next step from reports to a recommendation, for the case officer. Three queries at most."""
    if visit.actor.role != Role.CASE_OFFICER or visit.step != Step.DISTRIBUTING:
        return []
    round_ = visit.round
    scenarios, outdated, recommendation = visit.once(scenario_counts)
    found = []
    if outdated:
        title = ngettext("Compute %(count)s scenario again", "Compute %(count)s scenarios again", outdated)
        text = _("Reports or frames have changed since they were computed.")
        found.append(
            Task(
                title % {"count": outdated},
                text,
                _url("forum:distribution", round_),
                round_.recommendation_due,
                urgency=30,
            )
        )
    if not scenarios:
        found.append(
            Task(
                _("Make a scenario for the distribution"),
                _("Try what happens when you hold money back, and see who gets what and why."),
                _url("forum:distribution", round_),
                round_.recommendation_due,
                urgency=30,
            )
        )
    elif recommendation != "adopted":
        state = ngettext("%(count)s scenario", "%(count)s scenarios", scenarios) % {"count": scenarios}
        found.append(_recommendation_task(round_, recommendation, state))
    return found


def _recommendation_task(round_: Round, state: str, scenarios: str) -> Task:
    """The next step from scenarios to a recommendation."""
    page, due = _url("recommendation:recommendation", round_), round_.recommendation_due
    if state == "draft":
        text = _("Write what is missing, and have the forum adopt it in a meeting.")
        return Task(_("Finish the forum's recommendation"), text, page, due, urgency=30)
    text = _("Choose the scenario that the forum gathers around.")
    return Task(_("Begin the forum's recommendation"), text, page, due, scenarios, 30)


def _url(name: str, round_: Round) -> str:
    return reverse(name, kwargs={**round_.where})
