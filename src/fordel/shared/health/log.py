"""The audit log."""

from __future__ import annotations

from fordel.shared.audit import check_chains
from fordel.shared.health.check import Check


def check_log() -> Check:
    """Not ok if an entry of any chain was changed or removed, as `fordel audit` finds it."""
    reports = check_chains()
    broken = [f"entry {report.broken} ({report.chain})" for report in reports if report.broken is not None]
    if broken:
        words = f"{', '.join(broken)} is not as it was written, or the one before it is gone. Compare with the backup."
        return Check("log", ok=False, words=words)
    count = sum(report.entries for report in reports)
    return Check("log", ok=True, words=f"{count} entries, all as they were written")
