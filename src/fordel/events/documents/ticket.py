"""The ticket on paper: PDF/UA, with the code as a picture and as text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.events.documents.calendar import when_text, where_text
from fordel.events.models import Participant
from fordel.events.selectors.tickets import ticket_code, ticket_text
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.qr import qr_svg

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "events" / "ticket.typ"


def ticket_pdf(participant: Participant) -> bytes:
    """The ticket in the language that is active."""
    event, code = participant.event, ticket_code(participant)
    title = _("Ticket")
    data = {
        "office": event.office.name,
        "title": event.series.title,
        "facts": [
            (_("Name"), participant.name),
            (_("When"), when_text(event)),
            (_("Where"), where_text(event)),
            (_("Code"), code),
        ],
        "qr": qr_svg(ticket_text(participant)),
        "alt": qr_name(code),
        "note": _("Show the ticket at the door. It is yours alone, and can be used once."),
    }
    whole = f"{title} – {event.series.title}"
    return render_pdf(TEMPLATE, data, title=whole, language=get_language() or "nb")


def qr_name(code: str) -> str:
    """What the picture is called for those who do not see it."""
    return _("QR code of the ticket %(code)s") % {"code": code}
