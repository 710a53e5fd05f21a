"""Articles in the search box."""

from __future__ import annotations

from django.contrib.postgres.search import SearchRank
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from fordel.guidance.models import Article
from fordel.guidance.permissions import current, may_see, reader_of
from fordel.guidance.presentation.article_page import ArticleText
from fordel.guidance.selectors.articles import form_of_norwegian
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.shared.search import search_query

_EVERY = 0


def article_hits(actor: Actor, words: str) -> Found | None:
    """The current ones that the reader may see, of their own office; of every one for those who have none. One query,
    and those that say who the reader is."""
    query = search_query(words)
    if query is None:
        return None
    column = f"search_{form_of_norwegian()}"
    rows = Article.objects.filter(current(), **{column: query}).select_related("office")
    own = actor.office_id if actor.office_id is not None else _office_of_owner(actor)
    if own is not None:
        rows = rows.filter(office=own)
    if not actor.is_in(Role.CASE_OFFICER, Role.APPROVER, Role.AUDITOR):  # those read every one
        rows = rows.filter(may_see(actor, own or _EVERY))
    best = rows.order_by(SearchRank(F(column), query).desc(), "-published_at", "-pk")[:MOST_HITS]
    return Found(_("Guidance"), [_hit(each) for each in best])


def _office_of_owner(actor: Actor) -> int | None:
    return reader_of(actor).office_id if actor.is_in(Role.OWNER) else None


def _hit(article: Article) -> Hit:
    text = ArticleText(article, [])
    return Hit(text.title, text.url, f"{text.kind} · {article.office.name}", text.language)
