"""What scenarios put on the start page of an office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.forum.scenarios.selectors.scenarios import ScenarioCounts, scenario_counts
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.plugs.start_page import Step, Visit
from fordel.programme.selectors.start_round import frame_lines_of


def counts(visit: Visit) -> ScenarioCounts:
    """How many scenarios there are. Two queries at most, once a page."""
    return scenario_counts(visit.round, frame_lines_of(visit))


def tasks(visit: Visit) -> list[Task]:
    """A first scenario to make, or scenarios to compute again, until the forum has recommended one."""
    if visit.actor.role != Role.CASE_OFFICER or visit.step != Step.DISTRIBUTING:
        return []
    scenarios, outdated = visit.asked(counts)
    if not scenarios:
        title = _("Make a scenario for the distribution")
        text = _("Try what happens when you hold money back, and see who gets what and why.")
    elif outdated:
        words = ngettext("Compute %(count)s scenario again", "Compute %(count)s scenarios again", outdated)
        title, text = words % {"count": outdated}, _("Reports or frames have changed since they were computed.")
    else:
        return []
    page = reverse("forum:distribution", kwargs={**visit.round.where})
    return [Task(title, text, page, visit.round.recommendation_due, urgency=30)]
