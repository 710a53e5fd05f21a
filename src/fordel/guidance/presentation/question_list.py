"""The columns of the lists of questions, for the office and for whoever asked."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.guidance.models import Question, QuestionState
from fordel.shared.dates import days_away, short_date
from fordel.shared.pages.columns import ListColumn, PageList

_TAGS: Final = {QuestionState.OPEN.value: "warning", QuestionState.ANSWERED.value: "success"}


def _office_title(question: Question) -> SafeString:
    where = {"office": question.office.slug, "question_id": question.pk}
    return format_html('<a href="{}">{}</a>', reverse("guidance:office-question", kwargs=where), question.title)


def _own_title(question: Question) -> SafeString:
    where = {"question_id": question.pk}
    return format_html('<a href="{}">{}</a>', reverse("guidance:question", kwargs=where), question.title)


def _state(question: Question) -> SafeString:
    label = QuestionState(question.state).label
    return format_html('<span class="tag {}">{}</span>', _TAGS.get(question.state, ""), label)


def _who(question: Question) -> str:
    name = question.asked_by.name if question.asked_by else _("Somebody")
    return f"{name}, {question.organisation.name}" if question.organisation else name


def _due(question: Question) -> SafeString | str:
    if question.state != QuestionState.OPEN:
        return "–"
    words = f"{short_date(question.answer_due)} ({days_away(question.answer_due)})"
    return format_html('<b class="down">{}</b>', words) if question.is_late else words


_ASKED: Final = ListColumn[Question]("asked", gettext_lazy("Asked"), lambda row: short_date(row.asked_at))
_STATE: Final = ListColumn[Question]("state", gettext_lazy("State"), _state)
_DUE: Final = ListColumn[Question]("due", gettext_lazy("Answer by"), _due)
OFFICE_QUESTIONS: Final[PageList[Question]] = PageList(
    (
        ListColumn("title", gettext_lazy("Question"), _office_title, is_heading=True),
        ListColumn("who", gettext_lazy("Who"), _who),
        _ASKED,
        _DUE,
        _STATE,
    )
)
OWN_QUESTIONS: Final[PageList[Question]] = PageList(
    (
        ListColumn("title", gettext_lazy("Question"), _own_title, is_heading=True),
        ListColumn("office", gettext_lazy("To"), lambda row: row.office.name),
        _ASKED,
        _DUE,
        _STATE,
    )
)
