"""An article that can be published, and the services that bring it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fordel.guidance.models import Article
from fordel.guidance.services.article_document import ARTICLE_DOCUMENT
from fordel.guidance.services.articles import begin_article, publish_article
from fordel.parties.models import Office, Person
from fordel.shared.clock import now
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields

WHOLE: Final[Mapping[str, Any]] = {
    "kind": "clarification",
    "audience": ["public"],
    "valid_from": "2026-01-01",
    "title_nb": "Hvem kan være partner?",
    "summary_nb": "Universiteter, høyskoler og fagskoler.",
    "body_nb": "<p>Barnehagene velger selv.</p>",
    "title_nn": "Kven kan vere partnar?",
    "summary_nn": "Universitet, høgskular og fagskular.",
    "body_nn": "<p>Barnehagane vel sjølve.</p>",
    "source": "Utdanningsdirektoratet",
    "source_date": "2026-01-15",
}


def write(article: Article, person: Person, **values: Any) -> None:
    """Put the values into fields, over what is there."""
    versions = {key: version for key, _value, version in fields_of(article.pk)}
    edits = [Edit(key, value, versions.get(key, 0), is_html=True) for key, value in values.items()]
    save_fields(ARTICLE_DOCUMENT, article.pk, person, edits, now())


def published(person: Person, office: str = "nordland", **values: Any) -> Article:
    """An article of the office, published by the person; `values` are other answers than those of `WHOLE`."""
    article = begin_article(Office.objects.get(slug=office), person, {**WHOLE, **values})
    publish_article(article.pk, person, now())
    return Article.objects.select_related("office").get(pk=article.pk)
