"""What is said of conflicts of interest that nobody has decided, before a step that they matter for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from fordel.forum.seats.selectors.open_conflicts import open_conflicts
from fordel.meetings.models import Meeting
from fordel.programme.models import Round
from fordel.programme.selectors.running import RunningRound, name_among, running_rounds
from fordel.shared.pages.steps import Link, Remark


def remarks_on_conflicts(round_: Round | RunningRound, name: str = "") -> list[Remark]:
    """A remark with each of them, which leads to where they are decided; [] if all are decided. It begins with the name
    of the round, if it has one to be distinguished by. One query."""
    found = open_conflicts(round_.id)
    if not found:
        return []
    address = reverse("forum_work:conflicts", kwargs={**round_.where})
    words = ngettext(
        "%(count)s conflict of interest is suggested or declared, and nobody has decided it:",
        "%(count)s conflicts of interest are suggested or declared, and nobody has decided them:",
        len(found),
    )
    about = [Link(f"{each.number} {each.owner} – {each.seat}", address) for each in found]
    said = words % {"count": len(found)}
    return [Remark(f"{name}: {said}" if name else said, about)]


def before_meeting(meeting: Meeting, verb: str) -> list[Remark]:
    """What the secretary should read before a meeting starts: the open conflicts of every running round."""
    if verb != "start":
        return []
    rounds = running_rounds(meeting.office_id)
    return [remark for each in rounds for remark in remarks_on_conflicts(each, name_among(each.id, rounds))]
