"""What a member of the forum may see of the reports. The forum answers: it builds on `needs`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from django.utils.translation import gettext as _

from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.shared.dates import full_date
from fordel.shared.memo import Memo
from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class MemberView:
    """What a member may see today. `has_seat`: a seat of theirs, or one they are deputy for, runs today. `closed` are
    ids of reports that they are, or may be, conflicted in. Without a seat, `begins_on` is the first day of the next
    one, and `ended_on` the last day of the one before."""

    has_seat: bool = False
    closed: frozenset[int] = frozenset()
    begins_on: date | None = None
    ended_on: date | None = None


EVERYTHING: Final = MemberView(has_seat=True)
_VIEW: Final = Memo[Actor, MemberView]()


class MemberQuestion(Protocol):
    def __call__(self, actor: Actor, /) -> MemberView:
        """What a member of the forum may see today. At most one query."""


MEMBERS: Final = Plug[MemberQuestion]("reports: what may this member of the forum see?")


def member_view(actor: Actor) -> MemberView:
    """What the actor sees in the role they act in; nothing is closed to other roles than the forum's. One query for
    each request."""
    if not actor.is_in(Role.FORUM_MEMBER):
        return EVERYTHING
    return _VIEW.of(actor, MEMBERS.only())


def no_seat_words(view: MemberView) -> str:
    """Why the member reads nothing today, and what to do; '' if a seat runs today."""
    if view.has_seat:
        return ""
    if view.begins_on is not None:
        text = _("Your seat in the forum begins on %(day)s. You can read what the forum reads from that day on.")
        first = text % {"day": full_date(view.begins_on)}
    elif view.ended_on is not None:
        first = _("Your seat in the forum ended on %(day)s.") % {"day": full_date(view.ended_on)}
    else:
        first = _("You have no seat in the forum.")
    return f"{first} " + _("Contact the county governor if that is wrong.")
