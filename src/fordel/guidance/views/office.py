"""The office's list of its articles, and what it does with each besides writing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fordel.guidance.forms import FollowUpForm, WithdrawForm
from fordel.guidance.models import Article, ArticleKind
from fordel.guidance.permissions import reads_every_article, writes_articles
from fordel.guidance.presentation.addresses import article_address
from fordel.guidance.presentation.article_list import ARTICLES
from fordel.guidance.presentation.article_view import STATES
from fordel.guidance.presentation.steps import discard_step, withdraw_step
from fordel.guidance.selectors.articles import Asked, article_from_url, choices_to_relate, office_articles
from fordel.guidance.services.articles import discard_article, follow_up, withdraw_article
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.parties.selectors.people import people_of_office
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first, carrying_out
from fordel.shared.paging import paged_query


@access(reads_every_article, target=office_from_url)
def manage(request: PageRequest[Office], office: str) -> HttpResponse:
    """Every article of the office with its state, who answers for it and when it is read again."""
    here = request.target
    typed = {name: request.GET.get(name, "")[:80] for name in Asked.__dataclass_fields__}
    asked = Asked(**typed)
    page = paged_query(office_articles(here, asked, request.actor.person_id), request.GET.get("side"))
    query = {name: value for name, value in typed.items() if value}
    narrowed = {name: value for name, value in query.items() if name != "sort"}
    context = {
        "office": here,
        "asked": asked,
        "is_narrowed": bool(narrowed),
        "kinds": ArticleKind.choices,
        "states": STATES,
        "page": page,
        "page_query": f"{urlencode(query)}&" if query else "",
        "table": ARTICLES.table(page.object_list, _("The office's articles"), query),
        "writes": writes_articles(request.actor, here).allowed,
    }
    return render(request, "guidance/manage.html", context)


@access(writes_articles, target=article_from_url)
def follow(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    """Who answers for it, when it is read again, and what goes with it."""
    article = request.target
    people = [(str(row.id), row.name) for row in people_of_office(article.office_id)]
    related = [str(pk) for pk in article.related.values_list("pk", flat=True)]
    initial = {"responsible": article.responsible_id, "review_on": article.review_on, "related": related}
    form = FollowUpForm(sent(request), people, choices_to_relate(article), initial=initial)

    def save() -> HttpResponse:
        follow_up(article_id, form.plan(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(article_address(article, "draft"))

    context = {"article": article, "office": article.office, "form": form}
    template = "guidance/article/follow_up.html"
    return save_or_show(request, form, save, lambda: render_or_error(request, template, context, form))


@access(writes_articles, target=article_from_url)
def withdraw(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    article, person = request.target, request.actor.person_or_refuse
    form = WithdrawForm(sent(request))
    carry_out = carrying_out(
        request,
        lambda: withdraw_article(article_id, form.cleaned_data["reason"], person),
        _("The article is withdrawn."),
        article_address(article, "draft"),
    )
    return ask_first(request, withdraw_step(article, person), carry_out, form)


@access(writes_articles, target=article_from_url)
def discard(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    article, person = request.target, request.actor.person_or_refuse
    carry_out = carrying_out(
        request,
        lambda: discard_article(article_id, person),
        _("The draft is discarded."),
        reverse("guidance:manage", kwargs={"office": office}),
    )
    return ask_first(request, discard_step(article, person), carry_out)
