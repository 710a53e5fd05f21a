"""Takes back a report that was sent. Until the deadline it can be sent again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.reports.drafting.presentation.window_texts import why_closed
from fordel.reports.drafting.selectors.draft_facts import facts_of, window_of
from fordel.reports.drafting.services.lock_draft import lock_draft
from fordel.reports.models import DraftParty, NeedsReport, PartyState, ReportStateChange
from fordel.reports.partners.notices import ReportWithdrawn
from fordel.reports.partners.services.notify_party import notify_party
from fordel.reports.services.hold_report import hold_report
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance
from fordel.writing.services.save_fields import ClosedError


@transaction.atomic
def withdraw_report(draft_id: int, person: Person, received_at: datetime) -> NeedsReport:
    """The withdrawn report; nothing that was written is lost, and its parties are told. Withdrawing twice changes
    nothing. Raises ClosedError after the deadline, and UserError where the state does not allow it."""
    draft = lock_draft(draft_id)
    hold_report(draft)
    report = draft.report
    if report is not None and report.state == "withdrawn":
        return report
    window = window_of(draft, received_at)
    if not window.is_open or window.only_partners:
        raise ClosedError(*why_closed(window))
    if report is None:
        raise UserError(_("The report is not sent, so there is nothing to withdraw."), _("Nothing was changed."))
    source = advance(REPORTS, report, "withdraw", person).source
    report.reply_by, report.updated_at = None, now()
    report.save(update_fields=["state", "reply_by", "updated_at"])
    ReportStateChange.objects.create(
        report=report, verb="withdraw", source=source, target=report.state, at=received_at, by=person
    )
    details = {"amount": report.amount, "from": source}
    record("needs.report.withdrawn", actor=person, subject=report, office=draft.round.office_id, details=details)
    index_reports([report.pk])
    facts = facts_of(draft)
    knows = DraftParty.objects.filter(draft=draft).exclude(state__in=(PartyState.NOT_ASKED, PartyState.DECLINED))
    for party in knows.select_related("organisation"):
        party.draft = draft
        notify_party(party, ReportWithdrawn(party, facts))
    return report
