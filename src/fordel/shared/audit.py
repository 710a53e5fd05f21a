"""The one writer of the audit log.

Every entry holds the hash of the one before it, so a changed or removed line is found by `fordel audit`. The
vocabulary is closed: an action that is not listed here is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from fordel.shared.clock import now
from fordel.shared.models import AuditEntry

ACTIONS: Final = frozenset(
    {
        "parties.organisation.registered",
        "parties.organisation.language_form_set",
        "parties.alias.remembered",
        "parties.person.signed_in",
        "parties.person.signed_others_out",
        "parties.person.changed_sign_in",
        "parties.person.changed_email",
        "parties.person.erased",
        "parties.role.given",
        "parties.role.changed",
        "parties.role.removed",
        "parties.invitation.sent",
        "parties.invitation.withdrawn",
        "parties.invitation.accepted",
        "parties.join_request.sent",
        "parties.join_request.withdrawn",
        "parties.join_request.approved",
        "parties.join_request.declined",
        "programme.round.opened",
        "programme.round.changed",
        "programme.frame.changed",
        "needs.file.received",
        "needs.mapping.changed",
        "needs.import.applied",
        "needs.import.undone",
        "needs.import.stopped",
        "needs.draft.started",
        "needs.draft.discarded",
        "needs.report.sent",
        "needs.report.withdrawn",
        "needs.party.added",
        "needs.party.removed",
        "needs.party.asked",
        "needs.party.reminded",
        "needs.party.confirmed",
        "needs.party.declined",
        "needs.party.changed",
        "needs.attachment.added",
        "needs.attachment.removed",
        "needs.attachment.refused",
        "needs.report.accepted",
        "needs.report.returned",
        "needs.report.refused",
        "needs.report.called_back",
        "needs.report.reopened",
        "needs.report.assigned",
        "needs.message.sent",
        "needs.message.answered",
        "needs.message.read",
        "needs.note.written",
        "needs.extension.asked",
        "needs.extension.granted",
        "needs.extension.changed",
        "needs.extension.withdrawn",
        "needs.extension.refused",
        "needs.reminder.sent",
        "needs.report.imported",
        "needs.report.updated",
        "meetings.meeting.planned",
        "meetings.meeting.changed",
        "meetings.meeting.called",
        "meetings.meeting.cancelled",
        "meetings.meeting.started",
        "meetings.meeting.ended",
        "meetings.meeting.draft_sent",
        "meetings.meeting.approved",
        "meetings.meeting.shown",
        "meetings.call.answered",
        "meetings.attendance.arrived",
        "meetings.attendance.left",
        "meetings.dates.offered",
        "meetings.dates.withdrawn",
        "meetings.dates.answered",
        "meetings.dates.chosen",
        "meetings.item.added",
        "meetings.item.changed",
        "meetings.item.moved",
        "meetings.item.removed",
        "meetings.item.opened",
        "meetings.item.closed",
        "meetings.paper.added",
        "meetings.paper.removed",
        "meetings.paper.refused",
        "meetings.line.written",
        "meetings.line.changed",
        "meetings.line.removed",
        "meetings.action.added",
        "meetings.action.done",
        "meetings.feed.renewed",
        "forum.scenario.created",
        "forum.scenario.changed",
        "forum.scenario.deleted",
        "forum.seat.added",
        "forum.seat.changed",
        "forum.seat.ended",
        "forum.conflict.suggested",
        "forum.conflict.declared",
        "forum.conflict.decided",
        "forum.prioritising.opened",
        "forum.prioritising.closed",
        "forum.vote.opened",
        "forum.vote.cast",
        "forum.vote.announced",
        "forum.vote.closed",
        "forum.vote.agreed",
        "forum.recommendation.begun",
        "forum.recommendation.changed",
        "forum.recommendation.adopted",
        "forum.recommendation.reopened",
        "decisions.proposal.created",
        "decisions.proposal.submitted",
        "decisions.proposal.approved",
        "decisions.proposal.returned",
        "decisions.proposal.voided",
        "decisions.proposal.changed",
        "decisions.proposal.discarded",
        "decisions.proposal.issued",
        "decisions.letter.written",
        "decisions.letter.opened",
        "ledger.transaction.posted",
    }
)
_CHAIN_LOCK: Final = 7_146_011
_GENESIS: Final = "0" * 64


@dataclass(frozen=True)
class Event:
    """One line to be written: what was done to which row, with ids and numbers only."""

    action: str
    subject: models.Model
    details: Mapping[str, Any]


def entry_hash(previous_hash: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash and the entry's content as canonical JSON."""
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def _content(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at.timestamp(),
        "action": entry.action,
        "actor": entry.actor_id,
        "office": entry.office_id,
        "subject": [entry.subject_type, entry.subject_id],
        "details": entry.details,
    }


def record(
    action: str,
    *,
    actor: models.Model | None,
    subject: models.Model,
    office: models.Model | int | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Writes one entry in the current transaction. Raises ValueError for an action outside the vocabulary."""
    record_many([Event(action, subject, details or {})], actor=actor, office=office)


def record_many(events: Iterable[Event], *, actor: models.Model | None, office: models.Model | int | None) -> None:
    """Writes several entries at once, in order. Raises ValueError for an action outside the vocabulary."""
    listed = list(events)
    for unknown in (event.action for event in listed if event.action not in ACTIONS):
        raise ValueError(f"{unknown} is not in the audit vocabulary")
    office_id = office.pk if isinstance(office, models.Model) else office
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
        last = AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first()
        previous, instant, entries = last or _GENESIS, now(), []
        for event in listed:
            details = json.loads(json.dumps(dict(event.details), cls=DjangoJSONEncoder))
            entry = AuditEntry(
                at=instant,
                action=event.action,
                actor_id=actor.pk if actor is not None else None,
                office_id=office_id,
                subject_type=event.subject._meta.label_lower,
                subject_id=event.subject.pk,
                details=details,
                previous_hash=previous,
            )
            entry.hash = previous = entry_hash(previous, _content(entry))
            entries.append(entry)
        AuditEntry.objects.bulk_create(entries, batch_size=1000)


def first_broken_entry() -> int | None:
    """The id of the first entry whose hash or link does not hold, or None when the whole chain verifies."""
    previous = _GENESIS
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        if entry.previous_hash != previous or entry.hash != entry_hash(previous, _content(entry)):
            return entry.id
        previous = entry.hash
    return None
