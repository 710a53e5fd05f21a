"""`advance` is the one way a state changes: it asks the table of `core.lifecycle` what the verb leads to, and holds who
may use it, what must hold, and who has prepared the subject.

A module says in one `Rules` how its table meets its rows; a guard of the table without a function is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from fordel.core.lifecycle import SYSTEM, IllegalTransitionError, Lifecycle, Transition
from fordel.shared.errors import UserError
from fordel.shared.hands import note_hand, prepared_of

M = TypeVar("M", bound=models.Model)
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Rules(Generic[M]):
    """How a lifecycle meets the rows of a module.

    `place` is where the subject belongs, `roles` who the person (by id) is there today, in the words of
    `core.lifecycle.WHO`. `refusal` is what the user reads if the verb cannot be used in the state, `own_hand` if they
    have prepared the subject themselves. `own` picks, among the subjects, the ids of those that the person has
    prepared. `guards` raise what the user reads, from the subject and the facts of the call and the verb. `keeps_state`
    is False for a derived state: it follows from the columns that the service sets.
    """

    lifecycle: Lifecycle
    place: Callable[[M], Hashable]
    roles: Callable[[int, Any], Collection[str]]
    refusal: Callable[[M, str], UserError]
    own_hand: Callable[[M], UserError] | None = None
    own: Callable[[int, Sequence[M]], Collection[int]] = prepared_of
    guards: Mapping[str, Callable[[M, Facts], None]] = field(default_factory=dict)
    keeps_state: bool = True

    def __post_init__(self) -> None:
        if self.guards.keys() != self.lifecycle.guards:
            raise ValueError(f"{self.lifecycle.name}: guards are {sorted(self.lifecycle.guards ^ self.guards.keys())}")
        if self.own_hand is None and any(t.second_hand for t in self.lifecycle.transitions):
            raise ValueError(f"{self.lifecycle.name}: own_hand is missing")


def advance(rules: Rules[M], subject: M, verb: str, actor: models.Model | None, **facts: Any) -> Transition:
    """Sets the state that the verb leads to, unsaved, and returns the step. None acts for the system.

    Raises UserError, in this order: the verb cannot be used now, the actor has none of the roles at the subject's
    place, they have prepared it themselves, a guard does not hold. Nothing has changed then.
    """
    return advance_many(rules, [subject], verb, actor, **facts)[0]


def advance_many(
    rules: Rules[M], subjects: Sequence[M], verb: str, actor: models.Model | None, **facts: Any
) -> list[Transition]:
    """The same for several subjects: all of them, or none. Two queries, however many they are."""
    steps = _checked(rules, subjects, verb, actor, facts)
    for subject, step in zip(subjects, steps, strict=True):
        if rules.keeps_state:
            subject.state = step.target  # type: ignore[attr-defined]  # every lifecycle that keeps its state has one
        if step.hand:
            note_hand(subject, actor, verb)
    return steps


def why_not(
    rules: Rules[M], subject: M, verb: str, actor: models.Model, *, without: Collection[str] = (), **facts: Any
) -> UserError | None:
    """What `advance` would refuse the verb with now, or None: for a page that asks before it is used. The guards named
    in `without` are left out, since what they look at is not known yet."""
    try:
        _checked(rules, [subject], verb, actor, facts, without)
    except UserError as error:
        return error
    return None


def _checked(
    rules: Rules[M],
    subjects: Sequence[M],
    verb: str,
    actor: models.Model | None,
    facts: Facts,
    without: Collection[str] = (),
) -> list[Transition]:
    """The steps of the subjects. Raises what `advance` raises."""
    steps = [_step(rules, subject, verb) for subject in subjects]
    roles: dict[Hashable, Collection[str]] = {}
    for subject, step in zip(subjects, steps, strict=True):
        _require_role(rules, subject, step, actor, roles)
    if actor is not None and any(step.second_hand for step in steps):
        own = rules.own(actor.pk, subjects)
        for subject in (subject for subject, step in zip(subjects, steps, strict=True) if step.second_hand):
            if subject.pk in own and rules.own_hand is not None:
                raise rules.own_hand(subject)
    for subject, step in zip(subjects, steps, strict=True):
        for name in (name for name in step.guards if name not in without):
            rules.guards[name](subject, {**facts, "verb": verb})
    return steps


def _step(rules: Rules[M], subject: M, verb: str) -> Transition:
    try:
        return rules.lifecycle.step(subject.state, verb)  # type: ignore[attr-defined]  # a column or a property
    except IllegalTransitionError as error:
        raise rules.refusal(subject, verb) from error


def _require_role(
    rules: Rules[M], subject: M, step: Transition, actor: models.Model | None, known: dict[Hashable, Collection[str]]
) -> None:
    place = rules.place(subject)
    if place not in known:
        known[place] = {SYSTEM} if actor is None else rules.roles(actor.pk, place)
    if step.who.isdisjoint(known[place]):
        raise UserError(_("You do not have the role that does this here."), _("Nothing was changed."))
