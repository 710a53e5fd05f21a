"""What the forum's prioritising puts on the start page of an office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.forum.seats.selectors.members import own_seats
from fordel.forum.seats.selectors.year_work import forum_work
from fordel.forum.voting.selectors.prioritising import left_to_assess
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.plugs.start_page import Step, Visit
from fordel.shared.clock import now
from fordel.shared.dates import last_day


def tasks(visit: Visit) -> list[Task]:
    """What a member has left to assess; for the case officer to close it when the time is out. At most
    one query, and one for each seat of the member."""
    actor = visit.actor
    if visit.step >= Step.RECOMMENDED or not actor.is_in(Role.CASE_OFFICER, Role.FORUM_MEMBER):
        return []
    work = forum_work(visit.round)
    if work.open_prioritising is None or work.prioritising_closes_at is None:
        return []
    page = reverse("forum_work:prioritising", kwargs={**visit.round.where})
    due = last_day(work.prioritising_closes_at)
    if actor.role == Role.CASE_OFFICER:
        if now() < work.prioritising_closes_at:
            return []
        text = _("The time is out, and the result is shown when you close it.")
        return [Task(_("Close the members' prioritising"), text, page, due, urgency=15)]
    left = sum(
        left_to_assess(work.open_prioritising, visit.round, seat) for seat in own_seats(actor) if seat.group.votes
    )
    if not left:
        return []
    title = ngettext("Prioritise %(count)s report", "Prioritise %(count)s reports", left) % {"count": left}
    return [Task(title, _("Nobody sees what you give before it is closed."), page, due, urgency=15)]
