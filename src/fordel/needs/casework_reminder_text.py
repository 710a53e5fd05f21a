"""The reminder of the deadline, as it is sent and as the office sees it beforehand."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline


def reminder_text(owner: str, year: int, why: str, drafts: int, closes: datetime) -> tuple[str, str]:
    """Subject and body in the active language. `why` is draft or last_year, `closes` the first instant too late."""
    values = {"owner": owner, "year": year, "when": deadline(closes), "drafts": drafts}
    if why == "draft":
        first = ngettext(
            "%(owner)s has begun a needs report for %(year)s that is not sent yet.",
            "%(owner)s has begun %(drafts)s needs reports for %(year)s that are not sent yet.",
            drafts,
        )
        then = _("Only what is sent in time counts. What you have written is kept.")
    else:
        first = _("%(owner)s reported needs last year, and has not reported for %(year)s yet.")
        then = _("If you have no needs to report this year, you do not have to do anything.")
    when = _("The deadline is %(when)s.")
    where = _("Go on here: %(address)s") % {"address": full_address(reverse("own_needs:list"))}
    return _("The deadline for needs reports is %(when)s") % values, "\n\n".join(
        (first % values, f"{when % values} {then}", where)
    )
