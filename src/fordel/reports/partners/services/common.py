"""What every service about parties begins and ends with."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.presentation.window_texts import why_closed
from fordel.reports.selectors.draft_facts import window_of
from fordel.reports.services.lock_draft import lock_draft
from fordel.shared.errors import UserError
from fordel.writing.services.documents import touch as touch_document
from fordel.writing.services.save_fields import ClosedError


def open_draft(draft_id: int, received_at: datetime) -> ReportDraft:
    """The draft, held until the transaction ends. Raises ClosedError where its owner could not write at the instant."""
    draft = lock_draft(draft_id)
    window = window_of(draft, received_at)
    if not window.is_open:
        raise ClosedError(*why_closed(window))
    return draft


def party_of(draft: ReportDraft, party_id: int) -> DraftParty:
    """The party of the locked draft. Raises UserError where it has been removed in the meantime."""
    found = DraftParty.objects.select_related("organisation").filter(pk=party_id, draft=draft).first()
    if found is None:
        raise UserError(_("The partner is no longer in the report."), _("Somebody has removed it in the meantime."))
    found.draft = draft
    return found


def lock_party(party_id: int) -> DraftParty:
    """The party with its draft, both held until the transaction ends. Raises UserError where it is gone."""
    draft_id = DraftParty.objects.filter(pk=party_id, draft__discarded_at__isnull=True).values_list("draft", flat=True)
    first = draft_id.first()
    if first is None:
        raise UserError(_("The request is taken back."), _("The owner has taken you out of the report."))
    return party_of(lock_draft(first), party_id)


def touch(draft: ReportDraft) -> None:
    """Remembers that something in the draft was changed now."""
    touch_document(draft.pk)


def next_position(draft: ReportDraft, role: str) -> int:
    """The place after the last party in the role."""
    last = DraftParty.objects.filter(draft=draft, role=role).order_by(F("position").desc()).first()
    return last.position + 1 if last else 0
