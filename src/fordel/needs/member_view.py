"""What a member of the forum may see of the reports. The forum lies below `needs`, and answers by AppConfig.ready():

from fordel.needs.member_view import register_members
register_members(my_question)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fordel.parties.actors import Actor
from fordel.parties.models import Role


@dataclass(frozen=True)
class MemberView:
    """`closed` are ids of reports that are closed to the actor, who is not, or may not be, impartial in them."""

    has_seat: bool = False
    closed: frozenset[int] = frozenset()


EVERYTHING: Final = MemberView(has_seat=True)
Question = Callable[[Actor], MemberView]
_questions: Final[list[Question]] = []
_KEPT: Final = "_member_view"


def register_members(question: Question) -> None:
    if question not in _questions:
        _questions.append(question)


def member_view(actor: Actor) -> MemberView:
    """What the actor sees in the role they act in; nothing is closed to other roles than the forum's. One query for
    each request. Where nobody answers, a member has no seat."""
    if not actor.is_in(Role.FORUM_MEMBER):
        return EVERYTHING
    kept = vars(actor)
    if _KEPT not in kept:
        kept[_KEPT] = _questions[0](actor) if _questions else MemberView()
    view: MemberView = kept[_KEPT]
    return view
