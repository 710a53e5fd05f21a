"""Sets a letter as PDF/UA and PDF/A, once, and keeps the file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import transaction

from fordel.decisions.models import Letter
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.files import store_file
from fordel.shared.models import StoredFile

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "decisions" / "letter.typ"


@transaction.atomic
def write_letter_pdf(letter_id: int) -> StoredFile:
    """The letter's PDF; made now if it is not there yet. The row is locked, so two jobs never make two files.

    The file says when the decision was issued, not when it was set: set again after a crash, it is the same file.
    """
    letters = Letter.objects.select_for_update(of=("self",)).select_related("award__proposal")
    letter = letters.get(pk=letter_id)  # without the file: a join is read before the lock, so it may be out of date
    if letter.pdf is not None:
        return letter.pdf
    title = f"{letter.text['title']} – {letter.text['recipient']}"
    issued_at = letter.award.proposal.issued_at
    content = render_pdf(TEMPLATE, letter.text, title=title, language=letter.language, created_at=issued_at)
    letter.pdf = store_file(f"{letter.text['reference']}.pdf", content, "application/pdf", None)
    letter.save(update_fields=["pdf"])
    return letter.pdf
