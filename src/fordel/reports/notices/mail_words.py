"""How notices name a report, and where it is read."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.reports.models import NeedsReport
from fordel.shared.addresses import full_address


def own_page(report: NeedsReport) -> str:
    """The address of the owner's own page about the report."""
    return full_address(reverse("own_needs:report", kwargs={"report_id": report.pk}))


def name_of(report: NeedsReport) -> str:
    """`needs report 41 «Overgang barnehage–skole»`, in the active language."""
    return _("needs report %(number)s «%(title)s»") % {"number": report.number, "title": report.title}


def paragraphs(*parts: str) -> str:
    """The parts that are not empty, with a blank line between them."""
    return "\n\n".join(filter(None, parts))
