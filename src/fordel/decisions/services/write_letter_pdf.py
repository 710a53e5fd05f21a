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
    """The letter's PDF; made now if it is not there yet. The row is locked, so two jobs never make two files."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related("pdf").get(pk=letter_id)
    if letter.pdf is not None:
        return letter.pdf
    title = f"{letter.text['title']} – {letter.text['recipient']}"
    content = render_pdf(TEMPLATE, letter.text, title=title, language=letter.language)
    letter.pdf = store_file(f"{letter.text['reference']}.pdf", content, "application/pdf", None)
    letter.save(update_fields=["pdf"])
    return letter.pdf
