"""What is said of conflicts of interest that nobody has decided, before a step that they matter for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from fordel.forum.seats.selectors.open_conflicts import open_conflicts
from fordel.meetings.models import Meeting
from fordel.programme.models import Round
from fordel.shared.pages.steps import Link, Remark


def remarks_on_conflicts(round_: Round) -> list[Remark]:
    """A remark with each of them, which leads to where they are decided; [] if all are decided. One query."""
    found = open_conflicts(round_)
    if not found:
        return []
    address = reverse("forum_work:conflicts", kwargs={**round_.where})
    words = ngettext(
        "%(count)s conflict of interest is suggested or declared, and nobody has decided it:",
        "%(count)s conflicts of interest are suggested or declared, and nobody has decided them:",
        len(found),
    )
    about = [Link(f"{each.number} {each.owner} – {each.seat}", address) for each in found]
    return [Remark(words % {"count": len(found)}, about)]


def before_meeting(meeting: Meeting, verb: str) -> list[Remark]:
    """What the secretary should read before a meeting starts: the open conflicts of every running round."""
    if verb != "start":
        return []
    rounds = Round.objects.filter(office=meeting.office_id, is_history=False).select_related("office", "scheme")
    return [remark for round_ in rounds for remark in remarks_on_conflicts(round_)]
