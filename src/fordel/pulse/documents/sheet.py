"""The cards that are handed out at work, as PDF/UA: one code on each, to cut apart."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.parties.selectors.language import language_of_place
from fordel.pulse.models import Pulse
from fordel.pulse.selectors.codes import code_address, codes_of
from fordel.shared.dates import deadline
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.qr import qr_svg

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "pulse" / "sheet.typ"


def sheet_pdf(pulse: Pulse) -> bytes:
    """In the owner's form of Norwegian, whoever prints it."""
    language = language_of_place(pulse.report.owner)
    with override(language):
        title = _("Codes for the employees")
        data = {
            "title": title,
            "measure": pulse.report.title,
            "lead": _("Cut the cards apart, and let each take one without you seeing which. Keep no list."),
            "ask": _("What do you think? Five questions, one minute."),
            "promise": _("Nobody can see what you have answered."),
            "until": _("Answer before %(last)s") % {"last": deadline(pulse.closes_at)},
            "alt": _("QR code of the address of the questions"),
            "where": _("Or write the code at %(address)s") % {"address": _entry()},
            "cards": [(code, qr_svg(code_address(code))) for code in codes_of(pulse)],
        }
        return render_pdf(TEMPLATE, data, title=f"{title}: {pulse.report.title}", language=language)


def _entry() -> str:
    return code_address("-").removesuffix("-/").partition("://")[2]
