"""The receipt of input as PDF: what was said, with what, and when it was received. It is set when it is asked for, so
nothing of it is left once contact details are erased."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.hearing.models import HearingInput
from fordel.hearing.presentation.words import chapter_titles, who
from fordel.shared.clock import OSLO
from fordel.shared.dates import deadline, full_date
from fordel.shared.documents.pdf import render_pdf

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "hearing" / "receipt.typ"


def receipt_of(given: HearingInput) -> bytes:
    """The PDF in the reader's language. Two queries."""
    hearing, titles = given.hearing, chapter_titles(given.hearing)
    received = given.received_at
    when = ""
    if received is not None:
        time = received.astimezone(OSLO).strftime("%H.%M.%S")
        when = _("%(date)s at %(time)s") % {"date": full_date(received), "time": time}
    if given.is_late:
        when = _("%(when)s, after the last day (%(last)s)") % {"when": when, "last": deadline(hearing.closes_at)}
    title = _("Receipt of input")
    facts = [
        (_("Hearing"), f"{hearing.plan.title}, {hearing.plan.years}"),
        (_("From"), who(given, knows_name=True)),
        (_("Number"), str(given.number)),
        (_("Received"), when),
        (_("Checksum"), given.sha256),
    ]
    data = {
        "sender": hearing.office.name,
        "title": title,
        "facts": facts,
        "points": [(titles.get(each.chapter, ""), each.text) for each in given.points.all()],
        "files": [(each.file.name, each.file.sha256) for each in given.files.select_related("file")],
        "words": {"said": _("What you said"), "files": _("Attachments"), "none": _("None.")},
    }
    return render_pdf(TEMPLATE, data, title=title, language=get_language() or "nb", created_at=received)
