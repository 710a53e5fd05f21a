"""What readers get: the list of an office's articles, and each of them."""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.form.definition import text_in
from fordel.guidance.forms import FeedbackForm
from fordel.guidance.models import Article, ArticleKind
from fordel.guidance.permissions import (
    asks_questions,
    rates_article,
    reads_article,
    reads_every_article,
    writes_articles,
)
from fordel.guidance.presentation.addresses import article_address
from fordel.guidance.presentation.article_page import article_text
from fordel.guidance.selectors.article_form import scheme_names
from fordel.guidance.selectors.articles import article_from_url, articles_for, related_to
from fordel.guidance.selectors.offices import office_of_actor, offices_with_articles
from fordel.guidance.services.feedback import give_feedback, visitor_mark
from fordel.parties.actors import actor_in
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.pages.answers import render_or_error, save_or_show
from fordel.shared.paging import paged_query

_VISITOR: Final = "guidance_visitor"


@access(anyone)
def home(request: PageRequest[None]) -> HttpResponse:
    """The articles of the reader's own office; a reader who has none chooses among those that have articles."""
    office = office_of_actor(request.actor)
    if office is not None:
        return _list(request, office)
    return render(request, "guidance/offices.html", {"offices": offices_with_articles()})


@access(anyone, target=office_from_url)
def articles(request: PageRequest[Office], office: str) -> HttpResponse:
    return _list(request, request.target)


def _list(request: HttpRequest, office: Office) -> HttpResponse:
    actor = actor_in(request)
    asked = {key: request.GET.get(key, "")[:80] for key in ("q", "kind", "scheme")}
    names = scheme_names()
    page = paged_query(articles_for(actor, office, asked), request.GET.get("side"))
    narrowed = {key: value for key, value in asked.items() if value}
    for each in page.object_list:
        each.office = office
    context: dict[str, Any] = {
        "office": office,
        "asked": asked,
        "is_narrowed": bool(narrowed),
        "kinds": ArticleKind.choices,
        "schemes": [(code, text_in(dict(texts), get_language() or "nb")) for code, texts in names],
        "articles": [article_text(each, names) for each in page.object_list],
        "page": page,
        "page_query": f"{urlencode(narrowed)}&" if narrowed else "",
        "manages": reads_every_article(actor, office).allowed,
        "asks": asks_questions(actor).allowed,
    }
    return render(request, "guidance/articles.html", context)


@access(reads_article, target=article_from_url)
def article(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    return _article_page(request)


@require_POST
@access(rates_article, target=article_from_url)
def feedback(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    """Whether the article was useful. A visitor is known by their session alone."""
    form = FeedbackForm(request.POST)

    def save() -> HttpResponse:
        said = form.cleaned_data
        visitor = visitor_mark(request.session.setdefault(_VISITOR, secrets.token_hex(16)))
        give_feedback(request.target, said["useful"], said["comment"], request.actor.person, visitor)
        messages.success(request, _("Thank you. The office sees your answer, and not your name."))
        return HttpResponseRedirect(article_address(request.target, "article"))

    return save_or_show(request, form, save, lambda: _article_page(request, form))


def _article_page(request: PageRequest[Article], form: FeedbackForm | None = None) -> HttpResponse:
    """The article; whoever has the link of one that is withdrawn, expired or for later learns so instead. `form` is one
    that was refused."""
    found, names = request.target, scheme_names()
    every = reads_every_article(request.actor, found).allowed
    related = related_to(request.actor, found, every=every)
    for each in related:
        each.office = found.office
    context = {
        "article": found,
        "text": article_text(found, names) if found.version else None,
        "shows_text": bool(found.version) and (found.is_current or every),
        "related": [article_text(each, names) for each in related if each.version],
        "office": found.office,
        "every": every,
        "rates": rates_article(request.actor, found).allowed,
        "writes": writes_articles(request.actor, found).allowed,
        "form": form or FeedbackForm(),
    }
    return render_or_error(request, "guidance/article.html", context, form)
