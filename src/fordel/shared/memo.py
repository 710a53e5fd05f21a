"""What modules have found out about an object, kept in the place that the object's own module gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar


class Keeps(Protocol):
    """An object that others may keep something about: by their own `Memo`, and for as long as the object lives."""

    @property
    def kept(self) -> dict[Any, Any]: ...


K = TypeVar("K", bound=Keeps)
V = TypeVar("V")


class Memo(Generic[K, V]):
    """A key of `kept`, and the type of what is under it."""

    def of(self, about: K, find: Callable[[K], V]) -> V:
        """Return what is kept, or find it and keep it. What `find` raises is not kept."""
        if self not in about.kept:
            self.keep(about, find(about))
        found: V = about.kept[self]
        return found

    def keep(self, about: K, value: V) -> None:
        """Keep an answer that was found on the way to another."""
        about.kept[self] = value
