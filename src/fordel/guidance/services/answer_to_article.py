"""Makes an article of the answer to a question."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.rich_text import from_plain
from fordel.guidance.models import Article, ArticleKind, Question, QuestionState
from fordel.guidance.services.articles import begin_article
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import today
from fordel.shared.errors import UserError

_LONGEST_SUMMARY = 300


@transaction.atomic
def article_from_answer(question_id: int, person: Person) -> Article:
    """A draft with the question as its summary and the office's answers as its text, in bokmål: names and places are
    for the writer to take out. The same one if it is there already. Raises UserError without an answer."""
    question = (
        Question.objects.select_for_update(of=("self",), no_key=True).select_related("office").get(pk=question_id)
    )
    if question.article_id is not None:
        return Article.objects.select_related("office").get(pk=question.article_id)
    messages = list(question.messages.order_by("sent_at", "id"))
    answers = [each.text for each in messages if each.from_office]
    if question.state != QuestionState.ANSWERED or not answers:
        raise UserError(_("The question is not answered yet."), _("Answer it first."))
    values: dict[str, Any] = {
        "kind": ArticleKind.QUESTION.value,
        "schemes": [question.scheme] if question.scheme else [],
        "valid_from": f"{today():%d.%m.%Y}",
        "title_nb": question.title,
        "summary_nb": next(each.text for each in messages if not each.from_office)[:_LONGEST_SUMMARY],
        "body_nb": from_plain("\n\n".join(answers)),
        "source": question.office.name,
        "source_date": f"{today():%d.%m.%Y}",
    }
    article = begin_article(question.office, person, values)
    question.article = article
    question.save(update_fields=["article"])
    record("guidance.question.made_article", actor=person, subject=question, office=question.office_id)
    return article
