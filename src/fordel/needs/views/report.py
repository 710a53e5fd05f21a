"""One report: what it says, where that comes from, and what was changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.needs.models import NeedsReport
from fordel.needs.permissions import acts_for_party, reads_reports, takes_part
from fordel.needs.presentation import shown_changes
from fordel.needs.selectors.own_reports import own_lines
from fordel.needs.selectors.report_page import (
    history_of,
    own_report_from_url,
    participating_names,
    report_from_url,
    sources_of,
)
from fordel.needs.selectors.reports import partners_of
from fordel.parties.models import Role
from fordel.shared.access import access


def _yes_no_words() -> str:
    """The words of the `yesno` filter: yes, no, not given."""
    return ",".join((_("Yes"), _("No"), _("not given")))


@access(reads_reports, target=report_from_url)
def report(request: HttpRequest, office: str, year: int, number: int) -> HttpResponse:
    found: NeedsReport = request.target  # type: ignore[attr-defined]  # set by access()
    partners = partners_of([found.pk]).get(found.pk, [])
    context = {
        "report": found,
        "round": found.round,
        "partners": partners,
        "owner_part": found.amount - sum(partner.amount for partner in partners),
        "participating": participating_names(found),
        "yes_no_words": _yes_no_words(),
        "sources": sources_of(found),
        "history": [(line, shown_changes(line.changes)) for line in history_of(found)],
    }
    return render(request, "needs/report.html", context)


@access(acts_for_party)
def own_reports(request: HttpRequest) -> HttpResponse:
    """The owner's own reports, or the measures a partner takes part in, the newest year first."""
    actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    is_partner = actor.is_in(Role.PARTNER)
    lines = own_lines(actor.organisation_id, as_partner=is_partner)
    context = {"lines": lines, "is_partner": is_partner, "total": sum(line.amount for line in lines)}
    return render(request, "needs/own_reports.html", context)


@access(takes_part, target=own_report_from_url)
def own_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report as its owner sees it, or as a partner does: without the other partners' amounts."""
    actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    found: NeedsReport = request.target  # type: ignore[attr-defined]  # set by access()
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
    }
    return render(request, "needs/own_report.html", context)
