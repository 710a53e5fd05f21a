"""An owner's or partner's own list, and one report in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.parties.models import Role
from fordel.reports.casework.selectors.log import log_of
from fordel.reports.models import NeedsReport
from fordel.reports.permissions import takes_part
from fordel.reports.selectors.report_page import own_report_from_url, participating_names
from fordel.reports.selectors.reports import partners_of
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError


def _yes_no_words() -> str:
    """The words of the `yesno` filter: yes, no, not given."""
    return ",".join((_("Yes"), _("No"), _("not given")))


@access(takes_part, target=own_report_from_url)
def own_report(request: PageRequest[NeedsReport], report_id: int) -> HttpResponse:
    """The report as its owner sees it, or as a partner does: without the other partners' amounts."""
    return own_report_page(request)


def own_report_page(request: PageRequest[NeedsReport], error: UserError | None = None) -> HttpResponse:
    """The page of `request.target`; with an error what was typed stands where it was typed."""
    actor = request.actor
    found = request.target
    partners = partners_of([found.pk]).get(found.pk, [])
    is_partner = actor.is_in(Role.PARTNER)
    context = {
        "report": found,
        "is_partner": is_partner,
        "organisation_id": actor.organisation_id,
        "partners": partners,
        "owner_part": found.amount - sum(partner.amount for partner in partners),
        "own_share": sum(partner.amount for partner in partners if partner.organisation_id == actor.organisation_id),
        "participating": participating_names(found),
        "yes_no_words": _yes_no_words(),
        "log": None if is_partner else log_of(found, for_owner=True),
        "error": error,
        "typed": request.POST if error else {},
    }
    return render(request, "reports/received/own_report.html", context, status=422 if error else 200)
