"""Badges, and the list of those who are expected and have come, as PDF/UA."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.events.documents.calendar import when_text, where_text
from fordel.events.models import Event, Participant
from fordel.events.selectors.door import attendance_of
from fordel.shared.dates import clock_time
from fordel.shared.documents.pdf import render_pdf

_FOLDER: Final = Path(__file__).parents[1] / "templates" / "events"


def badges_pdf(event: Event, people: Sequence[Participant]) -> bytes:
    """Ten badges on each page, with name and organisation."""
    title = f"{_('Badges')}: {event.series.title}, {event.place}"
    data = {
        "office": event.office.name,
        "title": title,
        "event": event.series.title,
        "badges": [(each.name, _organisation(each)) for each in people],
        "nobody": _("Nobody is expected."),
    }
    return render_pdf(_FOLDER / "badges.typ", data, title=title, language=get_language() or "nb")


def attendance_pdf(event: Event, people: Sequence[Participant]) -> bytes:
    """Who is expected, with the time for those who have come."""
    title = f"{_('Attendance list')}: {event.series.title}"
    here = [attendance_of(each) for each in people]
    rows = [
        [str(each.number), each.name, _organisation(each), clock_time(found.at) if found else ""]
        for each, found in zip(people, here, strict=True)
    ]
    counts = {"present": sum(found is not None for found in here), "expected": len(people)}
    data = {
        "office": event.office.name,
        "title": title,
        "facts": [(_("When"), when_text(event)), (_("Where"), where_text(event))],
        "count": _("%(present)s of %(expected)s were there.") % counts,
        "columns": [(_("No."), "right"), (_("Name"), "left"), (_("Organisation"), "left"), (_("Came"), "right")],
        "rows": rows,
    }
    return render_pdf(_FOLDER / "attendance.typ", data, title=title, language=get_language() or "nb")


def _organisation(participant: Participant) -> str:
    return participant.organisation.name if participant.organisation else ""
