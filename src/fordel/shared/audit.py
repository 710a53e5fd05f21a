"""The one writer of the audit log.

The log is one chain per office and one for what has no office (sign-in, national). Every entry holds the hash of the
one before it in its chain, so `fordel audit` finds a changed entry, and a removed one that another follows. The last
entries of a chain, or a whole chain, can be removed unseen by the log alone: `fordel audit` prints the length and the
last hash of each chain, to be kept elsewhere and compared.

The vocabulary is closed: an action that no module lists in its `module.py` is refused, and so is a detail that the
module has no words for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils.functional import Promise

from fordel.shared.clock import now
from fordel.shared.log_words import details_of
from fordel.shared.models import AuditEntry
from fordel.shared.plugs import Plug

VERBS: Final = Plug[Mapping[str, Promise]]("shared: the actions of each module, with their words")
NO_OFFICE: Final = "none"
_CHAIN_LOCK: Final = 7_146_011


@dataclass(frozen=True)
class Event:
    """One line to be written: what was done to which row, with ids and numbers only."""

    action: str
    subject: models.Model
    details: Mapping[str, Any]


def words_of(action: str) -> Promise | None:
    """The action as people read it, or None if it is not in the vocabulary."""
    return next((verbs[action] for verbs in VERBS if action in verbs), None)


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
    """Writes several entries at once, in order. Raises ValueError for an action or a detail outside the
    vocabulary.

    The chain is locked until the transaction ends, so that entries are linked in the order of their ids; other offices'
    chains are not. A transaction writes to one chain: two that take two chains in different order wait for each other.
    """
    listed = list(events)
    for event in listed:
        _require_words(event)
    office_id = office.pk if isinstance(office, models.Model) else office
    chain = chain_of(office_id)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CHAIN_LOCK, office_id or 0])
        last = AuditEntry.objects.filter(chain=chain).order_by("-id").values_list("hash", flat=True).first()
        previous, instant, entries = last or first_link(chain), now(), []
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
                chain=chain,
                previous_hash=previous,
            )
            entry.hash = previous = entry_hash(previous, _content(entry))
            entries.append(entry)
        AuditEntry.objects.bulk_create(entries, batch_size=1000)


def _require_words(event: Event) -> None:
    if words_of(event.action) is None:
        raise ValueError(f"{event.action} is not in the audit vocabulary")
    known = details_of(event.action)
    for key in event.details:
        if key not in known:
            raise ValueError(f"nothing says what «{key}» of {event.action} means: add it to the module's log_words.py")


def chain_of(office_id: int | None) -> str:
    """The name of the chain that an entry of the office is written to; None: what has no office."""
    return NO_OFFICE if office_id is None else f"office:{office_id}"


def first_link(chain: str) -> str:
    """The previous hash of the first entry of a chain: its own for each, so that no chain can pass for another."""
    return hashlib.sha256(chain.encode()).hexdigest()


@dataclass(frozen=True)
class ChainReport:
    """How a chain was found. `broken` is the id of the first entry whose hash or link does not hold, or None."""

    chain: str
    entries: int
    head: str
    broken: int | None

    @property
    def office_id(self) -> int | None:
        """The office whose chain it is; None for what has no office."""
        return int(self.chain.removeprefix("office:")) if self.chain.startswith("office:") else None


def check_chains() -> list[ChainReport]:
    """Every chain of the log, in order of name, read entry by entry."""
    reports = []
    entries = AuditEntry.objects.order_by("chain", "id").iterator(chunk_size=2000)
    for chain, own in groupby(entries, key=lambda entry: entry.chain):
        count, broken, previous = 0, None, first_link(chain)
        for entry in own:
            holds = entry.previous_hash == previous and entry.hash == entry_hash(previous, _content(entry))
            if broken is None and not (holds and chain == chain_of(entry.office_id)):
                broken = entry.id
            count, previous = count + 1, entry.hash
        reports.append(ChainReport(chain, count, previous, broken))
    return reports


def first_broken_entry() -> int | None:
    """The lowest id of an entry whose hash or link does not hold, or None when every chain verifies."""
    return min((report.broken for report in check_chains() if report.broken is not None), default=None)
