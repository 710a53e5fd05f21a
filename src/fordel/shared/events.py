"""What has happened, for the modules that build on where it happened.

An event is a frozen dataclass beside the services that emit it. Its handlers run at once, in the same transaction and
in the order of the modules: what one of them raises takes the whole change with it. `fordel.composition` connects
them from the `reactions` of each `module.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar


@dataclass(frozen=True)
class Happened:
    """The base of every event."""


E = TypeVar("E", bound=Happened)


@dataclass(frozen=True)
class Reaction:
    """What a module does when something has happened."""

    event: type[Happened]
    handler: Callable[[Any], None]


_handlers: Final[dict[type[Happened], tuple[Callable[[Any], None], ...]]] = {}


def on(event: type[E], handler: Callable[[E], None]) -> Reaction:
    """Call the handler whenever the event has happened."""
    return Reaction(event, handler)


def emit(event: Happened) -> None:
    """Run the handlers of the event in the current transaction. What they raise is not caught."""
    for handler in _handlers.get(type(event), ()):
        handler(event)


def connect(reactions: Iterable[Reaction]) -> None:
    """Replace every handler. Called by `fordel.composition` alone."""
    _handlers.clear()
    for reaction in reactions:
        _handlers[reaction.event] = (*_handlers.get(reaction.event, ()), reaction.handler)
