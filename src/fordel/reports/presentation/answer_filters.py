"""The filters of a list of reports that the scheme's counted questions give."""

from __future__ import annotations

from typing import NamedTuple

from fordel.programme.models import Round
from fordel.reports.selectors.counted_answers import PREFIX, answers_of, counted_questions, name_of
from fordel.reports.selectors.report_list import ReportFilter


class AnswerFilter(NamedTuple):
    """A question to filter by: its name in the address and on the page, its answers, and the one that is chosen."""

    key: str
    name: str
    choices: list[tuple[str, str]]
    chosen: str


def answer_filters(round_: Round, asked: ReportFilter) -> list[AnswerFilter]:
    """A filter for each question that the round's scheme counts, in the order of the form."""
    chosen = dict(asked.answers)
    return [
        AnswerFilter(PREFIX + question.code, name_of(question), answers_of(question), chosen.get(question.code, ""))
        for question in counted_questions(round_.scheme)
    ]
