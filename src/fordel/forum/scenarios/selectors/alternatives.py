"""Up to four saved scenarios beside each other: sums, coverage, how evenly it lies, and for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.allocation.spread import gini, lorenz
from fordel.core.alphabet import norwegian_key
from fordel.core.money import format_kroner, format_percent, percent_tenths
from fordel.forum.computing.specification import is_in_full
from fordel.forum.models import Scenario, ScenarioAmount
from fordel.programme.models import FrameLine
from fordel.programme.selectors.groups import groups_of
from fordel.reports.selectors.reports import ReportRow

MOST: Final = 4


@dataclass(frozen=True)
class Alternative:
    """A saved scenario with what it gives each report of today (kroner by report id, and by line).

    `closed` are (number, owner) of reports that are closed to the reader: they are not among `rows`, and so in no sum.
    """

    scenario: Scenario
    rows: Sequence[ReportRow]
    lines: Sequence[FrameLine]
    amounts: dict[int, int]
    by_line: dict[int, dict[str, int]]
    closed: Sequence[tuple[int, str]] = ()

    @property
    def name(self) -> str:
        return f"{self.scenario.number} {self.scenario.name}"

    def amount(self, row: ReportRow) -> int:
        return self.amounts.get(row.id, 0)

    @property
    def total(self) -> int:
        return sum(self.amount(row) for row in self.rows)

    @property
    def reserve(self) -> int:
        return sum(self.scenario.reserve.values())

    @property
    def left(self) -> int:
        return sum(line.amount for line in self.lines) - self.reserve - self.total

    def is_full(self, row: ReportRow) -> bool:
        return is_in_full(row.amount, self.amount(row), self.scenario.unit)

    def coverage(self, row: ReportRow) -> int:
        """Tenths of a per cent; one that is only rounded down is covered in full."""
        return 1000 if self.is_full(row) else percent_tenths(self.amount(row), row.amount)

    @property
    def full(self) -> int:
        return sum(self.is_full(row) for row in self.rows)

    @property
    def refused(self) -> int:
        return sum(self.amount(row) == 0 for row in self.rows)

    @property
    def cut(self) -> int:
        return len(self.rows) - self.full - self.refused

    @property
    def lowest(self) -> int | None:
        return min((self.coverage(row) for row in self.rows), default=None)

    def per_head(self, heads: Callable[[ReportRow], int | None]) -> Fraction | None:
        """Kroner for each head, over the reports that say how many they are; None where none does."""
        known = [(self.amount(row), count) for row in self.rows if (count := heads(row))]
        return Fraction(sum(kroner for kroner, _n in known), sum(n for _kroner, n in known)) if known else None

    @property
    def gini(self) -> Fraction:
        """How unevenly the coverage lies: 0 when every report gets the same share of what it asked for."""
        return gini(self.coverage(row) for row in self.rows)

    @property
    def lorenz(self) -> tuple[tuple[Fraction, Fraction], ...]:
        return lorenz([self.amount(row) for row in self.rows])

    def sum_of(self, belongs: Callable[[ReportRow], bool]) -> int:
        return sum(self.amount(row) for row in self.rows if belongs(row))


@dataclass(frozen=True)
class Line:
    """A row of a table: a name and a text for each alternative; `group` is a target group's code."""

    name: str
    values: list[str]
    group: str = ""


@dataclass(frozen=True)
class Section:
    """A table with a heading. `note` says what the numbers are."""

    key: str
    heading: str
    lines: list[Line] = field(default_factory=list)
    note: str = ""


def alternatives(
    scenarios: Iterable[Scenario],
    rows: Sequence[ReportRow],
    lines: Sequence[FrameLine],
    closed: frozenset[int] = frozenset(),
) -> list[Alternative]:
    """The scenarios with their amounts, in the order given; `closed` are ids of reports the reader may not see. One
    query."""
    hidden = [(row.number, row.owner_name) for row in rows if row.id in closed]
    rows = [row for row in rows if row.id not in closed]
    listed = list(scenarios)[:MOST]
    amounts: defaultdict[int, dict[int, int]] = defaultdict(dict)
    by_line: defaultdict[int, dict[int, dict[str, int]]] = defaultdict(dict)
    found = ScenarioAmount.objects.filter(scenario__in=[scenario.pk for scenario in listed]).exclude(report__in=closed)
    for scenario, report, amount, parts in found.values_list("scenario_id", "report_id", "amount", "by_line"):
        amounts[scenario][report] = amount
        by_line[scenario][report] = parts
    return [Alternative(s, rows, lines, amounts[s.pk], by_line[s.pk], hidden) for s in listed]


def sections_of(found: Sequence[Alternative]) -> list[Section]:
    """Every table of the comparison."""
    if not found:
        return []
    return [_figures(found), _groups(found), *_by_name(found)]


def _kroner(name: str, found: Sequence[Alternative], value: Callable[[Alternative], int], group: str = "") -> Line:
    return Line(name, [format_kroner(value(each)) for each in found], group)


def sums_of(found: Sequence[Alternative]) -> list[Line]:
    """What each holds back and distributes, and how many it cuts; what is not placed only where nothing is closed."""
    language = get_language() or "nb"
    lowest = [format_percent(each.lowest, 1000, language) if each.lowest is not None else "–" for each in found]
    return [
        _kroner(_("Held back"), found, lambda a: a.reserve),
        _kroner(_("Distributed now"), found, lambda a: a.total),
        *([] if found[0].closed else [_kroner(_("Not placed"), found, lambda a: a.left)]),
        _kroner(_("Reports that get everything"), found, lambda a: a.full),
        _kroner(_("Reports that are cut"), found, lambda a: a.cut),
        _kroner(_("Reports that get nothing"), found, lambda a: a.refused),
        Line(_("Lowest coverage"), lowest),
    ]


def _figures(found: Sequence[Alternative]) -> Section:
    language = get_language() or "nb"

    def heads(name: str, count: Callable[[ReportRow], int | None]) -> Line:
        values = [each.per_head(count) for each in found]
        texts = [format_kroner(int(value + Fraction(1, 2))) if value is not None else "–" for value in values]
        return Line(name, texts)

    return Section(
        "figures",
        _("Key figures"),
        [
            *sums_of(found),
            heads(_("Kroner for each child and pupil"), lambda row: row.children),
            heads(_("Kroner for each employee"), lambda row: row.employees),
            Line(_("Uneven coverage (Gini, 0 is even)"), [_decimal(each.gini, language) for each in found]),
        ],
    )


def _decimal(value: Fraction, language: str) -> str:
    thousandths = int(value * 1000 + Fraction(1, 2))
    mark = "." if language.startswith("en") else ","
    return f"{thousandths // 1000}{mark}{thousandths % 1000:03d}"


def _groups(found: Sequence[Alternative]) -> Section:
    groups = groups_of(found[0].scenario.round_id).every
    listed = [
        _kroner(name, found, lambda a, code=code: a.sum_of(lambda row: row.target_group == code), code)  # type: ignore[misc]
        for code, name in ((group.code, group.name) for group in groups)
    ]
    listed.append(_kroner(_("Sámi perspective"), found, lambda a: a.sum_of(lambda row: row.sami_perspective is True)))
    listed.append(_kroner(_("Networks"), found, lambda a: a.sum_of(lambda row: bool(row.network_name))))
    return Section("groups", _("For whom"), listed, _("Kroner. A report may stand on several lines."))


def _by_name(found: Sequence[Alternative]) -> list[Section]:
    rows = found[0].rows
    ways: list[tuple[str, str, Callable[[ReportRow], Iterable[str]], str]] = [
        ("themes", _("Themes"), lambda row: [row.theme or _("not given")], ""),
        ("municipalities", _("Municipalities"), lambda row: [row.municipality_name or _("not given")], ""),
        (
            "partners",
            _("Partners"),
            lambda row: [partner.name for partner in row.partners],
            _("Kroner to the measures that the partner takes part in, not to the partner alone."),
        ),
    ]
    sections = []
    for key, heading, names_of, note in ways:
        names = sorted({name for row in rows for name in names_of(row)}, key=norwegian_key)
        sums = [_sums(each, names_of) for each in found]
        listed = [Line(name, [format_kroner(each.get(name, 0)) for each in sums]) for name in names]
        sections.append(Section(key, heading, listed, note or _("Kroner.")))
    return sections


def _sums(alternative: Alternative, names_of: Callable[[ReportRow], Iterable[str]]) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for row in alternative.rows:
        for name in names_of(row):
            sums[name] += alternative.amount(row)
    return dict(sums)


def report_table(found: Sequence[Alternative]) -> list[dict[str, Any]]:
    """Every report with what it asks for and gets in each alternative (kroner), by number."""
    if not found:
        return []
    return [
        {
            "number": row.number,
            "title": row.title,
            "owner": row.owner_name,
            "target_group": row.target_group,
            "group_name": row.group.name,
            "asked": row.amount,
            "amounts": [each.amount(row) for each in found],
            "differs": len({each.amount(row) for each in found}) > 1,
        }
        for row in found[0].rows
    ]


def finding_of(found: Sequence[Alternative]) -> str:
    """The conclusion in a sentence: which alternatives cut nobody, and what the others cost."""
    uncut = [each for each in found if each.full == len(each.rows)]
    if not found or not found[0].rows:
        return _("There is nothing to compare yet")
    if len(uncut) == len(found):
        return _("Nobody is cut in any of them")
    if uncut:
        names = ", ".join(each.name for each in uncut)
        return _("Nobody is cut in %(names)s; the others cut some") % {"names": names}
    fewest = min(found, key=lambda each: (each.cut + each.refused, each.scenario.number))
    return _("%(name)s cuts the fewest: %(count)s of %(all)s reports") % {
        "name": fewest.name,
        "count": fewest.cut + fewest.refused,
        "all": len(fewest.rows),
    }
