"""The certificate of somebody who was at an event: PDF/UA, with a code that anybody can look up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.events.documents.calendar import when_text, where_text
from fordel.events.models import Attendance, Event
from fordel.shared.addresses import full_address
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.qr import qr_svg

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "events" / "certificate.typ"


def certificates_pdf(event: Event, attendances: Sequence[Attendance]) -> bytes:
    """One on each page, in the language that is active."""
    title = _("Certificate of attendance")
    data = {
        "office": event.office.name,
        "title": title,
        "was_there": _("was at"),
        "event": event.series.title,
        "programme": [f"{each.starts} {each.title}" for each in event.programme],
        "about": _("What it was about"),
        "people": [_facts(event, each) for each in attendances],
        "check": _("Anybody can see at this address that the certificate is genuine:"),
        "nobody": _("Nobody has a certificate."),
    }
    whole = f"{title} – {event.series.title}"
    return render_pdf(TEMPLATE, data, title=whole, language=get_language() or "nb", created_at=event.ends_at)


def _facts(event: Event, attendance: Attendance) -> dict[str, Any]:
    where = {"office": event.office.slug, "code": attendance.code}
    address = full_address(reverse("events:check-certificate", kwargs=where))
    return {
        "name": attendance.participant.name,
        "facts": [(_("When"), when_text(event)), (_("Where"), where_text(event)), (_("Code"), attendance.code)],
        "address": address,
        "qr": qr_svg(address),
        "alt": _("QR code of the address where the certificate is looked up"),
    }
