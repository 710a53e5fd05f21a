"""A draft from its beginning to its end: starts it, withdraws and discards it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.models import DraftParty, NeedsReport, PartyState, ReportDraft, ReportStateChange
from fordel.reports.partners.notices import PartyRemoved, ReportWithdrawn
from fordel.reports.partners.services.ask_party import notify_party
from fordel.reports.presentation.window_texts import why_closed
from fordel.reports.selectors.draft_facts import facts_of, round_window, window_of
from fordel.reports.services.hold_report import hold_report
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.lock_draft import lock_draft
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance
from fordel.shared.models import StoredFile
from fordel.writing.services.documents import begin_document
from fordel.writing.services.save_fields import ClosedError


@transaction.atomic
def begin_draft(round_: Round, owner: Organisation, person: Person | None, **about: Any) -> ReportDraft:
    """A new draft with its document. `about` are other fields of the draft. Neither the window nor the log is asked."""
    document = begin_document(NEEDS_REPORT, person, now())
    return ReportDraft.objects.create(pk=document.pk, document=document, round=round_, owner=owner, **about)


@transaction.atomic
def start_draft(
    round_: Round,
    owner: Organisation,
    person: Person,
    *,
    by_office: bool = False,
    original: StoredFile | None = None,
    copied_from: NeedsReport | None = None,
) -> ReportDraft:
    """The new draft. Raises UserError where reports are not open for the owner (the office may begin at any time)."""
    if not by_office:
        window = round_window(round_, owner.pk, now())
        if not window.is_open:
            raise UserError(*why_closed(window))
    draft = begin_draft(round_, owner, person, by_office=by_office, original=original, copied_from=copied_from)
    record(
        "reports.draft.started",
        actor=person,
        subject=draft,
        office=round_.office_id,
        details={"owner": owner.pk, "by_office": by_office},
    )
    return draft


@transaction.atomic
def withdraw_report(draft_id: int, person: Person, received_at: datetime) -> NeedsReport:
    """The withdrawn report; nothing that was written is lost, and its parties are notified. Withdrawing twice changes
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
    record("reports.report.withdrawn", actor=person, subject=report, office=draft.round.office_id, details=details)
    index_reports([report.pk])
    facts = facts_of(draft)
    knows = DraftParty.objects.filter(draft=draft).exclude(state__in=(PartyState.NOT_ASKED, PartyState.DECLINED))
    for party in knows.select_related("organisation"):
        party.draft = draft
        notify_party(party, ReportWithdrawn(party, facts))
    return report


@transaction.atomic
def discard_draft(draft_id: int, person: Person) -> ReportDraft:
    """The discarded draft; those who had been asked are notified. Raises UserError for one that was sent."""
    draft = lock_draft(draft_id)
    if draft.report_id is not None:
        raise UserError(
            _("The report is sent, so it cannot be discarded."), _("Withdraw it instead, while the deadline is open.")
        )
    facts = facts_of(draft)
    knows = DraftParty.objects.filter(
        draft=draft, state__in=(PartyState.ASKED, PartyState.CONFIRMED, PartyState.CHANGED)
    )
    for party in knows.select_related("organisation"):
        party.draft = draft
        notify_party(party, PartyRemoved(party, facts))
    draft.discarded_at = now()
    draft.save(update_fields=["discarded_at"])
    record("reports.draft.discarded", actor=person, subject=draft, office=draft.round.office_id)
    return draft
