"""Keeps what the lists of articles search in."""

from __future__ import annotations

from typing import Any, Final

from fordel.core.form.rich_text import plain_text
from fordel.guidance.models import Article
from fordel.shared.search import vector_of
from fordel.writing.selectors.fields import values_of

_LANGUAGES: Final = ("nb", "nn")


def index_written(article_id: int) -> str:
    """Index all that is written of the article now, for the office. Returns its title. Two queries."""
    values = values_of(article_id)
    titles = [_text(values, f"title_{language}") for language in _LANGUAGES]
    texts = [_body(values, language) for language in _LANGUAGES]
    title = next(filter(None, titles), "")[:200]
    vector = vector_of(" ".join(titles), " ".join(texts))
    Article.objects.filter(pk=article_id).update(title=title, search=vector)
    return title


def index_published(article_id: int, answers: dict[str, Any]) -> None:
    """Index what was published, for readers of each form of Norwegian. One query."""
    vectors = {
        f"search_{language}": vector_of(_text(answers, f"title_{language}"), _body(answers, language))
        for language in _LANGUAGES
    }
    Article.objects.filter(pk=article_id).update(**vectors)


def _text(values: dict[str, Any], key: str) -> str:
    found = values.get(key)
    return found.strip() if isinstance(found, str) else ""


def _body(values: dict[str, Any], language: str) -> str:
    return f"{_text(values, f'summary_{language}')} {plain_text(_text(values, f'body_{language}'))}"
