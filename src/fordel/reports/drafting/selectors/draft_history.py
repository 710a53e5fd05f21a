"""The history of a draft: what was sent, and every field as it was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lag

from fordel.core.word_difference import Piece
from fordel.reports.drafting.presentation.history import Names, content_changes, names_for
from fordel.reports.drafting.selectors.draft_facts import form_of
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.partners.presentation.words import ChangeLine
from fordel.shared.paging import paged_query
from fordel.writing.models import FieldVersion, Submission
from fordel.writing.selectors.submissions import submissions_of


@dataclass(frozen=True)
class SentVersion:
    """Something that was sent: when, by whom, and how it differs from what was sent before (None for the first)."""

    sequence: int
    at: datetime
    by: str
    sha256: str
    changes: list[ChangeLine] | None


@dataclass(frozen=True)
class FieldChange:
    """A field that somebody changed, word by word; what one wrote within some minutes is one change."""

    label: str
    at: datetime
    by: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class History:
    """Sent ones and fields, the newest first; `fields` is a page of `page`, `choices` are (key, label) to filter by."""

    sent: list[SentVersion]
    fields: list[FieldChange]
    page: Page[Any]
    choices: list[tuple[str, str]]


def history_of_draft(draft: ReportDraft, key: str, side: str | None) -> History:
    """Five queries at most. `key` is one field ('' for all), `side` the page."""
    sent = list(_submissions(draft))
    names = _names(draft, sent)
    versions = FieldVersion.objects.filter(document=draft.pk)
    keys = sorted(set(versions.values_list("key", flat=True)))
    before = Window(Lag("value"), partition_by=F("key"), order_by=F("id").asc())
    rows = versions.annotate(before=before).select_related("changed_by").order_by("-changed_at", "-id")
    page = paged_query(rows.filter(key=key) if key in keys else rows, side)
    fields = [
        FieldChange(
            names.label(row.key),
            row.changed_at,
            row.changed_by.name if row.changed_by else "",
            names.pieces(row.key, row.before, row.value),  # type: ignore[attr-defined]  # annotated above
        )
        for row in page
    ]
    choices = sorted(((each, names.label(each)) for each in keys), key=lambda pair: pair[1])
    return History(_sent(names, sent), fields, page, choices)


def _submissions(draft: ReportDraft) -> QuerySet[Submission]:
    found = submissions_of(draft.pk) if draft.report_id else Submission.objects.none()
    return found.select_related("sent_by")


def _names(draft: ReportDraft, sent: list[Submission]) -> Names:
    slots = {party["slot"]: party["name"] for each in sent for party in each.content["parties"]}
    now = DraftParty.objects.filter(draft=draft).values_list("pk", "organisation__name")
    slots |= {f"p{pk}": name for pk, name in now}
    return names_for(form_of(draft.round.scheme), draft.owner.name, slots)


def _sent(names: Names, sent: list[Submission]) -> list[SentVersion]:
    found = []
    for index, each in enumerate(sent):
        changes = content_changes(names, sent[index - 1].content, each.content) if index else None
        by = each.sent_by.name if each.sent_by else ""
        found.append(SentVersion(each.sequence, each.received_at, by, each.sha256, changes))
    return found[::-1]
