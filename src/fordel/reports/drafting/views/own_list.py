"""An owner's list of reports, and the measures a partner takes part in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner
from fordel.parties.models import Role
from fordel.reports.drafting.presentation.own_lists import OWN_MEASURES, OWN_REPORTS
from fordel.reports.drafting.selectors.own_list import own_list
from fordel.reports.drafting.selectors.own_reports import OwnLine, own_lines
from fordel.reports.permissions import acts_for_party
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.columns import ListTable
from fordel.shared.paging import paged


@access(acts_for_party)
def own_reports(request: PageRequest[None]) -> HttpResponse:
    """The owner's drafts and reports, what must be done first on top; a partner's measures, the newest year first."""
    actor = request.actor
    if actor.is_in(Role.PARTNER):
        lines = own_lines(actor.organisation_id or 0, as_partner=True)
        return render(request, "reports/drafting/own_reports.html", {"lines": lines, "table": _measures(lines)})
    organisation = actor.organisation_id or 0
    rows, due = own_list(organisation, request.received_at)
    page = paged(rows, request.GET.get("side"))
    context = {
        "page": page,
        "table": OWN_REPORTS.table(page, _("Needs reports, what must be done first on top"), css="own-table"),
        "count": len(rows),
        "todo": sum(row.waits for row in rows),
        "due": due,
    }
    return render(request, "reports/drafting/own_list.html", context)


def _measures(lines: list[OwnLine]) -> ListTable:
    """A partner's measures, and the sum of its parts."""
    words = ngettext("Sum of %(counter)s report", "Sum of %(counter)s reports", len(lines))
    sums = {"amount": format_kroner(sum(line.amount for line in lines))}
    caption = _("Needs reports, the newest year first")
    return OWN_MEASURES.table(lines, caption, css="", sums=(words % {"counter": len(lines)}, sums))


@access(acts_for_party)
def own_reports_file(request: PageRequest[None], kind: str) -> HttpResponse:
    """The list as a file, with the same rows."""
    actor = request.actor
    organisation = actor.organisation_id or 0
    if actor.is_in(Role.PARTNER):
        return OWN_MEASURES.file(kind, "tiltak", _("Our measures"), own_lines(organisation, as_partner=True))
    rows = own_list(organisation, request.received_at).rows
    return OWN_REPORTS.file(kind, "behovsmeldinger", _("Needs reports"), rows)
