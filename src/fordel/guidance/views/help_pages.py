"""Help beside the work: a page that every page leads to, and that a script shows in a panel."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from fordel.guidance.models import Article
from fordel.guidance.permissions import asks_questions
from fordel.guidance.presentation.help_page import FIELD_PAGES, help_links, help_page
from fordel.guidance.selectors.article_form import question_names
from fordel.guidance.selectors.articles import help_articles
from fordel.guidance.selectors.help_texts import help_for, help_of_role
from fordel.guidance.selectors.offices import office_of_help
from fordel.shared.access import PageRequest, access, anyone


@access(anyone)
def help_beside(request: PageRequest[None]) -> HttpResponse:
    """The help of the page that `side` names, for the reader's role; `kontor` is the office that the page is of. Any
    other page: everything there is help for."""
    page, role = request.GET.get("side", "")[:80], request.actor.role
    office = office_of_help(request.actor, request.GET.get("kontor", "")[:60])
    of_questions = page in FIELD_PAGES
    articles: list[Article] = []
    if office is not None and page:
        articles = help_articles(request.actor, office, page, with_fields=of_questions)
    names = question_names() if of_questions and articles else {}
    found = help_page(page, articles, help_for(page, role), names)
    others = help_links([text for text in help_of_role(role) if text.page != page])
    from_here = {"side": page, "kontor": office.slug if office else ""}
    context = {
        "ask_address": f"{reverse('guidance:ask')}?{urlencode(from_here)}",
        "help": found,
        "office": office,
        "page": page,
        "others": others,
        "asks": asks_questions(request.actor).allowed,
    }
    return render(request, "guidance/help.html", context)
