"""Everything the distribution page shows, computed from the reports as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.allocation import read_problem
from fordel.core.allocation.explain_texts import reason_text
from fordel.core.allocation.reserve import hold_back_curve
from fordel.core.money import format_kroner, format_percent, format_signed_kroner
from fordel.forum.charts import CurvePoint, Drawing, LineUse, curve_chart, frame_chart, line_uses
from fordel.forum.compute import Computed, compute
from fordel.forum.models import Scenario, ScenarioAmount
from fordel.forum.selectors.scenarios import changed_reports, is_outdated, specification_of
from fordel.forum.specification import Specification, case_hash
from fordel.needs.selectors.reports import ReportRow
from fordel.programme.models import FrameLine

_CURVE_STEPS = 12


class Row(NamedTuple):
    """One report in the table; kroner. `other` and `difference` are None where there is nothing to compare with."""

    report_id: int
    number: int
    owner: str
    title: str
    target_group: str
    asked: int
    amount: int
    other: int | None
    difference: int | None
    coverage: str
    why: str


@dataclass(frozen=True)
class Comparison:
    """The scenario against another one; kroner and counts."""

    name: str
    number: int
    total: int
    full: int
    lowest: str
    own: dict[str, int]
    shared: int
    sami: int
    gains: int
    gain_count: int
    losses: int
    loss_count: int


class ComparisonRow(NamedTuple):
    """One line of the comparison, in words; `direction` is up, down or empty."""

    name: str
    before: str
    after: str
    difference: str
    direction: str
    group: str = ""


@dataclass(frozen=True)
class Distribution:
    """The whole page. `computed.refusal` is set where nothing could be computed."""

    computed: Computed
    heading: str
    uses: list[LineUse]
    frames: Drawing | None
    curve: Drawing | None
    curve_heading: str
    rows: list[Row]
    own: dict[str, int]
    shared: int
    sami: int
    lowest: str
    comparison: Comparison | None
    hash: str
    cut: int
    comparison_rows: list[ComparisonRow]

    @property
    def sums_hold(self) -> bool:
        """Every frame adds up and nobody gets more than was asked for: shown on the page as it is."""
        return all(
            use.left >= 0 and use.own + use.shared + use.reserve + use.left == use.frame for use in self.uses
        ) and all(share.amount <= share.row.amount for share in self.computed.shares)


def distribution(
    spec: Specification, lines: Sequence[FrameLine], rows: Sequence[ReportRow], other: Scenario | None
) -> Distribution:
    """The page for a specification, against another saved scenario where one is chosen. One query for the other."""
    computed = compute(spec, lines, rows)
    others = dict(ScenarioAmount.objects.filter(scenario=other).values_list("report_id", "amount")) if other else None
    uses = line_uses(computed, lines)
    amounts = {share.row.id: share.amount for share in computed.shares}
    curve, curve_heading = _curve(computed, lines)
    comparison = _compare(other, others, amounts, rows, lines) if other and others is not None else None
    own, shared = {use.code: use.own for use in uses}, sum(use.shared for use in uses)
    sami, lowest = _sami(rows, amounts), _lowest(rows, amounts)
    return Distribution(
        computed=computed,
        heading=_heading(computed),
        uses=uses,
        frames=frame_chart(uses) if computed.shares else None,
        curve=curve,
        curve_heading=curve_heading,
        rows=_rows(computed, others),
        own=own,
        shared=shared,
        sami=sami,
        lowest=lowest,
        comparison=comparison,
        hash=case_hash(computed.case),
        cut=computed.asked - computed.total,
        comparison_rows=_comparison_rows(comparison, computed, uses, shared, sami, lowest) if comparison else [],
    )


def _comparison_rows(
    before: Comparison, computed: Computed, uses: Sequence[LineUse], shared: int, sami: int, lowest: str
) -> list[ComparisonRow]:
    """The comparison line by line; every difference carries its sign."""

    def kroner(name: str, old: int, new: int, group: str = "") -> ComparisonRow:
        direction = "up" if new > old else "down" if new < old else ""
        return ComparisonRow(
            name, format_kroner(old), format_kroner(new), format_signed_kroner(new - old), direction, group
        )

    return [
        kroner(_("Distributed now"), before.total, computed.total),
        kroner(_("Reports that get everything"), before.full, computed.full_count),
        ComparisonRow(_("Lowest coverage"), before.lowest, lowest, "", ""),
        *(kroner(_("own reports"), before.own.get(use.code, 0), use.own, use.code) for use in uses),
        kroner("", before.shared, shared, "both"),
        kroner(_("Reports with a Sámi perspective"), before.sami, sami),
    ]


def _heading(computed: Computed) -> str:
    """The finding in a sentence, with a neutral one where there is nothing to find."""
    if not computed.shares:
        return _("There are no reports to distribute to yet")
    count, full, refused = len(computed.shares), computed.full_count, computed.refused_count
    if full == count:
        return _("Everybody gets what they asked for")
    language = get_language() or "nb"
    rates = {format_percent(s.amount, s.row.amount, language) for s in computed.shares if not s.is_full and s.amount}
    cut = count - full - refused
    parts = []
    if full:
        parts.append(
            ngettext("%(count)s report gets everything", "%(count)s reports get everything", full) % {"count": full}
        )
    if cut and len(rates) == 1:
        text = ngettext("%(count)s gets %(rate)s", "%(count)s get %(rate)s", cut)
        parts.append(text % {"count": cut, "rate": rates.pop()})
    elif cut:
        parts.append(ngettext("%(count)s gets a part", "%(count)s get a part", cut) % {"count": cut})
    if refused:
        parts.append(ngettext("%(count)s gets nothing", "%(count)s get nothing", refused) % {"count": refused})
    return ", ".join(parts)


def _rows(computed: Computed, others: dict[int, int] | None) -> list[Row]:
    language = get_language() or "nb"
    found = []
    for share in computed.shares:
        row = share.row
        other = others.get(row.id, 0) if others is not None else None
        found.append(
            Row(
                row.id,
                row.number,
                row.owner_name,
                row.title,
                row.target_group,
                row.amount,
                share.amount,
                other,
                share.amount - other if other is not None else None,
                format_percent(share.amount, row.amount, language),
                " ".join(reason_text(reason, language) for reason in share.reasons),
            )
        )
    return found


def _sami(rows: Sequence[ReportRow], amounts: dict[int, int]) -> int:
    return sum(amounts.get(row.id, 0) for row in rows if row.sami_perspective)


def _lowest(rows: Sequence[ReportRow], amounts: dict[int, int]) -> str:
    """The smallest part of an ask that anybody gets, in per cent; 0 % when somebody is refused."""
    shares = [(amounts.get(row.id, 0), row.amount) for row in rows]
    if not shares:
        return "–"
    amount, asked = min(shares, key=lambda pair: pair[0] / pair[1])
    return format_percent(amount, asked, get_language() or "nb")


def _compare(
    scenario: Scenario,
    others: dict[int, int],
    amounts: dict[int, int],
    rows: Sequence[ReportRow],
    lines: Sequence[FrameLine],
) -> Comparison:
    differences = [amounts.get(row.id, 0) - others.get(row.id, 0) for row in rows]
    groups = {row.id: row.target_group for row in rows}
    own = {line.code: sum(kr for pk, kr in others.items() if groups.get(pk) == line.code) for line in lines}
    return Comparison(
        name=scenario.name,
        number=scenario.number,
        total=sum(others.values()),
        full=sum(row.amount - others.get(row.id, 0) < scenario.unit for row in rows),
        lowest=_lowest(rows, others),
        own=own,
        shared=sum(kr for pk, kr in others.items() if groups.get(pk) == "both"),
        sami=_sami(rows, others),
        gains=sum(d for d in differences if d > 0),
        gain_count=sum(d > 0 for d in differences),
        losses=sum(d for d in differences if d < 0),
        loss_count=sum(d < 0 for d in differences),
    )


def _curve(computed: Computed, lines: Sequence[FrameLine]) -> tuple[Drawing | None, str]:
    """What each sum held back does with the same method, and the finding about it."""
    if not computed.shares:
        return None, ""
    frame, limit = sum(line.amount for line in lines), max(computed.no_cut.total, 0)
    most = min(frame, max(2 * limit, computed.spec.reserve_total, frame // 4))
    step = max(most // _CURVE_STEPS // 1000 * 1000, 1)
    totals = sorted({0, limit, most, *range(0, most, step)})
    problem = read_problem(computed.case)
    asked = computed.asked
    points = [CurvePoint(p.reserve, p.granted, asked) for p in hold_back_curve(replace(problem, unit=1), totals)]
    now = CurvePoint(computed.spec.reserve_total, computed.total, asked)
    if len(points) < 2:
        return None, ""
    if limit:
        heading = _("Holding back up to %(limit)s kroner cuts nobody") % {"limit": format_kroner(limit)}
    else:
        heading = _("Every krone that is held back is a krone less to the reports")
    return curve_chart(points, limit, now, heading), heading


@dataclass(frozen=True)
class Tab:
    """A saved scenario as a tab."""

    pk: int
    number: int
    name: str
    reserve: int
    is_current: bool
    changed: int
    is_outdated: bool


def tabs_of(
    scenarios: Sequence[Scenario], current: Scenario | None, lines: Sequence[FrameLine], rows: Sequence[ReportRow]
) -> list[Tab]:
    """The saved scenarios, and how many reports have changed since each was computed. No queries of its own."""
    found = []
    for scenario in scenarios:
        outdated = is_outdated(scenario, lines, rows)
        found.append(
            Tab(
                scenario.pk,
                scenario.number,
                scenario.name,
                specification_of(scenario).reserve_total,
                current is not None and scenario.pk == current.pk,
                changed_reports(scenario, lines, rows) if outdated else 0,
                outdated,
            )
        )
    return found
