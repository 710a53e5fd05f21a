"""Articles, how useful they were, and questions to the office."""

from __future__ import annotations

from fordel.guidance.models.articles import Article, ArticleKind, ArticleState, Audience

__all__ = ["Article", "ArticleKind", "ArticleState", "Audience"]
