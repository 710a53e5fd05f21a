"""Keeps what the lists of articles search in.

Each word is kept twice, stemmed as Norwegian and as it is, so that names and beginnings of words are found too. The
title weighs most.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from fordel.core.form.rich_text import plain_text
from fordel.writing.selectors.fields import values_of

_LANGUAGES: Final = ("nb", "nn")
_VECTOR: Final = (
    "setweight(to_tsvector('norwegian', %s) || to_tsvector('simple', %s), 'A')"
    " || to_tsvector('norwegian', %s) || to_tsvector('simple', %s)"
)


def index_written(article_id: int) -> str:
    """Index all that is written of the article now, for the office. Returns its title. Two queries."""
    values = values_of(article_id)
    titles = [_text(values, f"title_{language}") for language in _LANGUAGES]
    texts = [_body(values, language) for language in _LANGUAGES]
    title = next(filter(None, titles), "")[:200]
    _write(f"title = %s, search = {_VECTOR}", [title, *_twice(" ".join(titles)), *_twice(" ".join(texts))], article_id)
    return title


def index_published(article_id: int, answers: dict[str, Any]) -> None:
    """Index what was published, for readers of each form of Norwegian. One query."""
    parameters: list[str] = []
    for language in _LANGUAGES:
        parameters += _twice(_text(answers, f"title_{language}")) + _twice(_body(answers, language))
    _write(f"search_nb = {_VECTOR}, search_nn = {_VECTOR}", parameters, article_id)


def _text(values: dict[str, Any], key: str) -> str:
    found = values.get(key)
    return found.strip() if isinstance(found, str) else ""


def _body(values: dict[str, Any], language: str) -> str:
    return f"{_text(values, f'summary_{language}')} {plain_text(_text(values, f'body_{language}'))}"


def _twice(text: str) -> list[str]:
    return [text, text]


def _write(columns: str, parameters: list[str], article_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE guidance_article SET {columns} WHERE id = %s", [*parameters, article_id])  # noqa: S608 -- ours
