"""The reports of all offices for a year: the page, and the files that hold everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fordel.annual.presentation.files import Filed, as_json, json_of
from fordel.annual.presentation.tables import sections_of
from fordel.annual.presentation.words import figure_name, here
from fordel.annual.selectors.offices import OfficeReport
from fordel.annual.selectors.reports import signatures_by_report
from fordel.core.annual.layout import UNITS
from fordel.core.money import format_kroner
from fordel.insight.presentation.exports.download import Download
from fordel.insight.presentation.exports.spreadsheet import XLSX, workbook_of
from fordel.insight.presentation.tables import Cell, Table
from fordel.shared.dates import days_away, full_date
from fordel.shared.pages.columns import ListColumn, ListTable, PageList


def figures_of(rows: Sequence[OfficeReport]) -> list[str]:
    """The codes of the figures that offices are compared by, in the order of the layouts."""
    return list(dict.fromkeys(code for row in rows for code in row.layout.overview if code in UNITS))


def state_of(row: OfficeReport) -> str:
    """`Sent 20 February 2026`, `Late: 2 days too late`, or the last day."""
    last = row.layout.last_day
    if row.sent_on is not None:
        words = {"day": full_date(row.sent_on), "version": row.report.version if row.report else 1}
        found = _("Sent %(day)s") % words
        if row.report and row.report.version > 1:
            found = _("Sent %(day)s, version %(version)s") % words
        return found if row.sent_on <= last or (row.report and row.report.version > 1) else found + " " + _("(late)")
    words = {"day": full_date(last), "away": days_away(last)}
    return _("Late: the last day was %(day)s") % words if row.is_late else _("Not sent: %(day)s, %(away)s") % words


def _sum(rows: Sequence[OfficeReport], code: str) -> int:
    return sum(row.value(code) or 0 for row in rows)


def _name(row: OfficeReport) -> str:
    return f"{row.round.office.name}, {here(row.scheme)}"


def _office(row: OfficeReport) -> SafeString | str:
    if row.report is None:
        return _name(row)
    return format_html('<a href="{}">{}</a>', reverse("annual:report", kwargs={"annual_id": row.report.pk}), _name(row))


def _files(row: OfficeReport) -> SafeString | str:
    if row.report is None:
        return "–"
    keys = {"annual_id": row.report.pk, "kind": "pdf"}
    link = '<a href="{}">PDF<span class="ds-sr-only"> {}</span></a>'
    return format_html(link, reverse("annual:file", kwargs=keys), _name(row))


def _figure(code: str) -> ListColumn[OfficeReport]:
    def cell(row: OfficeReport) -> str:
        value = row.value(code)
        return "–" if value is None else format_kroner(value)

    return ListColumn(code, figure_name(code), cell, is_numeric=True)


def offices_table(rows: Sequence[OfficeReport], year: int) -> ListTable:
    """Every office with its state and figures, and the sums of what is sent."""
    codes = figures_of(rows)
    columns: list[ListColumn[OfficeReport]] = [
        ListColumn("office", _("Office"), _office, is_heading=True),
        ListColumn("state", _("State"), state_of),
        *(_figure(code) for code in codes),
        ListColumn("files", _("Files"), _files),
    ]
    sums = {code: format_kroner(_sum(rows, code)) for code in codes}
    caption = _("The annual reports for %(year)s, amounts in kroner") % {"year": year}
    total = (_("Sum of what is sent"), sums) if codes and any(row.report for row in rows) else None
    return PageList(tuple(columns)).table(rows, caption, css="stacked", sums=total)


def workbook(rows: Sequence[OfficeReport], year: int) -> Download:
    """One sheet with the offices side by side, one with every figure, and one with every comment."""
    title = _("Annual reports to Udir %(year)s") % {"year": year}
    sheets = [(_("Offices"), _offices(rows, title)), (_("Figures"), _figures(rows)), (_("Comments"), _comments(rows))]
    return Download(f"arsrapporter-{year}.xlsx", XLSX, workbook_of(title, sheets))


def _offices(rows: Sequence[OfficeReport], title: str) -> Table:
    codes = figures_of(rows)
    columns = [(_("Office"), False), (_("Scheme"), False), (_("State"), False)]
    columns += [(figure_name(code), True) for code in codes]
    cells = tuple(
        (Cell(row.round.office.name), Cell(here(row.scheme)), Cell(state_of(row)), *(Cell(row.value(c)) for c in codes))
        for row in rows
    )
    total = (Cell(_("Sum of what is sent")), Cell(""), Cell(""), *(Cell(_sum(rows, code)) for code in codes))
    return Table(title, tuple(columns), cells, total)


def _sent(rows: Sequence[OfficeReport]) -> list[tuple[OfficeReport, dict[str, Any]]]:
    return [(row, row.report.content) for row in rows if row.report is not None and row.report.content is not None]


def _figures(rows: Sequence[OfficeReport]) -> Table:
    """A row for each figure of each office and section, and for each part of it."""
    names = (_("Office"), _("Scheme"), _("Section"), _("Figure"), _("Part"))
    found = []
    for row, content in _sent(rows):
        for section in content["sections"]:
            for figure in section["figures"]:
                start = (row.round.office.name, here(row.scheme), here(section["title"]), figure_name(figure["code"]))
                parts = [(_("All"), figure["value"]), *((here(p["name"]), p["value"]) for p in figure["parts"])]
                found += [(*map(Cell, start), Cell(part), Cell(value)) for part, value in parts]
    return Table(_("Figures"), (*((name, False) for name in names), (_("Value"), True)), tuple(found))


def _comments(rows: Sequence[OfficeReport]) -> Table:
    names = (_("Office"), _("Scheme"), _("Section"), _("Comment"))
    found = [
        tuple(map(Cell, (row.round.office.name, here(row.scheme), section.title, section.comment)))
        for row, content in _sent(rows)
        for section in sections_of(content)
    ]
    return Table(_("Comments"), tuple((name, False) for name in names), tuple(found))


def collected(rows: Sequence[OfficeReport], year: int) -> Download:
    """Every report as programs read it, and what is missing (docs/annual-report.md)."""
    signed = signatures_by_report([row.report.pk for row in rows if row.report is not None])
    reports = [
        as_json(Filed(row.round, content, row.report, signed.get(row.report.pk, []) if row.report else []))
        for row, content in _sent(rows)
    ]
    missing = [
        {
            "office": row.round.office.slug,
            "scheme": row.round.scheme_slug,
            "last_day": row.layout.last_day.isoformat(),
            "is_late": row.is_late,
        }
        for row in rows
        if row.report is None
    ]
    sums = {code: _sum(rows, code) for code in figures_of(rows)}
    content = {"year": year, "sums": sums, "reports": reports, "missing": missing}
    return json_of(f"arsrapporter-{year}.json", content)
