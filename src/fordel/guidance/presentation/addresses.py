"""Addresses of articles that several pages write."""

from __future__ import annotations

from functools import partial

from django.urls import reverse

from fordel.guidance.models import Article
from fordel.writing.presentation.document_view import Addresses


def article_address(article: Article, name: str, **more: object) -> str:
    """The page of that name of the article."""
    return reverse(f"guidance:{name}", kwargs={"office": article.office.slug, "article_id": article.pk, **more})


def _part(article: Article, part: str) -> str:
    return article_address(article, "draft-part", part=part)


def writing_addresses(article: Article) -> Addresses:
    """Where it is written."""
    return Addresses(
        read=article_address(article, "draft"),
        part=partial(_part, article),
        save=article_address(article, "draft-save"),
        here=article_address(article, "draft-here"),
    )
