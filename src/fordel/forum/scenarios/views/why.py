"""Why this amount: one report in a saved scenario."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Unpack

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.forum.computing.specification import is_in_full
from fordel.forum.models import ScenarioAmount
from fordel.forum.permissions import may_make_scenarios, reads_distribution
from fordel.forum.scenarios.presentation.short_tables import elsewhere_table
from fordel.forum.scenarios.presentation.why import amount_of, elsewhere, explained_from_url, instead_of, reason_of
from fordel.forum.scenarios.selectors.scenarios import is_outdated
from fordel.forum.scenarios.views.adjustments import address_of
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.programme.models import FrameLine
from fordel.programme.selectors.rounds import frame_lines
from fordel.programme.where import RoundKeys
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.reports import bare_rows
from fordel.shared.access import PageRequest, access


@access(reads_distribution, target=explained_from_url)
def why(request: PageRequest[NeedsReport], scenario_id: int, number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The reason, what would change the amount, which frame pays, and the other scenarios. What would change it is not
    computed for a member to whom a report is closed: a second rate tells more of the closed one than the first does."""
    report = request.target
    line, actor = amount_of(report), request.actor
    scenario, closed = line.scenario, conflicted_reports(actor)
    lines, rows = frame_lines(report.round), bare_rows(report.round)
    others = elsewhere(line)
    context: dict[str, Any] = {
        "round": report.round,
        "scenario": scenario,
        "report": report,
        "line": line,
        "reason": reason_of(line),
        "is_full": is_in_full(line.asked, line.amount, scenario.unit),
        "hides": bool(closed),
        "instead": [] if closed else instead_of(line, lines, rows),
        "facts": _facts(line, report, lines),
        "others": others,
        "table": elsewhere_table(others),
        "outdated": is_outdated(scenario, lines, rows),
        "back": address_of(scenario),
        "may_adjust": may_make_scenarios(actor, scenario).allowed,
    }
    return render(request, "forum/scenarios/why.html", context)


def _facts(line: ScenarioAmount, report: NeedsReport, lines: list[FrameLine]) -> list[tuple[str, str]]:
    """(name, value): which frame pays, and kroner for each that the measure is for."""
    language = get_language() or "nb"
    paid = [(frame.name(language).lower(), line.by_line.get(frame.code, 0)) for frame in lines]
    found = [(_("From the frame for %(frame)s") % {"frame": name}, format_kroner(kr)) for name, kr in paid if kr]
    heads = ((_("Kroner for each child and pupil"), report.children), (_("Kroner for each employee"), report.employees))
    for name, count in heads:
        value = format_kroner(int(Fraction(line.amount, count) + Fraction(1, 2))) if count else _("not given")
        found.append((name, value))
    return found
