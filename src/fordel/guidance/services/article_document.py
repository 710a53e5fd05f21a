"""An article as a document of `writing`: what it asks, and what becomes of it when it is published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.content import Content, content_of_form, form_facts_from
from fordel.core.form.definition import FormDefinition
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding
from fordel.guidance.models import Article, ArticleState
from fordel.guidance.selectors.article_findings import findings_of_article
from fordel.guidance.selectors.article_form import article_form
from fordel.guidance.services.index_article import index_written
from fordel.guidance.services.receive_article import receive_article
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.shared.errors import UserError
from fordel.writing.documents.answers import answer_text, answered_parts
from fordel.writing.documents.receipt import checksum, receipt_parts, receipt_words, to_the_second
from fordel.writing.models import Document, Submission
from fordel.writing.plugs.kinds import Opening, Refusal, SentKind
from fordel.writing.plugs.receipts import Receipt
from fordel.writing.selectors.fields import values_of


class ArticleDocument(SentKind[Article, FormFacts]):
    """Can be written in until it is discarded; what is published stays as it was until it is published again."""

    code = "guidance.article"
    sent_with = ("document__article__office",)

    def locked(self, document_id: int) -> Article:
        rows = Article.objects.select_for_update(of=("self", "document"), no_key=True)
        return rows.select_related("document", "office").defer("search", "search_nb", "search_nn").get(pk=document_id)

    def document(self, subject: Article) -> Document:
        return subject.document

    def form(self, subject: Article) -> FormDefinition:
        return article_form()

    def opening(self, subject: Article, received_at: datetime) -> Opening:
        if subject.state == ArticleState.DISCARDED:
            return Opening(Refusal(_("The article is discarded."), _("Begin a new one.")))
        return Opening()

    def changed(self, subject: Article, keys: Collection[str]) -> None:
        index_written(subject.pk)

    def log(self, subject: Article, event: str, person: Person | None, details: Mapping[str, Any]) -> None:
        raise UserError(_("An article has no attachments."), _("Link to the file in the text."))

    def facts(self, subject: Article) -> FormFacts:
        return FormFacts(form=article_form(), values=values_of(subject.pk))

    def findings(self, facts: FormFacts) -> Sequence[Finding]:
        return findings_of_article(facts)

    def content(self, facts: FormFacts, attachments: Sequence[Mapping[str, Any]]) -> Content:
        return content_of_form(facts, attachments)

    def is_in_force(self, subject: Article) -> bool:
        return subject.state == ArticleState.PUBLISHED

    def received(self, subject: Article, facts: FormFacts, submission: Submission) -> None:
        receive_article(subject, facts, submission)

    def language(self, submission: Submission) -> str:
        return language_of_office(submission.document.article.office)

    def receipt(self, submission: Submission) -> Receipt:
        """The version as it was published, with its checksum."""
        facts = form_facts_from(article_form(), submission.content)
        return Receipt(
            title=_("Version %(number)s") % {"number": submission.sequence},
            headline=facts.text("title_nb"),
            sender=submission.document.article.office.name,
            footer=_("Guidance"),
            facts=[
                (_("Published"), to_the_second(submission.received_at)),
                (_("Published by"), submission.sent_by.name if submission.sent_by else "–"),
                checksum(submission),
            ],
            parts=receipt_parts(answered_parts(facts, answer_text)),
            attachments=[],
            words=receipt_words(),
        )

    def receipt_name(self, submission: Submission) -> str:
        return _("article-%(number)s-%(version)s.pdf") % {
            "number": submission.document_id,
            "version": submission.sequence,
        }


ARTICLE_DOCUMENT: Final = ArticleDocument()
