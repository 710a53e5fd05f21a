"""The distribution as a member of the forum sees it: the saved scenarios, read only, without what is closed to them.

Nothing but the choice of scenario, order and page is read from the address: with a method or a sum of one's own the
amounts of others would tell what a closed report asks for.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from fordel.forum.models import Scenario
from fordel.forum.scenarios.presentation.charts import rest_name
from fordel.forum.scenarios.presentation.choices import methods, sort_of, sorted_page, sorts_of
from fordel.forum.scenarios.presentation.distribution import Distribution, distribution, tabs_of
from fordel.forum.scenarios.presentation.exports import distribution_file
from fordel.forum.scenarios.selectors.scenarios import scenarios_of, specification_of
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.rounds import frame_lines
from fordel.reports.selectors.reports import ReportRow, report_rows
from fordel.shared.access import PageRequest


class _Read:
    """A saved scenario as the member may see it; `current` is None where none is saved."""

    def __init__(self, request: PageRequest[Round]) -> None:
        self.round = request.target
        self.closed_ids = conflicted_reports(request.actor)
        self.scenarios = list(scenarios_of(self.round))
        self.lines: list[FrameLine] = frame_lines(self.round)
        self.rows: list[ReportRow] = report_rows(self.round)
        asked = request.GET.get("scenario", "")
        first = self.scenarios[0] if self.scenarios else None
        self.current: Scenario | None = next((s for s in self.scenarios if str(s.number) == asked), first)

    @property
    def closed(self) -> list[tuple[int, str]]:
        """(number, owner) of the reports that are closed."""
        return [(row.number, row.owner_name) for row in self.rows if row.id in self.closed_ids]

    def compute(self, scenario: Scenario) -> Distribution:
        return distribution(specification_of(scenario), self.lines, self.rows, None, self.closed_ids)


def show_to_member(request: PageRequest[Round]) -> HttpResponse:
    read = _Read(request)
    context: dict[str, Any] = {"round": read.round, "current": read.current, "closed": read.closed}
    if read.current is not None:
        result = read.compute(read.current)
        sort, language = sort_of(request.GET, has_other=False), get_language() or "nb"
        where = {**read.round.where, "kind": "xlsx"}
        context |= {
            "tabs": tabs_of(read.scenarios, read.current, read.lines, read.rows, result.computed),
            "result": result,
            "method": methods()[read.current.method][0],
            "held": [(line.name(language), read.current.reserve.get(line.code, 0)) for line in read.lines],
            "rest": rest_name(hides=bool(read.closed_ids)),
            "page": sorted_page(result.rows, request.GET.get("side"), sort),
            "sorts": sorts_of(request.GET, sort, has_other=False),
            "page_query": f"scenario={read.current.number}&sort={sort}&",
            "download_url": f"{reverse('forum:download', kwargs=where)}?scenario={read.current.number}",
        }
    return render(request, "forum/scenarios/as_member.html", context)


def download_for_member(request: PageRequest[Round], kind: str) -> HttpResponse:
    """The table as shown. Raises Http404 where nothing is saved."""
    read = _Read(request)
    if read.current is None:
        raise Http404
    return distribution_file(read.compute(read.current), read.round, kind, read.closed)
