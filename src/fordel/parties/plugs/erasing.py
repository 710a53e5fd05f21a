"""What modules take away when a person is erased."""

from __future__ import annotations

from typing import Final, Protocol

from fordel.shared.plugs import Plug


class Erase(Protocol):
    def __call__(self, address: str, name: str, /) -> None:
        """Take the person with the address out of what the module holds; `name` is what is shown instead. Called in
        the transaction that erases them."""


ERASING: Final = Plug[Erase]("parties: what is taken away when a person is erased?")
