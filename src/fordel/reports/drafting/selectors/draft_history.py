"""The history of a draft: what was sent, and every field as it was changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse

from fordel.reports.drafting.presentation.history import ReportNames, content_changes, names_for
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.selectors.draft_facts import form_of
from fordel.writing.models import Submission
from fordel.writing.presentation.history import History, history_of
from fordel.writing.selectors.submissions import submissions_of


def history_of_draft(draft: ReportDraft, key: str, side: str | None) -> History:
    """Five queries at most. `key` is one field ('' for all), `side` the page."""
    sent = list(_submissions(draft))

    def receipt(sequence: int) -> str:
        return f"{reverse('own_needs:receipt', kwargs={'report_id': draft.report_id})}?nr={sequence}"

    return history_of(draft.pk, _names(draft, sent), sent, receipt, content_changes, key, side)


def _submissions(draft: ReportDraft) -> QuerySet[Submission]:
    found = submissions_of(draft.pk) if draft.report_id else Submission.objects.none()
    return found.select_related("sent_by")


def _names(draft: ReportDraft, sent: Sequence[Submission]) -> ReportNames:
    slots = {party["slot"]: party["name"] for each in sent for party in each.content["parties"]}
    now = DraftParty.objects.filter(draft=draft).values_list("pk", "organisation__name")
    slots |= {f"p{pk}": name for pk, name in now}
    return names_for(form_of(draft.round), draft.owner.name, slots)
