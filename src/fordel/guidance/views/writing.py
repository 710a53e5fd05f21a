"""Where the office writes an article, part by part, and publishes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.guidance.forms import PublishForm
from fordel.guidance.models import Article
from fordel.guidance.permissions import reads_every_article, writes_articles
from fordel.guidance.presentation.addresses import article_address
from fordel.guidance.presentation.article_view import article_view, draft_context
from fordel.guidance.selectors.article_form import article_form
from fordel.guidance.selectors.articles import article_from_url, feedback_on, live_article_from_url
from fordel.guidance.selectors.personal import WORDS as TRACE_WORDS
from fordel.guidance.selectors.personal import traces_of
from fordel.guidance.services.article_document import ARTICLE_DOCUMENT
from fordel.guidance.services.articles import begin_article, publish_article
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show
from fordel.writing.documents.differences import Names, form_changes
from fordel.writing.models import Submission
from fordel.writing.presentation.history import history_of
from fordel.writing.selectors.submissions import submissions_of
from fordel.writing.services.send import IncompleteError
from fordel.writing.views import live
from fordel.writing.views.part import SavedPart, next_address, note_reader, save_part, stays_on_part


@require_POST
@access(writes_articles, target=office_from_url)
def new(request: PageRequest[Office], office: str) -> HttpResponse:
    article = begin_article(request.target, request.actor.person_or_refuse)
    return HttpResponseRedirect(article_address(article, "draft-part", part=article_form().parts[0].code))


@access(reads_every_article, target=article_from_url)
def draft(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    """All that is written, where it is, and what can be done."""
    article = request.target
    view = article_view(article, request.actor.person_or_refuse)
    context = draft_context(article, view)
    writes = writes_articles(request.actor, article).allowed
    parts = [step.part.code for step in context["steps"]] if writes else []
    context |= {"read_out": view.read_out(parts), "writes": writes, "feedback": feedback_on(article)}
    return render(request, "guidance/article/draft.html", context)


@access(writes_articles, target=article_from_url)
def draft_part(request: PageRequest[Article], office: str, article_id: int, part: str) -> HttpResponse:
    """One part to fill in; what was typed is never thrown away."""
    article, person = request.target, request.actor.person_or_refuse
    view = article_view(article, person)
    chosen = view.part(part)
    if chosen is None:
        raise Http404
    saved = SavedPart()
    if request.method == "POST":
        saved = save_part(request, ARTICLE_DOCUMENT, article_id, view, chosen)
        article.refresh_from_db(fields=["title"])
        before, view = view, article_view(article, person)
        if not stays_on_part(saved, view, part):
            check = article_address(article, "check")
            return HttpResponseRedirect(next_address(request.POST, before, view, part, check))
    note_reader(saved, article_id, person.pk, part)
    checked = "kontroll" in request.GET or request.method == "POST"
    context = draft_context(article, view, part, checked=checked) | {"error": saved.error}
    context["is_refused"] = bool(saved.error or context["errors"])
    return render(request, "guidance/article/draft_part.html", context, status=409 if saved.error else 200)


@require_POST
@access(writes_articles, target=live_article_from_url)
def draft_save(request: PageRequest[Article], office: str, article_id: int) -> JsonResponse:
    return live.save(request, ARTICLE_DOCUMENT, article_id)


@require_POST
@access(writes_articles, target=live_article_from_url)
def draft_here(request: PageRequest[Article], office: str, article_id: int) -> JsonResponse:
    return live.here(request, article_id)


@access(writes_articles, target=article_from_url)
def check(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    """What is missing or wrong, or the whole article to read before it is published."""
    return _check_page(request, request.target)


def _check_page(request: PageRequest[Article], article: Article, form: PublishForm | None = None) -> HttpResponse:
    """`form` is one that was refused."""
    view = article_view(article, request.actor.person_or_refuse)
    context = draft_context(article, view)
    traces = traces_of(article, view.facts)
    context |= {
        "read_out": view.read_out([step.part.code for step in context["steps"]]),
        "traces": [(TRACE_WORDS[trace.kind], trace.words) for trace in traces],
        "form": form or PublishForm(None, has_traces=bool(traces)),
    }
    if form is not None:
        return render_or_error(request, "guidance/article/check.html", context, form)
    return render(request, "guidance/article/check.html", context | {"is_refused": bool(context["errors"])})


@require_POST
@access(writes_articles, target=article_from_url)
def publish(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    """What stops it is listed on the page that checks it."""
    article, person = request.target, request.actor.person_or_refuse
    form = PublishForm(request.POST, has_traces=True)

    def save() -> HttpResponse:
        try:
            seen = form.cleaned_data["seen"]
            submission = publish_article(article_id, person, request.received_at, has_read_traces=seen)
        except IncompleteError:
            return HttpResponseRedirect(article_address(article, "check"))
        messages.success(request, _("Version %(number)s is published.") % {"number": submission.sequence})
        return HttpResponseRedirect(article_address(article, "draft"))

    return save_or_show(request, form, save, lambda: _check_page(request, article, form))


@access(reads_every_article, target=article_from_url)
def history(request: PageRequest[Article], office: str, article_id: int) -> HttpResponse:
    """Every version that was published, what differs between them, and each field as it was changed."""
    article = request.target
    key = request.GET.get("felt", "")[:80]
    sent = list(submissions_of(article_id).select_related("sent_by"))

    def address(sequence: int) -> str:
        return article_address(article, "version", sequence=sequence)

    found = history_of(article_id, Names(article_form()), sent, address, form_changes, key, request.GET.get("side"))
    query = f"{urlencode({'felt': key})}&" if key else ""
    context = {"article": article, "office": article.office, "history": found, "page": found.page, "page_query": query}
    return render(request, "guidance/article/history.html", context)


@access(reads_every_article, target=article_from_url)
def version(request: PageRequest[Article], office: str, article_id: int, sequence: int) -> HttpResponse:
    """One version as it was published."""
    rows = Submission.objects.select_related("sent_by", *ARTICLE_DOCUMENT.sent_with)
    submission = get_object_or_404(rows, document=article_id, sequence=sequence)
    context = {
        "article": request.target,
        "office": request.target.office,
        "submission": submission,
        "receipt": ARTICLE_DOCUMENT.receipt(submission),
    }
    return render(request, "guidance/article/version.html", context)
