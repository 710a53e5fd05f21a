"""What a case officer decides about a report: ready for the forum, sent back, not eligible, or looked at once more."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.reports.casework.services.lock_report import locked_report
from fordel.reports.drafting.services.copy_draft import open_to_mend
from fordel.reports.models import NeedsReport, ReportMessage, ReportStateChange
from fordel.reports.notices.reports import (
    ReportAccepted,
    ReportRefused,
    ReportReopened,
    ReportReturned,
)
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance
from fordel.shared.notice import Notice

ACTIONS: Final = {
    "accept": "reports.report.accepted",
    "return": "reports.report.returned",
    "refuse": "reports.report.refused",
    "call_back": "reports.report.called_back",
    "reopen": "reports.report.reopened",
}


@transaction.atomic
def change_state(
    report_id: int,
    verb: str,
    person: Person,
    *,
    seen: str | None,
    reason: str = "",
    reply_by: datetime | None = None,
) -> int:
    """Return how many people of the owner are notified. `seen` is the token of the page (`lock_report.token_of`),
    `reply_by` the first instant that is too late to correct a report that is sent back.

    Raises UserError (a ReportChangedError when somebody else came first); then nothing has changed.
    """
    reason = reason.strip()
    report = locked_report(report_id, seen)
    if verb not in ACTIONS:
        raise REPORTS.refusal(report, verb)
    write_change(report, verb, person, reason=reason, reply_by=reply_by if verb == "return" else None)
    if verb == "return":
        open_to_mend(report, person)
    return notify(to_organisation(report.owner, report.round.office), _notice(report, verb, reason)).count


def write_change(
    report: NeedsReport, verb: str, person: Person, *, reason: str = "", reply_by: datetime | None = None
) -> None:
    """Moves a locked report on and keeps who, when and why; answers from the owner are read with it, and questions
    lapse unless the report is only opened again. Called in the transaction that locked it."""
    source, instant = advance(REPORTS, report, verb, person, reason=reason, reply_by=reply_by).source, now()
    report.reply_by = reply_by
    report.save(update_fields=["state", "reply_by"])
    ReportStateChange.objects.create(
        report=report, verb=verb, source=source, target=report.state, at=instant, by=person, reason=reason
    )
    waiting = ReportMessage.objects.filter(report=report, answered_at__isnull=True)
    if verb in ("call_back", "reopen"):
        waiting = waiting.filter(from_office=False)
    waiting.update(answered_at=instant)
    record(
        ACTIONS[verb],
        actor=person,
        subject=report,
        office=report.round.office_id,
        details={"from": source, "reason_length": len(reason)},
    )


def _notice(report: NeedsReport, verb: str, reason: str) -> Notice:
    if verb == "accept":
        return ReportAccepted(report)
    if verb == "return":
        return ReportReturned(report, reason)
    if verb == "refuse":
        return ReportRefused(report, reason)
    return ReportReopened(report)
