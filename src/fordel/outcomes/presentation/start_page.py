"""What outcome reports put on the start page of an office, and in calendars."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner
from fordel.outcomes.selectors.office_counts import counts_of
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.plugs.start_page import CalendarItem, KeyFigure, Visit
from fordel.programme.selectors.schemes import outcome_rules_of


def tasks(visit: Visit) -> list[Task]:
    """Reports to look at, and those that are late. No queries."""
    if visit.actor.role != Role.CASE_OFFICER:
        return []
    found = counts_of(visit.round)
    address = reverse("outcome_office:list", kwargs={**visit.round.where})
    tasks_: list[Task] = []
    if found.submitted:
        title = ngettext("Look at %(count)s outcome report", "Look at %(count)s outcome reports", found.submitted)
        text = _("They are sent, and nobody has approved or returned them yet.")
        to = f"{address}?state=submitted"
        tasks_.append(Task(title % {"count": found.submitted}, text, to, None, urgency=35))
    if found.late:
        title = ngettext("%(count)s outcome report is late", "%(count)s outcome reports are late", found.late)
        text = _("Ask the owners, give them more time, or register the reports on their behalf.")
        tasks_.append(Task(title % {"count": found.late}, text, f"{address}?state=late", None, urgency=40))
    return tasks_


def figures(visit: Visit) -> list[KeyFigure]:
    """How many reports are sent, and what was not used; not for members of the forum. No queries."""
    found = counts_of(visit.round)
    if not found.every or visit.actor.role == Role.FORUM_MEMBER:
        return []
    lines = [_("%(approved)s of them approved") % {"approved": found.approved}]
    if found.sent:
        lines.append(_("%(amount)s kroner not used") % {"amount": format_kroner(found.unused)})
    count = _("%(sent)s of %(every)s") % {"sent": found.sent, "every": found.every}
    return [KeyFigure(_("Outcome reports sent"), count, lines)]


def days_of(visit: Visit) -> list[CalendarItem]:
    """The day on which the reports open. No queries."""
    rules = outcome_rules_of(visit.round.scheme)
    return [CalendarItem(rules.opens, _("Outcome reports open"))] if rules is not None else []
