"""Jobs of the decisions module."""

from __future__ import annotations

from procrastinate.contrib.django import app

from fordel.decisions.models import Letter
from fordel.decisions.services.letters import write_letter_pdf


@app.task(name="decisions.write_letter_pdfs", retry=5)
def write_letter_pdfs(proposal_id: int) -> None:
    """Sets the PDF of every letter of a decision that lacks one; run again it does only what is left."""
    waiting = Letter.objects.filter(award__proposal=proposal_id, pdf__isnull=True).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        write_letter_pdf(pk)
