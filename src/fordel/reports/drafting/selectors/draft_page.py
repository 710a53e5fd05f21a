"""What the pages about a draft show beside the answers: versions, who is there, conflicts, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import Http404

from fordel.reports.models import (
    DraftAttachment,
    DraftConflict,
    DraftField,
    DraftPresence,
    ReportDraft,
)
from fordel.shared.clock import now

HERE_FOR: Final = timedelta(seconds=45)


@dataclass(frozen=True)
class Present:
    """Somebody else who has the draft open, and where."""

    name: str
    initials: str
    part: str
    field: str


def draft_from_url(draft_id: int, **_rest: object) -> ReportDraft:
    """The draft of an address. Raises Http404 (also for a discarded one)."""
    found = (
        ReportDraft.objects.select_related("round__office", "round__scheme", "owner", "report", "copied_from__round")
        .defer("round__scheme__definition")  # the form is kept in memory
        .filter(pk=draft_id, discarded_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404
    return found


def attachments_of(draft: ReportDraft) -> list[dict[str, Any]]:
    """The files that go with the report: id, name, sha256 and size (bytes). One query."""
    rows = DraftAttachment.objects.filter(draft=draft, removed_at__isnull=True).order_by("added_at", "pk")
    return [
        {"id": pk, "name": name, "sha256": sha256, "size": size}
        for pk, name, sha256, size in rows.values_list("pk", "file__name", "file__sha256", "file__size")
    ]


def others_in(draft_id: int, person_id: int) -> list[Present]:
    """Who else has been there within HERE_FOR, by name. One query."""
    rows = (
        DraftPresence.objects.filter(draft=draft_id, seen_at__gt=now() - HERE_FOR)
        .exclude(person=person_id)
        .select_related("person")
        .order_by("person__name")
    )
    return [Present(row.person.name, row.person.initials, row.part, row.field) for row in rows]


@dataclass(frozen=True)
class OpenConflict:
    """A field that two have changed: what stands (theirs) and what the person wrote (mine)."""

    key: str
    theirs: Any
    version: int
    by: str
    at: datetime
    mine: Any


def conflict_with(stands: DraftField, mine: Any) -> OpenConflict:
    """What somebody wrote (mine) against the field as it stands."""
    by = stands.changed_by.name if stands.changed_by else ""
    return OpenConflict(stands.key, stands.value, stands.version, by, stands.changed_at, mine)


def conflicts_of(draft: ReportDraft, person_id: int) -> list[OpenConflict]:
    """The person's own texts that wait for a choice. Two queries, one where there are none."""
    mine = list(DraftConflict.objects.filter(draft=draft, written_by=person_id, resolved_at__isnull=True))
    if not mine:
        return []
    fields = {
        each.key: each
        for each in DraftField.objects.filter(draft=draft, key__in=[c.key for c in mine]).select_related("changed_by")
    }
    found = []
    for conflict in mine:
        stands = fields.get(conflict.key)
        if stands is not None:
            found.append(conflict_with(stands, conflict.value))
    return found
