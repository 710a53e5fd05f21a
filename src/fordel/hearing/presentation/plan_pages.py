"""Links to hearings beside a plan, and beside the office's list of plans."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.core.lifecycle import PLAN
from fordel.hearing.models import Hearing
from fordel.hearing.permissions import reads_hearing, reads_hearing_work, runs_hearings
from fordel.hearing.presentation.addresses import hearing_address
from fordel.hearing.selectors.hearings import hearings_of
from fordel.parties.actors import Actor
from fordel.parties.models import Office
from fordel.plan.models import Plan
from fordel.plan.plugs.pages import PlanPage
from fordel.shared.clock import now
from fordel.shared.dates import deadline


def pages_of_plan(plan: Plan, actor: Actor) -> list[PlanPage]:
    """One query."""
    hearing = Hearing.objects.select_related("office").filter(plan=plan).first()
    if hearing is None:
        may_open = PLAN.allows(plan.state, "open_hearing") and runs_hearings(actor, plan).allowed
        where = {"office": plan.office.slug, "plan_id": plan.pk}
        return [PlanPage(_("Put the plan to a hearing"), reverse("hearing:open", kwargs=where))] if may_open else []
    found = []
    if reads_hearing(actor, hearing).allowed:
        found.append(PlanPage(_("Read the plan as it was heard"), hearing_address("hearing", hearing), when(hearing)))
    if reads_hearing_work(actor, hearing).allowed:
        found.append(PlanPage(_("The office's work with the hearing"), hearing_address("work", hearing)))
    return found


def pages_of_office(office: Office, _actor: Actor) -> list[PlanPage]:
    """One query."""
    found = hearings_of(office, now())
    return [
        PlanPage(f"{each.plan.title}, {each.plan.years}", hearing_address("hearing", each), when(each))
        for each in found
    ]


def when(hearing: Hearing) -> str:
    """Until when it is open, or that it is closed."""
    if hearing.is_open(now()):
        return _("Give input by %(last)s.") % {"last": deadline(hearing.closes_at)}
    return str(hearing.get_state_display()) if hearing.has_opened(now()) else _("Not open yet.")
