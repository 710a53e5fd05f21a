"""The person at the keyboard, in the one role they are acting in now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from fordel.parties.models import Person, Role


@dataclass(frozen=True)
class Actor:
    """`person` is None for a visitor; `office_id`/`organisation_id` say for whom they act (None: the whole country).

    `unread` is how many notifications the person of this request has not read; 0 without a role. `kept` is what others
    have found out about the actor in this request (`shared.memo`).
    """

    person: Person | None = None
    role: str = ""
    assignment_id: int | None = None
    is_administrator: bool = False
    office_id: int | None = None
    office_slug: str = ""
    office_name: str = ""
    organisation_id: int | None = None
    organisation_name: str = ""
    unread: int = field(default=0, compare=False)
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_authenticated(self) -> bool:
        return self.person is not None

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person is not None else None

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    @property
    def place_name(self) -> str:
        """For whom they act; empty where it is the whole country."""
        return self.organisation_name or self.office_name

    def is_in(self, *roles: Role) -> bool:
        return self.role in roles

    @property
    def person_or_refuse(self) -> Person:
        """The person; a service that changes something is never reached without one."""
        if self.person is None:
            raise PermissionError("no person is signed in")
        return self.person


VISITOR = Actor()


def actor_in(request: HttpRequest) -> Actor:
    """Who acts in this request (put there by ActorMiddleware); a visitor where nobody has signed in."""
    actor: Actor = getattr(request, "actor", VISITOR)
    return actor
