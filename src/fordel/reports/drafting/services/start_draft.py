"""Begins a report: an empty draft for an owner in a round."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.drafting.presentation.window_texts import why_closed
from fordel.reports.drafting.selectors.draft_facts import round_window
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import StoredFile
from fordel.writing.services.documents import begin_document


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
        "needs.draft.started",
        actor=person,
        subject=draft,
        office=round_.office_id,
        details={"owner": owner.pk, "by_office": by_office},
    )
    return draft
