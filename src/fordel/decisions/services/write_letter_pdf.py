"""Sets a letter as PDF/UA and PDF/A: once, and kept, when it is sent; each time with a mark while it is a draft."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext, override

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
    content = _set(letter, "", letter.award.proposal.issued_at)
    letter.pdf = store_file(f"{letter.text['reference']}.pdf", content, "application/pdf", None)
    letter.save(update_fields=["pdf"])
    return letter.pdf


def draft_letter_pdf(letter: Letter) -> bytes:
    """A letter that is not sent, with the word for a draft across each page and above the text. Nothing is kept."""
    with override(letter.language):
        mark = gettext("Draft")
    return _set(letter, mark, None)


def _set(letter: Letter, mark: str, created_at: datetime | None) -> bytes:
    title = " – ".join(filter(None, [mark, letter.text["title"], letter.text["recipient"]]))
    data = {**letter.text, "mark": mark}
    return render_pdf(TEMPLATE, data, title=title, language=letter.language, created_at=created_at)
