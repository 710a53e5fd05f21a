"""Binds a round to the plan that it follows."""

from __future__ import annotations

from fordel.plan.models import Plan, RoundPlan
from fordel.plan.selectors.plans import plan_for
from fordel.plan.selectors.themes import themes_of_plan
from fordel.programme.events import RoundOpened
from fordel.programme.models import Round
from fordel.shared.clock import now


def pin_plan(round_: Round, plan: Plan) -> None:
    """The round follows the plan, and keeps its themes of that year as they are now."""
    RoundPlan.objects.create(round=round_, plan=plan, pinned_at=now())
    round_.themes = [theme.as_json() for theme in themes_of_plan(plan, round_.year).listed]
    round_.save(update_fields=["themes"])


def follow_plan(event: RoundOpened) -> None:
    """A round that opens follows the plan that is in force then, or the one before if that begins later. One of a
    former scheme follows none."""
    round_ = event.round
    plan = None if round_.is_history else plan_for(round_.office_id, round_.scheme_slug, round_.year)
    if plan is not None:
        pin_plan(round_, plan)
