"""The version of a plan that was kept last."""

from __future__ import annotations

from fordel.plan.models import Plan
from fordel.writing.selectors.submissions import last_submission


def checksum_of(plan: Plan) -> str:
    """The SHA-256 of the version; '' if none is kept. One query."""
    kept = last_submission(plan.pk)
    return kept.sha256 if kept else ""
