"""A question as slides: the finding, and its figures as charts or tables that can be edited."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language, gettext

from fordel.insight.presentation.exports.download import Download
from fordel.insight.presentation.exports.slides import PPTX
from fordel.insight.presentation.questions.answer import Answer, Question
from fordel.insight.selectors.years import YearsView
from fordel.shared import dates
from fordel.shared.clock import now
from fordel.shared.documents.slides import Slides

_MOST_ROWS: Final = 14
"""Of a table on a slide; every row is in the notes and in the spreadsheet."""


def slides_of_question(view: YearsView, question: Question, answer: Answer) -> Download:
    title = f"{question.text} {view.round.office.region_name} {view.round.year}"
    deck = Slides(title, get_language() or "nb", view.round.office.name)
    source = gettext("%(office)s. Fordel, %(when)s.") % {
        "office": view.round.office.name,
        "when": dates.moment(now()),
    }
    text = " ".join([answer.lead, answer.warning, *answer.notes]).strip()
    deck.opening(answer.finding, text, source)
    for figure in answer.figures:
        rows = [figure.table.headings, *figure.table.texts()]
        if figure.table.total:
            rows.append([cell.text for cell in figure.table.total])
        notes = "\n".join([figure.heading, figure.subtitle, *(" · ".join(row) for row in rows)])
        if figure.draw is None or figure.series is None:
            deck.table(figure.heading, rows[:_MOST_ROWS], notes)
        else:
            spoken = f"{figure.heading}. {figure.subtitle}"
            deck.chart(figure.heading, figure.subtitle, figure.series(), spoken, notes)
    return Download(f"{view.round.file_part}-{question.slug}.pptx", PPTX, deck.save())
