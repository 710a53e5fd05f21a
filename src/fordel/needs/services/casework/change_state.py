"""What a case officer decides about a report: ready for the forum, sent back, not eligible, or looked at once more."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.lifecycle import NEEDS_REPORT
from fordel.needs.casework_mails import name_of, own_page, write_to
from fordel.needs.models import NeedsReport, ReportMessage, ReportStateChange
from fordel.needs.selectors.casework.own_work import written_by
from fordel.needs.services.casework.lock_report import locked_report
from fordel.needs.services.open_to_mend import open_to_mend
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.dates import deadline
from fordel.shared.errors import UserError

ACTIONS: Final = {
    "accept": "needs.report.accepted",
    "return": "needs.report.returned",
    "refuse": "needs.report.refused",
    "call_back": "needs.report.called_back",
    "reopen": "needs.report.reopened",
}
NEEDS_REASON: Final = frozenset({"return", "refuse"})


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
    """Returns how many people of the owner are told by mail. `seen` is the token of the page (`lock_report.token_of`),
    `reply_by` the first instant that is too late to mend a report that is sent back.

    Raises UserError (a ReportChangedError when somebody else came first); then nothing has changed.
    """
    reason = reason.strip()
    if verb in NEEDS_REASON and not reason:
        raise UserError(_("The reason is missing."), _("Write it as the owner is to read it."), f"reason-{verb}")
    if verb == "return" and (reply_by is None or reply_by <= now()):
        raise UserError(_("The day to answer by must be after today."), _("Choose a later day."), "reply_by")
    report = locked_report(report_id, seen)
    if verb not in ACTIONS or not NEEDS_REPORT.allows(report.state, verb):
        raise UserError(
            _("This cannot be done while the report is: %(state)s.") % {"state": report.get_state_display()},
            _("Nothing was changed."),
        )
    if verb == "accept" and written_by(person.pk, [report.pk]):
        raise UserError(
            _("You have written or sent this report yourself, for the owner."),
            _("Somebody else at the office must find it ready."),
        )
    write_change(report, verb, person, reason=reason, reply_by=reply_by if verb == "return" else None)
    if verb == "return":
        open_to_mend(report, person)
    return write_to(report.owner, report.round.office, lambda: _mail(report, verb, reason))


def write_change(
    report: NeedsReport, verb: str, person: Person, *, reason: str = "", reply_by: datetime | None = None
) -> None:
    """Moves a locked report on and keeps who, when and why; answers from the owner are read with it, and questions
    lapse unless the report is only opened again. Called in the transaction that locked it."""
    source, instant = report.state, now()
    report.state = NEEDS_REPORT.after(source, verb)
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


def _mail(report: NeedsReport, verb: str, reason: str) -> tuple[str, str]:
    about, address = name_of(report), own_page(report)
    if verb == "accept":
        first = _("%(report)s is looked through and ready for the collaboration forum.")
        return _("Ready for the forum: %(report)s") % {"report": about}, _letter(first % {"report": about}, "", address)
    if verb == "return":
        first = _("We send back %(report)s, because something must be mended. You can mend it until %(when)s.")
        text = first % {"report": about, "when": deadline(report.reply_by) if report.reply_by else "–"}
        return _("Must be mended: %(report)s") % {"report": about}, _letter(text, reason, address)
    if verb == "refuse":
        first = _("We have found that %(report)s cannot get a grant under the scheme.")
        return _("Not eligible: %(report)s") % {"report": about}, _letter(first % {"report": about}, reason, address)
    first = _("We look at %(report)s once more. You do not have to do anything.")
    return _("We look once more: %(report)s") % {"report": about}, _letter(first % {"report": about}, "", address)


def _letter(first: str, reason: str, address: str) -> str:
    text = first[:1].upper() + first[1:]
    why = _("The reason: %(reason)s") % {"reason": reason} if reason else ""
    return "\n\n".join(filter(None, (text, why, _("Read it here: %(address)s") % {"address": address})))
