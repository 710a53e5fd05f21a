"""Rules that freeze reports once a decision exists."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.decisions.models import OPEN_STATES, Proposal, ProposalState
from fordel.programme.models import Round


def why_decided(round_: Round) -> str | None:
    """Why the round's reports cannot be changed any more, or None."""
    if Proposal.objects.filter(round=round_, state=ProposalState.ISSUED).exists():
        return _("The year is decided, and the letters are issued.")
    return None


def why_proposed(round_: Round) -> str | None:
    """Why the round's imports cannot be undone now, or None."""
    if Proposal.objects.filter(round=round_, state__in=OPEN_STATES).exists():
        return _("A proposal builds on the reports. Discard it under Decisions first.")
    return None


def why_recommendation_is_used(round_: Round) -> str | None:
    """Why the round's recommendation cannot be opened again now, or None."""
    if Proposal.objects.filter(round=round_, state=ProposalState.ISSUED, recommendation__isnull=False).exists():
        return _("The decision builds on the recommendation, and the letters are issued.")
    if Proposal.objects.filter(round=round_, state__in=OPEN_STATES, recommendation__isnull=False).exists():
        return _("A proposal builds on the recommendation. Discard it under Decisions first.")
    return None
