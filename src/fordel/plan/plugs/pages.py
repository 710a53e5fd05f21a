"""What a plan asks of the modules that build on it: which pages of theirs belong beside a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fordel.parties.actors import Actor
from fordel.parties.models import Office
from fordel.plan.models import Plan
from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class PlanPage:
    """A page about a plan: what the link says, and its address. `about` says more, or is empty."""

    words: str
    address: str
    about: str = ""


PLAN_PAGES: Final = Plug[Callable[[Plan, Actor], list[PlanPage]]]("plan: which pages are there beside this plan?")
OFFICE_PAGES: Final = Plug[Callable[[Office, Actor], list[PlanPage]]](
    "plan: which pages about plans of this office are there for everybody?"
)


def pages_of_plan(plan: Plan, actor: Actor) -> list[PlanPage]:
    """What the actor may open beside the plan."""
    return [page for find in PLAN_PAGES for page in find(plan, actor)]


def pages_of_office(office: Office, actor: Actor) -> list[PlanPage]:
    """What the actor may open beside the office's list of plans."""
    return [page for find in OFFICE_PAGES for page in find(office, actor)]
