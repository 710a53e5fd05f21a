"""What an open vote keeps as it is: its meeting stays in progress, its case stays open, and its question the same."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.forum.models import Scenario, Vote
from fordel.meetings.models import AgendaItem, Meeting
from fordel.shared.errors import UserError


def why_vote_keeps_meeting(meeting: Meeting) -> str | None:
    """The reason in words, or None where no vote is open."""
    return _reason(Vote.objects.filter(meeting=meeting, closed_at__isnull=True).first())


def why_vote_keeps_case(item: AgendaItem) -> str | None:
    """The same for a case."""
    return _reason(Vote.objects.filter(item=item, closed_at__isnull=True).first())


def refuse_while_voted_on(scenario: Scenario) -> None:
    """Raises UserError while the forum votes on the scenario. Called after `touch_ongoing`, which waits for a vote that
    is being opened."""
    open_votes = Vote.objects.filter(round=scenario.round_id, closed_at__isnull=True)
    if open_votes.filter(options__contains=[{"code": f"scenario:{scenario.pk}"}]).exists():
        raise UserError(_("The forum is voting on this scenario now."), _("Wait until the vote is closed."))


def _reason(vote: Vote | None) -> str | None:
    if vote is None:
        return None
    return _("A vote is open: «%(question)s». Close it, or note that the forum agreed.") % {"question": vote.question}
