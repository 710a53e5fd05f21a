"""Everything the distribution page shows, computed from the reports as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.allocation import Problem, Request
from fordel.core.allocation.reserve import hold_back_curve
from fordel.core.money import format_kroner, format_percent, percent_tenths
from fordel.forum.computing.compute import Computed, Share, compute
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Scenario, ScenarioAmount
from fordel.forum.scenarios.presentation.charts import CurvePoint, Drawing, LineUse, curve_chart, frame_chart, line_uses
from fordel.forum.scenarios.presentation.reasons import full_reason, short_reason
from fordel.forum.scenarios.selectors.comparison import Comparison, compare
from fordel.forum.scenarios.selectors.scenarios import changed_reports, is_outdated, specification_of
from fordel.programme.models import FrameLine
from fordel.reports.selectors.reports import ReportRow

_CURVE_STEPS = 12
BAR = 60
MOST_SEARCHED = 300  # reports: above this, choosing a set for each sum would keep the page waiting


@dataclass(frozen=True, slots=True)
class Row:
    """One report in the table; kroner. `other` is None where nothing is compared, `widest` the largest difference.

    What is written out is made when it is asked for: a page shows 50 of 5 000 reports.
    """

    share: Share
    computed: Computed
    other: int | None
    widest: int = 0

    @property
    def bar(self) -> tuple[int, int] | None:
        """The difference as a bar from the middle of a strip BAR wide: (x, width); None where there is none."""
        if not self.difference or not self.widest:
            return None
        width = max(abs(self.difference) * (BAR // 2) // self.widest, 1)
        return (BAR // 2 if self.difference > 0 else BAR // 2 - width), width

    @property
    def report_id(self) -> int:
        return self.share.row.id

    @property
    def number(self) -> int:
        return self.share.row.number

    @property
    def owner(self) -> str:
        return self.share.row.owner_name

    @property
    def title(self) -> str:
        return self.share.row.title

    @property
    def target_group(self) -> str:
        return self.share.row.target_group

    @property
    def group_name(self) -> str:
        return self.share.row.group.name

    @property
    def asked(self) -> int:
        return self.share.row.amount

    @property
    def amount(self) -> int:
        return self.share.amount

    @property
    def difference(self) -> int | None:
        return None if self.other is None else self.amount - self.other

    @property
    def coverage(self) -> str:
        """How much of the ask it gets; a report that is only rounded down gets 100 %."""
        amount = self.asked if self.share.is_full else self.amount
        return format_percent(amount, self.asked, get_language() or "nb")

    @property
    def why(self) -> str:
        """The reason in a few words."""
        return short_reason(self.computed.reasons_of(self.share.row), get_language() or "nb")

    @property
    def reason(self) -> str:
        """The reason in sentences."""
        return full_reason(self.computed.reasons_of(self.share.row), get_language() or "nb")


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
    comparison: Comparison | None

    @property
    def shared(self) -> int:
        """Kroner to the reports for both groups."""
        return sum(use.shared for use in self.uses)

    @property
    def cut(self) -> int:
        return self.computed.asked - self.computed.total

    @property
    def difference(self) -> int | None:
        """Kroner more in all than in the scenario it is compared with."""
        return self.computed.total - self.comparison.total if self.comparison else None

    @property
    def hash(self) -> str:
        return self.computed.hash

    @property
    def sums_hold(self) -> bool:
        """Every frame adds up and nobody gets more than was asked for: shown on the page as it is."""
        return all(
            use.left >= 0 and use.own + use.shared + use.reserve + use.left == use.frame for use in self.uses
        ) and all(share.amount <= share.row.amount for share in self.computed.shares)


def _table(computed: Computed, others: dict[int, int] | None, widest: int) -> list[Row]:
    """By report number; `others` is kroner by report id in the scenario it is compared with."""
    return [
        Row(share, computed, others.get(share.row.id, 0) if others is not None else None, widest)
        for share in computed.shares
    ]


def distribution(
    spec: Specification,
    lines: Sequence[FrameLine],
    rows: Sequence[ReportRow],
    other: Scenario | None,
    closed: frozenset[int] = frozenset(),
) -> Distribution:
    """The page for a specification, against another saved scenario where one is chosen. One query for the other.

    It is computed from every report. Those that are `closed` to the reader (ids) are then left out of every amount,
    sum and count that is shown, and what is left of the frames is together with them.
    """
    computed = compute(spec, lines, rows)
    if closed:
        rows = [row for row in rows if row.id not in closed]
        computed = replace(computed, shares=[share for share in computed.shares if share.row.id not in closed])
    others = dict(ScenarioAmount.objects.filter(scenario=other).values_list("report_id", "amount")) if other else None
    uses = line_uses(computed, lines)
    amounts = {share.row.id: share.amount for share in computed.shares}
    curve, curve_heading = (None, "") if closed else _curve(computed, lines)
    comparison = None
    if other is not None and others is not None and computed.shares:
        comparison = compare(other, others, amounts, spec.unit, rows, lines)
    return Distribution(
        computed=computed,
        heading=_heading(computed),
        uses=uses,
        frames=frame_chart(uses, hides=bool(closed)) if computed.shares else None,
        curve=curve,
        curve_heading=curve_heading,
        rows=_table(computed, others, comparison.widest if comparison else 0),
        comparison=comparison,
    )


def _heading(computed: Computed) -> str:
    """The finding in a sentence, with a neutral one where there is nothing to find."""
    if not computed.shares:
        return _("There are no reports to distribute to yet")
    count, full, refused = len(computed.shares), computed.full_count, computed.refused_count
    if full == count:
        return _("Everybody gets what they asked for")
    cut = count - full - refused
    parts: list[str] = []
    if full:
        text = ngettext("%(count)s report gets everything", "%(count)s reports get everything", full)
        parts.append(text % {"count": full})
    if cut:
        parts.append(_cut_words(computed, cut, is_first=not parts))
    if refused and parts:
        parts.append(ngettext("%(count)s gets nothing", "%(count)s get nothing", refused) % {"count": refused})
    elif refused:
        text = ngettext("%(count)s report gets nothing", "%(count)s reports get nothing", refused)
        parts.append(text % {"count": refused})
    return ", ".join(parts)


def _cut_words(computed: Computed, cut: int, *, is_first: bool) -> str:
    """How many are cut, and to what where it is the same for all; with a noun where it opens the sentence."""
    rates = {percent_tenths(s.amount, s.row.amount) for s in computed.shares if not s.is_full and s.amount}
    if len(rates) == 1:
        if is_first:
            text = ngettext("%(count)s report gets %(rate)s", "%(count)s reports get %(rate)s", cut)
        else:
            text = ngettext("%(count)s gets %(rate)s", "%(count)s get %(rate)s", cut)
        return text % {"count": cut, "rate": format_percent(rates.pop(), 1000, get_language() or "nb")}
    if is_first:
        text = ngettext("%(count)s report gets a part", "%(count)s reports get a part", cut)
    else:
        text = ngettext("%(count)s gets a part", "%(count)s get a part", cut)
    return text % {"count": cut}


def _curve(computed: Computed, lines: Sequence[FrameLine]) -> tuple[Drawing | None, str]:
    """What each sum held back does with the same method, and the finding about it."""
    searched = computed.spec.method == "score" and len(computed.shares) > MOST_SEARCHED
    if not computed.shares or searched:
        return None, ""
    frame, limit = sum(line.amount for line in lines), max(computed.no_cut.total, 0)
    most = min(frame, max(2 * limit, computed.spec.reserve_total, frame // 4))
    step = max(most // _CURVE_STEPS // 1000 * 1000, 1)
    totals = sorted({0, limit, most, *range(0, most, step)})
    asked = computed.asked
    points = [CurvePoint(p.reserve, p.granted, asked) for p in hold_back_curve(curve_problem(computed.problem), totals)]
    now = CurvePoint(computed.spec.reserve_total, computed.total, asked)
    if len(points) < 2:
        return None, ""
    if limit:
        heading = _("Holding back up to %(limit)s kroner cuts nobody") % {"limit": format_kroner(limit)}
    else:
        heading = _("Every krone that is held back is a krone less to the reports")
    return curve_chart(points, limit, now, heading), heading


def curve_problem(problem: Problem) -> Problem:
    """A problem with the same sum granted for every sum held back, and as few reports as can be.

    Without a smallest useful part each method gives out all that the asks and the frames allow, so only the sum of the
    asks on the same lines counts. With one, it matters who falls below it or is chosen, and every report stays.
    """
    if problem.method in ("cut_with_floor", "score"):
        return replace(problem, unit=1)
    asks: dict[tuple[str, ...], int] = {}
    for request in problem.requests:
        asks[request.lines] = asks.get(request.lines, 0) + request.ask
    requests = tuple(Request("+".join(names), ask, names) for names, ask in asks.items())
    return Problem("proportional", problem.lines, requests)


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
    scenarios: Sequence[Scenario],
    current: Scenario | None,
    lines: Sequence[FrameLine],
    rows: Sequence[ReportRow],
    computed: Computed,
) -> list[Tab]:
    """The saved scenarios, and how many reports have changed since each was computed. No queries of its own.

    `computed` is what the page shows: mostly one of them, whose input need not be put together once more.
    """
    found = []
    for scenario in scenarios:
        if specification_of(scenario) == computed.spec:
            outdated = scenario.input_hash != computed.hash
        else:
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
