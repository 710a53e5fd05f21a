"""Notes where in a draft somebody is, so that the others can see it."""

from __future__ import annotations

from fordel.reports.models import DraftPresence
from fordel.shared.clock import now


def note_presence(draft_id: int, person_id: int, part: str, field: str) -> None:
    """One query. There is no lock: presence is told, never enforced."""
    DraftPresence.objects.bulk_create(
        [DraftPresence(draft_id=draft_id, person_id=person_id, part=part[:40], field=field[:80], seen_at=now())],
        update_conflicts=True,
        unique_fields=["draft", "person"],
        update_fields=["part", "field", "seen_at"],
    )
