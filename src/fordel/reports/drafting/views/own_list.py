"""An owner's list of reports, and the measures a partner takes part in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.parties.models import Role
from fordel.reports.drafting.selectors.own_list import own_list
from fordel.reports.drafting.selectors.own_reports import own_lines
from fordel.reports.permissions import acts_for_party
from fordel.shared.access import PageRequest, access
from fordel.shared.exports import Column, list_file
from fordel.shared.paging import paged
from fordel.shared.spreadsheets import Cell


@access(acts_for_party)
def own_reports(request: PageRequest[None]) -> HttpResponse:
    """The owner's drafts and reports, what must be done first on top; a partner's measures, the newest year first."""
    actor = request.actor
    if actor.is_in(Role.PARTNER):
        lines = own_lines(actor.organisation_id or 0, as_partner=True)
        context = {"lines": lines, "is_partner": True, "total": sum(line.amount for line in lines)}
        return render(request, "reports/drafting/own_reports.html", context)
    organisation = actor.organisation_id or 0
    rows, due = own_list(organisation, request.received_at)
    context = {
        "page": paged(rows, request.GET.get("side")),
        "count": len(rows),
        "todo": sum(row.waits for row in rows),
        "due": due,
    }
    return render(request, "reports/drafting/own_list.html", context)


@access(acts_for_party)
def own_reports_file(request: PageRequest[None], kind: str) -> HttpResponse:
    """The list as a file, with the same rows."""
    actor = request.actor
    organisation = actor.organisation_id or 0
    if actor.is_in(Role.PARTNER):
        columns = [
            Column("year", _("Year")),
            Column("number", _("Number")),
            Column("title", _("Measure")),
            Column("owner", _("Owner")),
            Column("office", _("Sent to")),
            Column("amount", _("Your part (kroner)")),
        ]
        lines = own_lines(organisation, as_partner=True)
        cells: list[list[Cell]] = [
            [each.year, each.number, each.title, each.owner, each.office, each.amount] for each in lines
        ]
        return list_file(kind, "tiltak", _("Our measures"), columns, cells)
    columns = [
        Column("year", _("Year")),
        Column("number", _("Number")),
        Column("title", _("Measure")),
        Column("state", _("State")),
        Column("next", _("What to do")),
        Column("confirmations", _("Confirmations")),
        Column("office", _("Sent to")),
        Column("amount", _("Need (kroner)")),
    ]
    rows: list[list[Cell]] = [
        [row.year, row.number, row.title, row.state_word, row.next, row.parties, row.office, row.amount]
        for row in own_list(organisation, request.received_at).rows
    ]
    return list_file(kind, "behovsmeldinger", _("Needs reports"), columns, rows)
