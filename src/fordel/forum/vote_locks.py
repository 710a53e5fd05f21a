"""What an open vote keeps as it is: its meeting goes on, and its case stays open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.forum.models import Vote
from fordel.meetings.models import AgendaItem, Meeting


def why_vote_keeps_meeting(meeting: Meeting) -> str | None:
    """The reason in words, or None where no vote is open."""
    return _reason(Vote.objects.filter(meeting=meeting, closed_at__isnull=True).first())


def why_vote_keeps_case(item: AgendaItem) -> str | None:
    """The same for a case."""
    return _reason(Vote.objects.filter(item=item, closed_at__isnull=True).first())


def _reason(vote: Vote | None) -> str | None:
    if vote is None:
        return None
    return _("A vote is open: «%(question)s». Close it, or note that the forum agreed.") % {"question": vote.question}
