"""Why an outcome report cannot be written at an instant, and until when it can."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.selectors.outcomes import rules_of
from fordel.shared.dates import deadline
from fordel.writing.plugs.kinds import Refusal

_DONE = (OutcomeState.APPROVED, OutcomeState.CLOSED)


def party_closes(outcome: OutcomeReport) -> datetime:
    """The first instant that is too late for somebody who answers a part."""
    return outcome.closes + timedelta(days=rules_of(outcome).party_days_after)


def why_owner_closed(outcome: OutcomeReport, instant: datetime) -> Refusal | None:
    """Why the owner, or the office for it, cannot write at the instant; None if it can."""
    if outcome.state in _DONE or not outcome.award.amount:
        return _ended(outcome)
    if outcome.state == OutcomeState.SUBMITTED:
        fix = _("The county governor can return it if something must be changed.")
        return Refusal(_("The report is sent already."), fix)
    if outcome.state == OutcomeState.RETURNED:
        text = _("The deadline to send it again was %(when)s.")
        return _late(text, outcome.reply_by, instant)
    return _late(_("The deadline was %(when)s."), None if outcome.by_office else outcome.closes, instant)


def why_party_closed(outcome: OutcomeReport, instant: datetime) -> Refusal | None:
    """Why somebody who answers a part cannot write at the instant; None if they can."""
    if outcome.state in _DONE or not outcome.award.amount:
        return _ended(outcome)
    return _late(_("The deadline for your part was %(when)s."), party_closes(outcome), instant)


def _ended(outcome: OutcomeReport) -> Refusal:
    if outcome.state == OutcomeState.APPROVED:
        return Refusal(_("The county governor has approved the report."), _("It can no longer be changed."))
    fix = _("Ask the county governor if this is wrong.")
    return Refusal(_("The grant was reversed, so no report is due."), fix)


def _late(text: str, closes: datetime | None, instant: datetime) -> Refusal | None:
    if closes is None or instant < closes:
        return None
    fix = _("What is written is kept. Ask the county governor for a later deadline.")
    return Refusal(text % {"when": deadline(closes)}, fix)
