"""How a module asks those that build on it, without importing them.

The asking module says what it asks as a protocol, and holds a plug:

    class RoundLock(Protocol):
        def __call__(self, round_: Round, /) -> str | None: ...

    CHANGE_LOCKS: Final = Plug[RoundLock]("reports: why reports cannot be changed")

A module that knows says so in its `module.py` (`answer(CHANGE_LOCKS, why_decided)`). `fordel.composition` fills every
plug once, when the application starts; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Plug(Generic[T]):
    """A question of one module, with the answers of others in the order of the modules."""

    def __init__(self, asks: str) -> None:
        self.asks = asks
        self._answers: tuple[T, ...] = ()

    def __iter__(self) -> Iterator[T]:
        return iter(self._answers)

    def __repr__(self) -> str:
        return f"<Plug {self.asks}: {len(self._answers)}>"

    def only(self) -> T:
        """The answer of a plug that exactly one module must fill. Raises LookupError if none or several do."""
        if len(self._answers) != 1:
            raise LookupError(f"«{self.asks}» needs one module to answer, and has {len(self._answers)}.")
        return self._answers[0]

    def fill(self, answers: tuple[T, ...]) -> None:
        """Replace the answers. Called by `fordel.composition` alone."""
        self._answers = answers

    @contextmanager
    def replaced(self, *answers: T) -> Iterator[None]:
        """For tests: ask these, and nobody else."""
        before = self._answers
        self._answers = answers
        try:
            yield
        finally:
            self._answers = before


@dataclass(frozen=True)
class Answer:
    """What a module puts into a plug."""

    plug: Plug[Any]
    given: tuple[Any, ...]


def answer(plug: Plug[T], *given: T) -> Answer:
    """Answers to a plug, checked against what it asks for."""
    return Answer(plug, given)
