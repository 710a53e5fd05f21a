"""The status as a tagged PDF: the sentences, the charts, and the table behind each."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language, gettext

from fordel.insight.presentation import charts, texts
from fordel.insight.presentation.exports.download import Download, file_name, title_of
from fordel.insight.presentation.figures import Figure, all_figures
from fordel.insight.presentation.tables import Table, key_table
from fordel.insight.selectors.status import StatusView
from fordel.shared import dates
from fordel.shared.charts.stacked import FULL
from fordel.shared.clock import now
from fordel.shared.documents.pdf import render_pdf

TEMPLATE: Final = Path(__file__).resolve().parent / "status.typ"
_WIDE: Final = 660
"""A wide drawing on paper, so that its text stays readable."""


def pdf_of(view: StatusView) -> Download:
    title = title_of(view)
    key = key_table(view)
    data: dict[str, Any] = {
        "lead": texts.lead(view),
        "key": {"heading": key.caption, "columns": _columns(key), "rows": key.texts()},
        "figures": [_figure(view, figure) for figure in all_figures(view)],
        "office": view.round.office.name,
        "made": gettext("Made %(when)s from the needs reports in Fordel.") % {"when": dates.moment(now())},
        "selection": gettext("This shows a choice of the reports.") if view.filters.is_active else "",
    }
    content = render_pdf(TEMPLATE, data, title=title, language=get_language() or "nb")
    return Download(file_name(view, "", "pdf"), "application/pdf", content)


def _figure(view: StatusView, figure: Figure) -> dict[str, Any]:
    notes = []
    if figure.key == "frame" and charts.has_pot(view.figures):
        notes.append(texts.pot_sentences(view))
    if figure.key == "years":
        notes += [f"{former.note} {texts.no_percentage()}" for former in view.former if former.note]
    if figure.key == "municipalities" and (missing := texts.missing_note(view)):
        notes.append(f"{missing[0]}. {missing[1]}")
    if figure.aside:
        notes.append(f"{figure.aside[0]}: {figure.aside[1]}.")
    return {
        "heading": figure.heading,
        "subtitle": figure.subtitle,
        "svg": figure.drawing(_WIDE if figure.full_width == FULL else figure.full_width),
        "alt": f"{figure.heading}. {figure.subtitle}",
        "wide": figure.full_width == FULL,
        "columns": _columns(figure.table),
        "rows": figure.table.texts(),
        "sum": [cell.text for cell in figure.table.total],
        "notes": notes,
    }


def _columns(table: Table) -> list[list[str]]:
    return [[heading, "right" if numeric else "left"] for heading, numeric in table.columns]
