"""How many notifications a person has not read, counted together with the role that they act in."""

from __future__ import annotations

from typing import Any, Final, Protocol

from django.db.models import QuerySet

from fordel.shared.plugs import Plug


class Unread(Protocol):
    def __call__(self) -> QuerySet[Any]:
        """One number for the `person` of the outer row, or nothing."""


UNREAD: Final = Plug[Unread]("parties: how many notifications has the person not read?")
