"""The house in one place: its modules, and what each of them plugs into the others. Read this first.

A module is a package of `fordel` with a `module.py` that holds a `MODULE`. It is added by a line in `MODULES` and one
in the import contract (pyproject.toml); `docs/how-to/add-a-module.md` says how. The settings import this file before
Django is ready, so it imports the modules only when `plug()` is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fordel.shared.modules import Module
    from fordel.shared.plugs import Plug

# From the most basic to the doors. Answers, handlers and what is shown of several modules come in this order.
MODULES: Final = (
    "fordel.shared",
    "fordel.parties",
    "fordel.notices",
    "fordel.programme",
    "fordel.ledger",
    "fordel.writing",
    "fordel.plan",
    "fordel.hearing",
    "fordel.guidance",
    "fordel.meetings",
    "fordel.events",
    "fordel.reports",
    "fordel.news",
    "fordel.partnership",
    "fordel.forum",
    "fordel.decisions",
    "fordel.outcomes",
    "fordel.pulse",
    "fordel.insight",
    "fordel.annual",
    "fordel.web",
)
DEMO: Final = "fordel.demo"
"""A door that only a demo has, and the tests of it."""
_filled: Final[dict[Plug[Any], None]] = {}


def modules(packages: Iterable[str] = (*MODULES, DEMO)) -> list[Module]:
    """What the packages say of themselves, of those that are installed. Only when Django's models are loaded."""
    from django.apps import apps  # lazy: settings not ready

    packages = [package for package in packages if apps.is_installed(package)]
    return [import_module(f"{package}.module").MODULE for package in packages]


def plug(listed: Iterable[Module]) -> None:
    """Fill every plug and connect every handler. Called once, when the application is ready.

    Raises ValueError if two modules have the same verb, or one has a verb that does not begin with its name.
    """
    from fordel.shared.audit import VERBS  # lazy: settings not ready
    from fordel.shared.events import connect  # lazy: settings not ready

    every = list(listed)
    _check_verbs(every)
    answers: dict[Plug[Any], tuple[Any, ...]] = {VERBS: tuple(module.verbs for module in every)}
    for given in (given for module in every for given in module.answers):
        answers[given.plug] = (*answers.get(given.plug, ()), *given.given)
    for former in _filled:
        former.fill(())
    _filled.clear()
    for filled, given_by_all in answers.items():
        filled.fill(given_by_all)
        _filled[filled] = None
    connect(reaction for module in every for reaction in module.reactions)


@contextmanager
def composed(listed: Iterable[Module]) -> Iterator[None]:
    """For tests: the house with these modules instead."""
    plug(listed)
    try:
        yield
    finally:
        plug(modules())


def _check_verbs(listed: list[Module]) -> None:
    known: set[str] = set()
    for module in listed:
        for verb in module.verbs:
            if not verb.startswith(f"{module.name}.") or verb in known:
                raise ValueError(f"{module.name}/module.py: the verb {verb} must begin with «{module.name}.», once.")
            known.add(verb)
