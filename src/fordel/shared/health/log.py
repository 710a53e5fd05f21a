"""The audit log."""

from __future__ import annotations

from fordel.shared.audit import first_broken_entry
from fordel.shared.health.check import Check
from fordel.shared.models import AuditEntry


def check_log() -> Check:
    """Not ok if an entry was changed or removed, as `fordel audit` finds it."""
    broken = first_broken_entry()
    if broken is not None:
        words = f"entry {broken} is not as it was written, or the one before it is gone. Compare with the backup."
        return Check("log", ok=False, words=words)
    return Check("log", ok=True, words=f"{AuditEntry.objects.count()} entries, all as they were written")
