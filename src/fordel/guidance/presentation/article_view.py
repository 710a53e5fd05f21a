"""An article as the pages show it where it is written."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.form.content import content_of_form, sent_hash
from fordel.core.form.facts import FormFacts
from fordel.guidance.models import Article, ArticleState
from fordel.guidance.presentation.addresses import article_address, writing_addresses
from fordel.guidance.selectors.article_findings import findings_of_article
from fordel.guidance.selectors.article_form import article_form
from fordel.parties.models import Person
from fordel.writing.models import Submission
from fordel.writing.presentation.document_page import page_context
from fordel.writing.presentation.document_view import DocumentView
from fordel.writing.presentation.finding_texts import Texts
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.fields import fields_of
from fordel.writing.selectors.presence import others_in
from fordel.writing.selectors.submissions import last_submission

_TEXTS: Final[Texts] = {
    "not_a_link": lambda: (
        _("«%(text)s» is not an address: «%(question)s»"),
        _("«%(text)s» is not an address. Begin it with https://."),
    ),
}


class ArticleView(DocumentView[FormFacts]):
    """The article with its own findings in words."""

    own_texts = _TEXTS

    @property
    def parts_label(self) -> str:
        return _("Parts of the article")

    @property
    def read_label(self) -> str:
        return _("Read the whole article")


def article_view(article: Article, person: Person) -> ArticleView:
    """Four queries."""
    values, versions = {}, {}
    for key, value, version in fields_of(article.pk):
        values[key], versions[key] = value, version
    facts = FormFacts(form=article_form(), values=values)
    return ArticleView(
        article.document,
        writing_addresses(article),
        facts,
        findings_of_article(facts),
        versions,
        conflicts_of(article.pk, person.pk),
        others_in(article.pk, person.pk),
    )


def draft_context(article: Article, view: ArticleView, part: str = "", *, checked: bool = False) -> dict[str, Any]:
    """What the templates of the pages get where the article is written. One query if it is published."""
    last = last_submission(article.pk) if article.version else None
    return page_context(view, part, checked=checked) | {
        "article": article,
        "office": article.office,
        "last": last,
        "has_changes": _has_changes(article, view, last),
        "title": article.title or _("An article without a title"),
        "state_word": state_word(article),
        "check": article_address(article, "check"),
    }


def _has_changes(article: Article, view: ArticleView, last: Submission | None) -> bool:
    if last is None or article.state != ArticleState.PUBLISHED:
        return True
    return last.sha256 != sent_hash(content_of_form(view.facts))


def state_word(article: Article) -> str:
    """The state as readers and the office see it: a published one may have expired, or be for later."""
    if article.state == ArticleState.PUBLISHED:
        if article.is_expired:
            return _("Expired")
        if article.is_early:
            return _("Published for later")
    return str(ArticleState(article.state).label)


STATES: Final = (
    *((state.value, state.label) for state in ArticleState if state != ArticleState.DISCARDED),
    ("expired", gettext_lazy("Expired")),
    ("early", gettext_lazy("Published for later")),
    ("due", gettext_lazy("To be read again")),
)
"""What the office's list can be narrowed to."""
