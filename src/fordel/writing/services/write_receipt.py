"""Writes the receipt of what was received as PDF, once, and lets the kind of document notify its people."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import override

from fordel.shared.documents.pdf import render_pdf
from fordel.shared.files import store_file
from fordel.shared.models import StoredFile
from fordel.writing.models import Submission
from fordel.writing.plugs.kinds import F, S, SentKind

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "writing" / "receipt.typ"


@transaction.atomic
def write_receipt(kind: SentKind[S, F], submission_id: int) -> StoredFile:
    """Return the receipt's PDF; made now if it is not there yet, with the mails that tell of it. The row is locked, so
    two jobs make one file and one mail."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("sent_by", "document", *kind.sent_with)
    submission = rows.get(pk=submission_id)
    if submission.receipt is not None:  # read now: a join is read before the lock, so it may be out of date
        return submission.receipt
    language = kind.language(submission)
    with override(language):
        receipt = kind.receipt(submission)
        title = f"{receipt.title} – {receipt.sender}"
        data = asdict(receipt)
        content = render_pdf(TEMPLATE, data, title=title, language=language, created_at=submission.received_at)
        name = kind.receipt_name(submission)
    submission.receipt = store_file(name, content, "application/pdf", None)
    submission.save(update_fields=["receipt"])
    kind.receipt_written(submission)
    return submission.receipt
