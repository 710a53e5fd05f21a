"""The help of a page: the office's own articles first, then what Fordel has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from fordel.core.form.definition import text_in
from fordel.guidance.models import Article
from fordel.guidance.presentation.article_page import ArticleText
from fordel.guidance.selectors.articles import form_of_norwegian
from fordel.guidance.selectors.help_texts import HelpText
from fordel.shared.rich_text import safe_html

FIELD_PAGES: Final = ("own_needs:draft-part", "own_needs:draft-check")
"""The pages where single questions have help."""


@dataclass(frozen=True)
class ShownHelp:
    """What Fordel says of the page, in the reader's form of Norwegian. `language` is that form for a reader of another
    language, else ''."""

    title: str
    body: SafeString
    language: str


@dataclass(frozen=True)
class HelpPage:
    """`own` are the office's articles of the page, `questions` those of single questions with the question's name."""

    own: list[ArticleText] = field(default_factory=list)
    questions: list[tuple[str, ArticleText]] = field(default_factory=list)
    text: ShownHelp | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.questions or self.text)


def help_page(
    page: str, articles: list[Article], text: HelpText | None, names: Mapping[str, Mapping[str, str]]
) -> HelpPage:
    """`names` are those of the questions, by code and language."""
    own = [ArticleText(each, []) for each in articles if page in each.pages]
    language = get_language() or "nb"
    questions = [
        (text_in(names[code], language), ArticleText(each, []))
        for each in articles
        if page in FIELD_PAGES
        for code in each.fields
        if code in names
    ]
    return HelpPage(own, questions, _shown(text) if text else None)


def _shown(text: HelpText) -> ShownHelp:
    form = form_of_norwegian()
    other = "" if (get_language() or "nb")[:2] == form else form
    return ShownHelp(text_in(text.titles, form), safe_html(text_in(text.bodies, form)), other)


def help_links(texts: list[HelpText]) -> list[tuple[str, str]]:
    """(page, title) of each, in the reader's form of Norwegian."""
    return [(text.page, text_in(text.titles, form_of_norwegian())) for text in texts]
