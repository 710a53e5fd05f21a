"""What was typed in a search box, as PostgreSQL looks for it."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Model, QuerySet, Value

Row = TypeVar("Row", bound=Model)


def search_query(text: str) -> SearchQuery | None:
    """What was typed as a search: every word, in any Norwegian inflection, the last one as the beginning of a word.

    None where there is no word. A short number is looked for as it is, so that 4 does not find 41.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))[:8]
    if not words:
        return None
    last = words[-1] if words[-1].isdigit() and len(words[-1]) < 5 else f"{words[-1]}:*"
    raw = " & ".join([*words[:-1], last])
    stemmed: SearchQuery = SearchQuery(raw, config="norwegian", search_type="raw")
    return stemmed | SearchQuery(raw, config="simple", search_type="raw")


def vector_of(title: str, text: str) -> SearchVector:
    """What a row is found by, to be stored in its vector: each word is there twice, stemmed as Norwegian and as it is,
    so that names and beginnings of words are found too. The title weighs most."""
    first, *rest = (
        SearchVector(Value(words), config=config, weight=weight)
        for words, weight in ((title, "A"), (text, "D"))
        for config in ("norwegian", "simple")
    )
    return sum(rest, start=first)


def rows_with_words(rows: QuerySet[Row], text: str, *fields: str) -> QuerySet[Row]:
    """The rows that have what was typed in one of the fields, for tables that are small and keep no vector; none
    without a word."""
    query = search_query(text)
    if query is None:
        return rows.none()
    vector = SearchVector(*fields, config="norwegian") + SearchVector(*fields, config="simple")
    found: QuerySet[Row] = rows.annotate(words_of_row=vector).filter(words_of_row=query)  # type: ignore[assignment]  # annotated
    return found
