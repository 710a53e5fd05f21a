"""What plans ask the module in whose meetings they are adopted (the forum)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from fordel.parties.actors import Actor
from fordel.plan.models import Plan
from fordel.shared.pages.steps import Link
from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class Treatment:
    """The meetings that have the plan on their agenda and that the reader may open, and what the reader can do next,
    the most likely first."""

    meetings: Sequence[Link] = ()
    steps: Sequence[Link] = ()


class Treatments(Protocol):
    def __call__(self, plan: Plan, actor: Actor, /) -> Treatment:
        """Where the plan is dealt with. At most two queries."""


TREATMENTS: Final = Plug[Treatments]("plan: where is it dealt with, and what can be done next?")


def treatment_of(plan: Plan, actor: Actor) -> Treatment:
    """Where the plan is dealt with, over all that answer."""
    found = [each(plan, actor) for each in TREATMENTS]
    return Treatment(
        [link for each in found for link in each.meetings], [link for each in found for link in each.steps]
    )
