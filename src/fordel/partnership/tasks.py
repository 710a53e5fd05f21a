"""Writes signed agreements as PDF."""

from __future__ import annotations

from procrastinate.contrib.django import app

from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT
from fordel.writing.services.write_receipt import write_receipt


@app.task(name="partnership.write_agreement")
def write_agreement(submission_id: int) -> None:
    """The PDF of what both have signed; once, however often it runs."""
    write_receipt(AGREEMENT_DOCUMENT, submission_id)
