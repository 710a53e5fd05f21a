"""What was sent of a document."""

from __future__ import annotations

from django.db.models import QuerySet

from fordel.writing.models import Submission


def submissions_of(document_id: int) -> QuerySet[Submission]:
    """Everything that was sent, the first first."""
    return Submission.objects.filter(document=document_id).order_by("sequence")


def last_submission(document_id: int) -> Submission | None:
    """What was sent last. One query."""
    return submissions_of(document_id).last()
