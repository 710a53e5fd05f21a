"""What a module of the house says of itself in its `module.py`, for `fordel.composition`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from fordel.shared.events import Reaction
from fordel.shared.plugs import Answer


@dataclass(frozen=True)
class Module:
    """One module. `verbs`: the actions it writes in the log, with the words people read. `jobs`: the names of its
    tasks. `answers`: what it puts into the plugs of others and its own (menu, start page, locks, own data).
    `reactions`: what it does when something has happened elsewhere."""

    name: str
    verbs: Mapping[str, Promise] = field(default_factory=dict)
    jobs: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    reactions: tuple[Reaction, ...] = ()
