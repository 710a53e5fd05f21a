"""A needs report as a document that several people write (`writing.plugs.kinds`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition, Kind
from fordel.parties.models import Person
from fordel.reports.drafting.presentation.window_texts import why_closed
from fordel.reports.drafting.selectors.draft_facts import form_of, window_of
from fordel.reports.drafting.services.lock_draft import lock_draft
from fordel.reports.models import ReportDraft
from fordel.reports.partners.services.notice_changes import notice_changes
from fordel.writing.models import Document
from fordel.writing.plugs.kinds import DocumentKind, Opening, Refusal
from fordel.writing.services.save_fields import Edit, SaveResult, save_fields


class NeedsReportKind(DocumentKind[ReportDraft]):
    """The scheme says what it asks; the round and the report when it is open."""

    code = "needs.report"

    def locked(self, document_id: int) -> ReportDraft:
        return lock_draft(document_id)

    def document(self, subject: ReportDraft) -> Document:
        return subject.document

    def form(self, subject: ReportDraft) -> FormDefinition:
        return form_of(subject.round.scheme)

    def opening(self, subject: ReportDraft, received_at: datetime) -> Opening:
        """After the deadline, a refusal by a partner opens the part about partners and budget, and nothing else."""
        window = window_of(subject, received_at)
        if not window.is_open:
            return Opening(why_closed=Refusal(*why_closed(window)))
        if not window.only_partners:
            return Opening()
        return Opening(
            parts=(self.form(subject).part_with(Kind.PARTNERS),),
            why_not_others=Refusal(
                _("Only partners and budget can be changed now, since a partner has declined."),
                _("The rest stands as you sent it."),
            ),
        )

    def changed(self, subject: ReportDraft, keys: Collection[str]) -> None:
        notice_changes(subject, keys)


NEEDS_REPORT: Final = NeedsReportKind()


def save_draft(draft_id: int, person: Person, edits: Sequence[Edit], received_at: datetime) -> SaveResult:
    """Store fields of a needs report; see `writing.services.save_fields`."""
    return save_fields(NEEDS_REPORT, draft_id, person, edits, received_at)
