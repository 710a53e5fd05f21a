"""What the forum's recommendation puts on the start page of an office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.forum.scenarios.presentation.start_page import counts
from fordel.forum.seats.selectors.year_work import forum_work
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.plugs.start_page import Reached, Sentence, Step, Visit
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.clock import now, today
from fordel.shared.dates import short_date


def step(visit: Visit) -> list[Reached]:
    """Recommended from the day the forum adopted it."""
    day = forum_work(visit.round).adopted_on
    return [Reached(Step.RECOMMENDED, day)] if day else []


def lead(visit: Visit) -> list[Sentence]:
    """By when the forum is to agree, once owners can no longer report; then that it has, and what comes next."""
    round_ = visit.round
    if visit.step == Step.RECOMMENDED:
        return [Sentence(20, _adopted(visit))]
    due, closes = round_.recommendation_due, round_.needs_deadline
    if visit.step != Step.DISTRIBUTING or not due or (closes and now() < closes):
        return []
    if today() > due:
        text = _("The forum's recommendation was due %(day)s, and is not adopted.")
    else:
        text = _("Now the forum is to agree on a recommendation by %(day)s.")
    return [Sentence(20, text % {"day": short_date(due)})]


def _adopted(visit: Visit) -> str:
    day = visit.day_of(Step.RECOMMENDED)
    words = _("The forum adopted its recommendation %(day)s.") % {"day": short_date(day)} if day else ""
    due = scheme_of(visit.round.scheme).dates.decision_due
    if due is None:
        return words
    if today() > due:
        late = _("The owners were to have an answer by %(day)s.") % {"day": short_date(due)}
        return f"{words} {late}"
    ahead = _("Now you are to decide, and answer the owners by %(day)s.") % {"day": short_date(due)}
    return f"{words} {ahead}" if visit.actor.is_in(Role.CASE_OFFICER, Role.APPROVER) else words


def tasks(visit: Visit) -> list[Task]:
    """From scenarios to a recommendation that is adopted, for the case officer."""
    if visit.actor.role != Role.CASE_OFFICER or visit.step != Step.DISTRIBUTING:
        return []
    count = visit.asked(counts).scenarios
    if not count:
        return []
    page = reverse("recommendation:recommendation", kwargs={**visit.round.where})
    due = visit.round.recommendation_due
    if forum_work(visit.round).begun_recommendation:
        text = _("Write what is missing, and have the forum adopt it in a meeting.")
        return [Task(_("Finish the forum's recommendation"), text, page, due, urgency=30)]
    state = ngettext("%(count)s scenario", "%(count)s scenarios", count) % {"count": count}
    text = _("Choose the scenario that the forum gathers around.")
    return [Task(_("Begin the forum's recommendation"), text, page, due, state, 30)]
