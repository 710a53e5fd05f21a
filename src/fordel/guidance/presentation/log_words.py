"""How the log names articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.guidance.models import Article, ArticleState, Question
from fordel.parties.presentation.log_words import PERSON
from fordel.shared.log_words import UNSAID, Detail, Details, Named, Subject, count, day

ARTICLE: Final = "guidance.article"


def _articles(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Article.objects.filter(pk__in=ids).values_list("pk", "title", "office__slug", "state")
    return {
        pk: Named(
            title or str(_("An article without a title")),
            ""
            if state == ArticleState.DISCARDED
            else reverse("guidance:draft", kwargs={"office": office, "article_id": pk}),
        )
        for pk, title, office, state in rows
    }


def _questions(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Question.objects.filter(pk__in=ids).values_list("pk", "title", "office__slug")
    return {
        pk: Named(title, reverse("guidance:office-question", kwargs={"office": office, "question_id": pk}))
        for pk, title, office in rows
    }


LOG_SUBJECTS: Final = (
    Subject(ARTICLE, _("Article"), _articles),
    Subject("guidance.question", _("Question to the office"), _questions),
)
LOG_DETAILS: Final[Details] = {
    "guidance.article": {
        "version": count(_("Version")),
        "sha256": UNSAID,
        "responsible": Detail(_("Responsible"), of=PERSON),
        "review_on": day(_("Read again")),
    },
}
