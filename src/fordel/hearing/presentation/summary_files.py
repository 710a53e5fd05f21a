"""The summary of a hearing as files: the table as a spreadsheet, and a report as PDF or for a word processor. Names are
those that everybody may read, whoever asks for the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing
from fordel.hearing.presentation.hearing_page import PointShown, points_shown
from fordel.hearing.presentation.summary_list import SUMMARY, text_of, who_of
from fordel.hearing.selectors.hearings import points_of
from fordel.shared.dates import deadline, full_date
from fordel.shared.documents.docx import Docx
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.exports import KINDS

FILE_KINDS: Final = ("pdf", "docx", *KINDS)
TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "hearing" / "summary.typ"
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def summary_file(hearing: Hearing, kind: str) -> HttpResponse:
    """The file of one of `FILE_KINDS`, in the reader's language. One query."""
    rows, name = points_shown(hearing, points_of(hearing)), f"horing-{slugify(hearing.plan.years)}"
    if kind in KINDS:
        return SUMMARY.file(kind, name, _("Hearing"), rows)
    content = _pdf(hearing, rows) if kind == "pdf" else _docx(hearing, rows)
    response = HttpResponse(content, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _title(hearing: Hearing) -> str:
    return _("Hearing: %(title)s, %(years)s") % {"title": hearing.plan.title, "years": hearing.plan.years}


def _lead(hearing: Hearing) -> str:
    names = {
        "office": hearing.office.name,
        "first": full_date(hearing.opens_at),
        "last": deadline(hearing.closes_at),
    }
    return _("%(office)s. The hearing lasted from %(first)s to %(last)s.") % names


def _parts(point: PointShown) -> list[tuple[str, str]]:
    """What follows the text of a point: (heading, text)."""
    found = [
        (_("What became of it"), point.outcome or _("Waits for an answer")),
        (_("Answer"), point.answer),
        (_("Changed chapter"), point.changed),
    ]
    return [(heading, text) for heading, text in found if text]


def _heading(point: PointShown) -> str:
    return f"{point.number}. {who_of(point)}: {point.chapter}"


def _pdf(hearing: Hearing, rows: Sequence[PointShown]) -> bytes:
    data = {
        "sender": hearing.office.name,
        "title": _title(hearing),
        "lead": _lead(hearing),
        "points": [{"heading": _heading(row), "text": text_of(row), "parts": _parts(row)} for row in rows],
        "none": _("No input was received."),
        "subtitle": _("Who said what, and what became of it"),
    }
    return render_pdf(TEMPLATE, data, title=_title(hearing), language=get_language() or "nb")


def _docx(hearing: Hearing, rows: Sequence[PointShown]) -> bytes:
    document = Docx(_title(hearing), (get_language() or "nb")[:2])
    document.heading(1, _title(hearing))
    document.paragraph(_lead(hearing))
    document.heading(2, _("Who said what, and what became of it"))
    for row in rows:
        document.heading(3, _heading(row))
        for line in text_of(row).splitlines():
            document.paragraph(line)
        for heading, text in _parts(row):
            document.paragraph(f"{heading}: {text}")
    if not rows:
        document.paragraph(_("No input was received."))
    return document.written()
