"""The tables of the status. Page, CSV, spreadsheet, PDF and slides show the same ones, so none of them can differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Unpack
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from fordel.core.form.definition import Question
from fordel.core.money import format_kroner
from fordel.core.needs_import.fields import Field
from fordel.core.status import PARTNER_KINDS, GroupedSum, LineFigures, Tally
from fordel.insight.presentation.words import partner_kind
from fordel.insight.selectors.status import StatusView
from fordel.programme.selectors.groups import mark_of
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.counted_answers import PREFIX, answer_in_words, answers_of, name_of
from fordel.reports.selectors.report_fields import fields_of
from fordel.reports.selectors.reports import ReportRow, reports_of_round, rows_of
from fordel.shared.dates import full_date
from fordel.shared.decimals import one_decimal, signed_decimal

MOST_ROWS = 100
"""Of a table on the page; every row is in the files."""


@dataclass(frozen=True)
class Cell:
    """A value (text or number; None is "does not apply"), the reports behind it, and the mark of its group. A number
    with decimals is shown with one of them, and with its sign if it `is_change`."""

    value: str | int | float | None
    url: str = ""
    mark: str = ""
    is_change: bool = False

    @property
    def is_number(self) -> bool:
        return not isinstance(self.value, str)

    @property
    def has_group(self) -> bool:
        """Whether it is shown with the shape of a target group."""
        return bool(self.mark)

    @property
    def text(self) -> str:
        """As it is in the table: numbers with spaces, `–` where there is none."""
        if self.value is None:
            return "–"
        if isinstance(self.value, float):
            return signed_decimal(self.value) if self.is_change else one_decimal(self.value)
        return self.value if isinstance(self.value, str) else format_kroner(self.value)


@dataclass(frozen=True)
class Table:
    """`columns` are (heading, is a number); `total` is the last row under a thicker line. One that `is_stacked` has its
    cells above each other where the page is narrow: for rows with much text."""

    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    is_stacked: bool = False

    @property
    def headings(self) -> list[str]:
        return [heading for heading, _numeric in self.columns]

    def values(self) -> list[list[Any]]:
        """Every row with the sum last, as plain values for files."""
        return [[cell.value for cell in row] for row in (*self.rows, *([self.total] if self.total else []))]

    @property
    def shown(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that the page has room for."""
        return self.rows[:MOST_ROWS]

    @property
    def last(self) -> tuple[tuple[Cell, ...], ...]:
        """The sum as a row of its own."""
        return (self.total,)

    @property
    def more(self) -> int:
        """How many rows stand in the files only."""
        return len(self.rows) - len(self.shown)

    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self.rows]


def reports_url(view: StatusView, **choice: str | int) -> str:
    """The list of the reports behind a figure: the page's own filters and one choice more. '' for a reader who may
    not open it."""
    if not view.shows_reports:
        return ""
    parameters = {**view.filters.parameters, **{name: str(value) for name, value in choice.items()}}
    address = _reports_address(**view.round.where)
    return f"{address}?{urlencode(parameters)}" if parameters else address


@lru_cache(maxsize=64)
def _reports_address(**keys: Unpack[RoundKeys]) -> str:
    return reverse("reports:reports", kwargs={**keys})


def _tally(view: StatusView, tally: Tally, **choice: str | int) -> list[Cell]:
    """Count, leading to the reports, and sum; a zero leads nowhere."""
    return [Cell(tally.count, reports_url(view, **choice) if tally.count else ""), Cell(tally.amount)]


def _own_tally(view: StatusView, line: LineFigures) -> list[Cell]:
    """Count and sum of what only the line may pay; the count leads to the reports if they are one target group's."""
    alone = view.groups.alone_on(line.code)
    if alone is not None:
        return _tally(view, line.own, target_group=alone.code)
    return [Cell(line.own.count), Cell(line.own.amount)]


def _group_cells(view: StatusView, by_group: dict[str, Tally], **choice: str | int) -> list[Cell]:
    cells = []
    for group in view.groups.codes:
        amount = by_group[group].amount if group in by_group else 0
        cells.append(Cell(amount, reports_url(view, target_group=group, **choice) if amount else ""))
    return cells


def frame_table(view: StatusView) -> Table:
    found = view.figures
    feasible = found.all_can_be_met and found.shared.count
    rows = [
        (
            Cell(view.line_name(line.code), mark=mark_of(view.round.pk, line.code)),
            *_own_tally(view, line),
            Cell(line.least if feasible else None),
            Cell(line.most if feasible else None),
            Cell(line.frame),
        )
        for line in found.lines
    ]
    if found.shared.count:
        for group in view.groups.shared:
            tally = found.by_group.get(group.code, Tally(0, 0))
            name = Cell(group.name, mark=group.mark)
            cells = _tally(view, tally, target_group=group.code)
            rows.append((name, *cells, Cell(None), Cell(None), Cell(None)))
    return Table(
        gettext("Reported needs and frame per target group"),
        (
            (gettext("Target group"), False),
            (gettext("Reports"), True),
            (gettext("Reported need, kroner"), True),
            (gettext("Least from shared"), True),
            (gettext("Most from shared"), True),
            (gettext("Frame, kroner"), True),
        ),
        tuple(rows),
        (Cell(gettext("Sum")), *_tally(view, found.needs), Cell(None), Cell(None), Cell(found.frame)),
    )


Grouped = tuple[str, GroupedSum, dict[str, str | int]]
"""A name (empty: not given), its sums, and the choice that leads to its reports (empty: nothing leads there)."""


def _grouped_table(view: StatusView, caption: str, first: str, groups: Iterable[Grouped]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for words, group, choice in groups:
        name = Cell(words or gettext("not given"), reports_url(view, **choice) if choice else "")
        cells = [name, *_tally(view, group.total, **choice), *_group_cells(view, group.by_group, **choice)]
        rows.append(tuple(cells if choice else [Cell(cell.value) for cell in cells]))
    columns = range(1, 3 + len(view.groups.every))
    counts = [sum(int(row[column].value or 0) for row in rows) for column in columns]
    return Table(
        caption,
        (
            (first, False),
            (gettext("Reports"), True),
            (gettext("Reported need, kroner"), True),
            *((group.name, True) for group in view.groups.every),
        ),
        tuple(rows),
        (Cell(gettext("Sum")), *(Cell(count) for count in counts)) if rows else (),
    )


def theme_table(view: StatusView) -> Table:
    caption = gettext("Reported needs by theme")
    themes: list[Grouped] = [
        (view.theme_name(theme.name), theme, {"theme": theme.name} if theme.name else {})
        for theme in view.figures.themes
    ]
    return _grouped_table(view, caption, gettext("Theme"), themes)


def network_table(view: StatusView) -> Table:
    caption = gettext("Reported needs through networks")
    networks: list[Grouped] = [
        (network.name, network, {"network": key} if (key := view.network_id(network.name)) else {})
        for network in view.figures.networks
    ]
    return _grouped_table(view, caption, gettext("Network"), networks)


def answer_table(view: StatusView, question: Question) -> Table:
    """What the reports answer to a counted question, in the order of its answers, and then those that do not say."""
    sums = {group.name: group for group in view.figures.answers[question.code]}
    order = [*(code for code, _words in answers_of(question)), *sums]
    answers: list[Grouped] = [
        (answer_in_words(question, code), sums[code], {PREFIX + question.code: code} if code else {})
        for code in sorted(sums, key=lambda code: (not code, order.index(code)))
    ]
    caption = gettext("Reported needs by answer: %(question)s") % {"question": name_of(question)}
    return _grouped_table(view, caption, gettext("Answer"), answers)


def partner_columns() -> tuple[tuple[str, bool], ...]:
    """The columns of a table of partners."""
    return (
        (gettext("Partner"), False),
        (gettext("Kind"), False),
        (gettext("Measures"), True),
        (gettext("To the partner, kroner"), True),
    )


def partner_table(view: StatusView) -> Table:
    rows = tuple(
        (
            Cell(partner.name, reports_url(view, partner=partner.organisation_id)),
            Cell(partner_kind(partner.kind)),
            Cell(partner.measures, reports_url(view, partner=partner.organisation_id)),
            Cell(partner.amount),
        )
        for partner in view.figures.partners
    )
    total = sum(partner.amount for partner in view.figures.partners)
    return Table(
        gettext("Partners in the measures"),
        partner_columns(),
        rows,
        (Cell(gettext("Sum")), Cell(""), Cell(None), Cell(total)) if rows else (),
    )


def sami_table(view: StatusView) -> Table:
    found = view.figures.sami
    rows = tuple(
        (
            Cell(group.name, mark=group.mark),
            *_tally(view, found.by_group.get(group.code, Tally(0, 0)), target_group=group.code, sami="yes"),
        )
        for group in view.groups.every
    )
    return Table(
        gettext("Reports with a Sámi perspective"),
        ((gettext("Target group"), False), (gettext("Reports"), True), (gettext("Reported need, kroner"), True)),
        rows,
        (Cell(gettext("Sum")), *_tally(view, found.total, sami="yes")),
    )


def place_table(view: StatusView) -> Table:
    words = {
        "own": gettext("own report"),
        "network": gettext("through a network"),
        "others": gettext("in what others report"),
        "none": gettext("not reached"),
    }
    if not view.names_missing:
        words = dict.fromkeys(words, "–") | {"own": words["own"]}
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(item.place.number),
            Cell(item.place.name),
            *_tally(view, item.total, municipality=item.place.number),
            Cell(words[item.reach]),
        )
        for item in view.figures.places
    ]
    outside = view.figures.elsewhere
    if outside.count:
        rows.append((Cell(""), Cell(gettext("municipality not given")), *_plain(outside), Cell("–")))
    return Table(
        gettext("Reported needs by municipality, from the owners there"),
        (
            (gettext("Number"), False),
            (gettext("Municipality"), False),
            (gettext("Reports"), True),
            (gettext("Reported need, kroner"), True),
            (gettext("How it takes part"), False),
        ),
        tuple(rows),
        (Cell(gettext("Sum")), Cell(""), *_tally(view, view.figures.needs), Cell("")),
    )


def _plain(tally: Tally) -> list[Cell]:
    return [Cell(tally.count), Cell(tally.amount)]


def comparison_table(view: StatusView) -> Table:
    """The lines of each year; no sum over years that cannot be compared, and no percentage."""
    years = [(former.year, former.lines, former.total, former.note) for former in view.former]
    rows: list[tuple[Cell, ...]] = []
    for year, lines, total, note in (*years, (view.round.year, view.lines, view.figures.frame, "")):
        rows.extend((Cell(str(year)), Cell(line.name), Cell(line.amount), Cell(line.note)) for line in lines)
        rows.append((Cell(str(year)), Cell(gettext("Sum")), Cell(total), Cell(note)))
    return Table(
        gettext("Frames by year, kroner"),
        (
            (gettext("Year"), False),
            (gettext("Line"), False),
            (gettext("Frame, kroner"), True),
            (gettext("Note"), False),
        ),
        tuple(rows),
    )


def key_table(view: StatusView) -> Table:
    """The key figures, as on the start page and in `fordel status`."""
    found = view.figures
    rows: list[tuple[Cell, ...]] = [
        (Cell(gettext("Frame, %(line)s") % {"line": line.name.lower()}), Cell(line.amount)) for line in view.lines
    ]
    rows.append((Cell(gettext("Frame in all")), Cell(found.frame)))
    for group in view.groups.every:
        tally = found.by_group.get(group.code, Tally(0, 0))
        name = {"group": group.in_sentence}
        rows.append((Cell(gettext("Needs reports, %(group)s") % name), Cell(tally.count)))
        rows.append((Cell(gettext("Reported need, %(group)s") % name), Cell(tally.amount)))
    rows.append((Cell(gettext("Needs reports in all")), Cell(found.needs.count)))
    rows.append((Cell(gettext("Reported need in all")), Cell(found.needs.amount)))
    if not view.filters.is_active:
        rows.append((Cell(gettext("Left of the frame")), Cell(found.left)))
        for line in found.lines if found.shared.count else ():
            name = {"line": view.line_name(line.code).lower()}
            rows.append((Cell(gettext("Of the shared reports, least from %(line)s") % name), Cell(line.least)))
            rows.append((Cell(gettext("Of the shared reports, most from %(line)s") % name), Cell(line.most)))
    for kind in PARTNER_KINDS:
        rows.append((Cell(_partner_kinds(kind)), Cell(len(found.partners_of_kind(kind)))))
    rows.append((Cell(gettext("Networks")), Cell(len(found.networks))))
    rows.append((Cell(gettext("Reports with a Sámi perspective")), Cell(found.sami.total.count)))
    columns = ((gettext("Figure"), False), (gettext("Value"), True))
    return Table(gettext("Key figures"), columns, tuple(rows))


def _partner_kinds(kind: str) -> str:
    return {
        "university": gettext("Universities and university colleges"),
        "vocational_college": gettext("Vocational colleges"),
    }.get(kind, gettext("Other providers"))


_SHOWN_OTHERWISE: Final[Mapping[str, tuple[str | Promise, Callable[[ReportRow], str | int]]]] = {
    Field.MUNICIPALITY: (gettext_lazy("Municipality"), lambda row: row.municipality_name),
    Field.PARTNER_AMOUNT: (
        gettext_lazy("To the partners, kroner"),
        lambda row: sum(partner.amount for partner in row.partners),
    ),
}
"""The fields that a reader of figures wants in another way than a file that is imported again."""


def report_table(view: StatusView) -> Table:
    """The reports behind the figures, by number, with every field and every counted answer. Three queries."""
    fields = fields_of(view.round.scheme)
    reports = rows_of(reports_of_round(view.round).filter(view.filters.of_reports()))
    shown = [_SHOWN_OTHERWISE.get(field.code, (field.name, field.cell)) for field in fields]
    rows = tuple(tuple(_report_cell(cell(row)) for _name, cell in shown) for row in reports)
    sums: dict[str, str | int] = {Field.OWNER: gettext("Sum"), Field.AMOUNT: sum(row.amount for row in reports)}
    columns = tuple((str(name), field.code in _NUMBERS) for field, (name, _cell) in zip(fields, shown, strict=True))
    total = tuple(Cell(sums.get(field.code, "")) for field in fields)
    return Table(gettext("Needs reports"), columns, rows, total)


_NUMBERS: Final[frozenset[str]] = frozenset(
    (Field.NUMBER, Field.DURATION, Field.AMOUNT, Field.PARTNER_AMOUNT, Field.EMPLOYEES, Field.CHILDREN)
)


def _report_cell(value: Any) -> Cell:
    return Cell(full_date(value) if isinstance(value, date) else value)
