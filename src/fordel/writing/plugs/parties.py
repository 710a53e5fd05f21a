"""What a module says of the parties that confirm its document: each says yes to exactly what it was shown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from fordel.core.form.binding import Binding
from fordel.parties.models import Person
from fordel.writing.models import ConfirmingParty
from fordel.writing.plugs.kinds import Refusal

P = TypeVar("P", bound=ConfirmingParty)


class PartyKind(ABC, Generic[P]):
    """The parties of one kind of document."""

    @abstractmethod
    def binding(self, party: P) -> Binding:
        """What the party would confirm now."""

    @abstractmethod
    def why_late(self, party: P, received_at: datetime) -> Refusal | None:
        """Why an answer that the server received at the instant does not count; None while it does."""

    @abstractmethod
    def why_changed(self, party: P) -> Refusal:
        """What somebody reads who confirms something else than what the document says now."""

    @abstractmethod
    def advance(self, party: P, verb: str, person: Person | None, **facts: Any) -> None:
        """Move the party's state. Raises UserError if the person may not, or the state does not allow it."""

    @abstractmethod
    def note(self, party: P, verb: str, person: Person | None, values: Mapping[str, Any] | None = None) -> None:
        """Remember and log what happened: `confirmed`, `declined`, `changed` or `restored`."""

    @abstractmethod
    def tell_after(self, party: P, quiet: timedelta) -> None:
        """Queue the job that tells the party of a change once nobody has written for that long."""

    def taken_back(self, party: P) -> None:
        """Called after a change is taken back that the party has had a mail about."""
        return
