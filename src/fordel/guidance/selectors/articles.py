"""Finds articles: one for a page, those that a reader gets, and those of the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib.postgres.search import SearchRank
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils.translation import get_language

from fordel.guidance.models import Article, ArticleKind, ArticleState, Feedback
from fordel.guidance.permissions import current, may_see
from fordel.guidance.selectors.settings import settings_of
from fordel.parties.actors import Actor
from fordel.parties.models import Office
from fordel.shared.clock import today
from fordel.shared.norwegian_order import norwegian_order
from fordel.shared.search import search_query

_LONG: Final = ("search", "search_nb", "search_nn")
MOST_COMMENTS: Final = 50
_BODIES: Final = (*_LONG, "body_nb", "body_nn")


def form_of_norwegian() -> str:
    """`nb` or `nn`: the form in which the reader gets articles; bokmål for a reader of English."""
    return "nn" if (get_language() or "nb").startswith("nn") else "nb"


def article_from_url(office: str, article_id: int, **_rest: object) -> Article:
    """The article of an address, with its office and document. Raises Http404. One query."""
    rows = Article.objects.select_related("office", "document", "responsible").defer(*_LONG)
    found = rows.filter(pk=article_id, office__slug=office).exclude(state=ArticleState.DISCARDED).first()
    if found is None:
        raise Http404
    return found


def live_article_from_url(office: str, article_id: int, **_rest: object) -> Article:
    """The same for what a page asks in the background: no more than the rule of access looks at."""
    rows = Article.objects.only("office_id", "state").filter(pk=article_id, office__slug=office)
    found = rows.exclude(state=ArticleState.DISCARDED).first()
    if found is None:
        raise Http404
    return found


def articles_for(actor: Actor, office: Office, asked: Mapping[str, str]) -> QuerySet[Article]:
    """The current articles that the reader may see; `asked` has `q`, `kind` and `scheme`. Without words the newest come
    first, else those where they weigh most."""
    found = Article.objects.filter(current(), may_see(actor, office.pk), office=office).defer(*_BODIES)
    if asked.get("kind") in ArticleKind.values:
        found = found.filter(kind=asked["kind"])
    if asked.get("scheme"):
        found = found.filter(Q(schemes=[]) | Q(schemes__contains=[asked["scheme"]]))
    query = search_query(asked.get("q", ""))
    if query is None:
        return found.order_by("-published_at", "-pk")
    column = f"search_{form_of_norwegian()}"
    return found.filter(**{column: query}).order_by(SearchRank(F(column), query).desc(), "-published_at", "-pk")


def related_to(actor: Actor, article: Article, *, every: bool) -> list[Article]:
    """The articles that go with it and that the reader gets; `every`: the office sees all of them. One query."""
    rows = article.related.exclude(state=ArticleState.DISCARDED).defer(*_BODIES)
    if not every:
        rows = rows.filter(current(), may_see(actor, article.office_id))
    return list(rows.order_by("title"))


@dataclass(frozen=True)
class Asked:
    """What the office's list is narrowed to. `state` is a state, or `expired`, `early` or `due`."""

    q: str = ""
    kind: str = ""
    state: str = ""
    responsible: str = ""
    sort: str = ""


SORTS: Final[Mapping[str, Any]] = {
    "title": norwegian_order("title"),
    "changed": F("document__changed_at"),
    "review": F("review_on"),
    "valid_to": F("valid_to"),
}


def office_articles(office: Office, asked: Asked, person_id: int | None) -> QuerySet[Article]:
    """Every article of the office that is not discarded, the latest changed first."""
    rows = Article.objects.filter(office=office).exclude(state=ArticleState.DISCARDED)
    said = {"yes": Count("feedback", filter=Q(feedback__is_useful=True)), "said": Count("feedback")}
    rows = rows.annotate(**said).select_related("responsible", "document", "office").defer(*_BODIES)
    if asked.kind in ArticleKind.values:
        rows = rows.filter(kind=asked.kind)
    if asked.responsible == "me":
        rows = rows.filter(responsible=person_id or 0)
    rows = _in_state(rows, asked.state, settings_of(office.slug).review_notice_days)
    query = search_query(asked.q)
    if query is not None:
        rows = rows.filter(search=query)
    column = SORTS.get(asked.sort.removeprefix("-"), F("document__changed_at"))
    turned = asked.sort.startswith("-") if asked.sort.removeprefix("-") in SORTS else True
    order = column.desc(nulls_last=True) if turned else column.asc(nulls_last=True)
    return rows.order_by(order, "pk")


def _in_state(rows: QuerySet[Article], state: str, notice_days: int) -> QuerySet[Article]:
    """The rows in the state; those to be read again are the ones that the start page asks for, `notice_days` before."""
    published = rows.filter(state=ArticleState.PUBLISHED)
    if state == "expired":
        return published.filter(valid_to__lt=today())
    if state == "early":
        return published.filter(valid_from__gt=today())
    if state == "due":
        return published.filter(review_on__lte=today() + timedelta(days=notice_days))
    if state == ArticleState.PUBLISHED:
        return rows.filter(current())
    return rows.filter(state=state) if state in ArticleState.values else rows


def feedback_on(article: Article) -> tuple[int, int, list[Feedback]]:
    """(how many found it useful, how many did not, the newest comments). Two queries."""
    counted = article.feedback.aggregate(
        yes=Count("pk", filter=Q(is_useful=True)), no=Count("pk", filter=Q(is_useful=False))
    )
    comments = list(article.feedback.exclude(comment="").order_by("-given_at", "-pk")[:MOST_COMMENTS])
    return counted["yes"], counted["no"], comments


def choices_to_relate(article: Article) -> list[tuple[str, str]]:
    """(key, title) of the office's other articles, in Norwegian order. One query."""
    rows = Article.objects.filter(office=article.office_id).exclude(pk=article.pk)
    rows = rows.exclude(state=ArticleState.DISCARDED).exclude(title="").order_by(norwegian_order("title"), "pk")
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]


def help_articles(actor: Actor, office: Office, page: str, *, with_fields: bool) -> list[Article]:
    """The office's current articles that are help of the page; `with_fields`: also those of single questions. One
    query, and those that say who the reader is."""
    tied = Q(pages__contains=[page])
    if with_fields:
        tied |= Q(fields__len__gt=0)
    rows = Article.objects.filter(current(), may_see(actor, office.pk), tied, office=office).defer(*_LONG)
    return list(rows.select_related("office").order_by("published_at", "pk"))
