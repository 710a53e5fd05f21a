"""The files of a question: a spreadsheet, its tables as CSV, and its drawings as SVG and PNG."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext

from fordel.insight.presentation.catalogue import catalogue_table, degrees_table, values_table
from fordel.insight.presentation.exports.download import Download
from fordel.insight.presentation.exports.spreadsheet import XLSX, sheet_name, workbook_of
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question
from fordel.insight.selectors.years import YearsView
from fordel.shared.spreadsheets.write import write_csv

_PIXELS: Final = 2000


def _name(view: YearsView, *parts: str, extension: str) -> str:
    return "-".join((view.round.file_part, *parts)) + f".{extension}"


def csv_of(view: YearsView, question: Question, figure: Figure) -> Download:
    """The table of a figure, numbers as numbers."""
    content = write_csv(figure.table.headings, figure.table.values())
    return Download(_name(view, question.slug, figure.key, extension="csv"), "text/csv; charset=utf-8", content)


def svg_of(view: YearsView, question: Question, figure: Figure) -> Download:
    """The wide drawing with its legend."""
    content = figure.drawing(figure.full_width).encode()
    return Download(_name(view, question.slug, figure.key, extension="svg"), "image/svg+xml", content)


def png_of(view: YearsView, question: Question, figure: Figure) -> Download:
    """The same as a picture. It takes the optional part for slides."""
    from fordel.shared.documents.picture import png_of as drawn  # lazy: optional part

    content = drawn(figure.drawing(figure.full_width), width=_PIXELS)
    return Download(_name(view, question.slug, figure.key, extension="png"), "image/png", content)


def workbook(view: YearsView, question: Question, answer: Answer) -> Download:
    """A sheet for each table of the answer."""
    sheets = [(sheet_name(f"{number} {figure.key}"), figure.table) for number, figure in enumerate(answer.figures, 1)]
    content = workbook_of(str(question.text), sheets or [(gettext("Figures"), values_table(view))])
    return Download(_name(view, question.slug, extension="xlsx"), XLSX, content)


def catalogue_workbook(view: YearsView) -> Download:
    """The figures by year, and what each is."""
    sheets = [
        (gettext("Figures"), values_table(view)),
        (gettext("Catalogue"), catalogue_table()),
        (gettext("Signs"), degrees_table(view)),
    ]
    return Download(_name(view, "tall", extension="xlsx"), XLSX, workbook_of(gettext("The figures by year"), sheets))
