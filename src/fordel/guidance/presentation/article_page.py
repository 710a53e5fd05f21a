"""An article as its readers get it, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from fordel.core.form.definition import text_in
from fordel.guidance.models import Article, ArticleKind
from fordel.guidance.selectors.article_form import Named
from fordel.guidance.selectors.articles import form_of_norwegian
from fordel.shared.rich_text import safe_html


@dataclass(frozen=True)
class ArticleText:
    """The article in the reader's form of Norwegian. `language` is the form it is written in, for a reader of another
    language, else ''."""

    article: Article
    schemes: list[str]

    @property
    def form(self) -> str:
        return form_of_norwegian()

    @property
    def language(self) -> str:
        return "" if (get_language() or "nb")[:2] == self.form else self.form

    @property
    def title(self) -> str:
        return str(getattr(self.article, f"title_{self.form}"))

    @property
    def summary(self) -> str:
        return str(getattr(self.article, f"summary_{self.form}"))

    @cached_property
    def body(self) -> SafeString:
        return safe_html(getattr(self.article, f"body_{self.form}"))

    @property
    def kind(self) -> str:
        return str(ArticleKind(self.article.kind).label)

    @property
    def day(self) -> date | None:
        return self.article.published_at.date() if self.article.published_at else None

    @property
    def url(self) -> str:
        where = {"office": self.article.office.slug, "article_id": self.article.pk}
        return reverse("guidance:article", kwargs=where)


def article_text(article: Article, names: list[Named]) -> ArticleText:
    """`names` are those of the schemes (`selectors.article_form.scheme_names`)."""
    known, language = {code: dict(texts) for code, texts in names}, get_language() or "nb"
    return ArticleText(article, [text_in(known[code], language) for code in article.schemes if code in known])
