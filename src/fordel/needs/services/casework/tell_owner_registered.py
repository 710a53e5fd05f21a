"""Asks the owner's people to look through a report that the office has registered on their behalf."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.needs.casework_mails import name_of, own_page, write_to
from fordel.needs.models import NeedsReport


def tell_owner_registered(report: NeedsReport) -> int:
    """Queues the mail in the current transaction; returns how many people of the owner get it."""
    office = report.round.office

    def text() -> tuple[str, str]:
        about = name_of(report)
        first = _("%(office)s has registered %(report)s for you, from what you sent by e-mail or on paper.")
        return (
            _("Check what we have registered: %(report)s") % {"report": about},
            "\n\n".join(
                (
                    first % {"office": office.name, "report": about},
                    _("Look through it, and write to us on the same page if something is wrong."),
                    _("Read it here: %(address)s") % {"address": own_page(report)},
                )
            ),
        )

    return write_to(report.owner, office, text)
