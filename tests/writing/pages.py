"""The pages of the toy document: what a second kind of document needs beside its definition."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from fordel.core.form.definition import Kind
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, Rule, Verdict, access
from fordel.web.root_urls import urlpatterns as house
from fordel.writing.documents.differences import Names, form_changes
from fordel.writing.models import Document, Submission
from fordel.writing.presentation.document_page import page_context
from fordel.writing.presentation.document_view import Addresses, DocumentView
from fordel.writing.presentation.files import FileAddresses, files_view
from fordel.writing.presentation.history import history_of
from fordel.writing.selectors.attachments import attachment_lines, attachments_of
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.fields import fields_of
from fordel.writing.selectors.presence import others_in
from fordel.writing.selectors.submissions import submissions_of
from fordel.writing.services.send import IncompleteError, send_document
from fordel.writing.views import files, live
from fordel.writing.views.flash import take_error
from fordel.writing.views.part import SavedPart, next_address, save_part, stays_on_part
from tests.writing.toy import WISHES, Wishes

KIND = Wishes()
SIGNED_IN = Rule("signed in", lambda actor, _target: Verdict(actor.is_authenticated))
_PAGE = (
    "{% extends 'web/base.html' %}{% block title %}Ønsker{% endblock %}"
    "{% block scripts %}{% include 'writing/_scripts.html' %}{% endblock %}"
    "{% block heading %}Ønsker{% endblock %}{% block content %}BODY{% endblock %}"
)
PART = _PAGE.replace("BODY", '{% include "writing/_part.html" %}')
WHOLE = _PAGE.replace(
    "BODY",
    '{% if errors %}{% include "writing/_errors.html" %}{% endif %}{% include "writing/_read_out.html" %}'
    '<form method="post" action="{{ send }}">{% csrf_token %}<button class="ds-button">Send</button></form>',
)
RECEIPT = _PAGE.replace("BODY", '{% include "writing/_receipt.html" %}')


HISTORY = _PAGE.replace("BODY", '{% include "writing/_history.html" %}')


def letter_from_url(letter: int, **_rest: object) -> Document:
    found = Document.objects.filter(pk=letter, kind=KIND.code).first()
    if found is None:
        raise Http404
    return found


def _address(name: str, letter: int, **more: Any) -> str:
    return reverse(f"toy:{name}", kwargs={"letter": letter, **more})


def _view(letter: Document, person: Person) -> DocumentView[Any]:
    facts = KIND.facts(letter)
    addresses = Addresses(
        read=_address("read", letter.pk),
        part=lambda code: _address("part", letter.pk, part=code),
        save=_address("save", letter.pk),
        here=_address("here", letter.pk),
    )
    versions = {key: version for key, _value, version in fields_of(letter.pk)}
    conflicts, others = conflicts_of(letter.pk, person.pk), others_in(letter.pk, person.pk)
    return DocumentView(letter, addresses, facts, KIND.findings(facts), versions, conflicts, others)


def _show(request: PageRequest[Any], template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(template).render(context, request), status=status)


@access(SIGNED_IN, target=letter_from_url)
def part(request: PageRequest[Document], letter: int, part: str) -> HttpResponse:
    view = _view(request.target, request.actor.person_or_refuse)
    chosen = view.part(part)
    if chosen is None:
        raise Http404
    saved = SavedPart()
    if request.method == "POST":
        saved = save_part(request, KIND, letter, view, chosen)
        before, view = view, _view(letter_from_url(letter), request.actor.person_or_refuse)
        if not stays_on_part(saved, view, part):
            return redirect(next_address(request.POST, before, view, part, _address("read", letter)))
    context = page_context(view, part, checked=request.method == "POST") | {"error": saved.error, "may_write": True}
    if any(question.kind == Kind.ATTACHMENTS for question in chosen.questions):
        addresses = FileAddresses(
            _address("attach", letter), partial(_file, "attachment", letter), partial(_file, "detach", letter)
        )
        context["files"] = files_view(WISHES, attachment_lines(letter), addresses)
        context["file_error"] = take_error(request, letter, "file")
    return _show(request, PART, context, 409 if saved.error else 200)


def _file(name: str, letter: int, attachment: int) -> str:
    return _address(name, letter, attachment=attachment)


@access(SIGNED_IN, target=letter_from_url)
def read(request: PageRequest[Document], letter: int) -> HttpResponse:
    view = _view(request.target, request.actor.person_or_refuse)
    whole = {"read_out": view.read_out([part.code for part in WISHES.parts]), "files": attachments_of(letter)}
    return _show(request, WHOLE, page_context(view) | whole | {"send": _address("send", letter)})


@require_POST
@access(SIGNED_IN, target=letter_from_url)
def save(request: PageRequest[Document], letter: int) -> JsonResponse:
    return live.save(request, KIND, letter)


@require_POST
@access(SIGNED_IN, target=letter_from_url)
def here(request: PageRequest[Document], letter: int) -> JsonResponse:
    return live.here(request, letter)


@require_POST
@access(SIGNED_IN, target=letter_from_url)
def send(request: PageRequest[Document], letter: int) -> HttpResponse:
    try:
        send_document(KIND, letter, request.actor.person_or_refuse, request.received_at)
    except IncompleteError:
        return redirect(_address("read", letter))
    return redirect(_address("receipt", letter))


@access(SIGNED_IN, target=letter_from_url)
def receipt(request: PageRequest[Document], letter: int) -> HttpResponse:
    submission = Submission.objects.select_related("sent_by").filter(document=letter).latest("sequence")
    return _show(request, RECEIPT, {"receipt": KIND.receipt(submission), "submission": submission, "sequences": []})


@access(SIGNED_IN, target=letter_from_url)
def history(request: PageRequest[Document], letter: int) -> HttpResponse:
    def address(_sequence: int) -> str:
        return _address("receipt", letter)

    sent = list(submissions_of(letter).select_related("sent_by"))
    key = request.GET.get("felt", "")
    found = history_of(letter, Names(WISHES), sent, address, form_changes, key, request.GET.get("side"))
    return _show(request, HISTORY, {"history": found, "page": found.page})


@require_POST
@access(SIGNED_IN, target=letter_from_url)
def attach(request: PageRequest[Document], letter: int) -> HttpResponse:
    files.add(request, KIND, request.target)
    return redirect(_address("part", letter, part="thanks"))


@require_POST
@access(SIGNED_IN, target=letter_from_url)
def detach(request: PageRequest[Document], letter: int, attachment: int) -> HttpResponse:
    files.remove(request, KIND, letter, attachment)
    return redirect(_address("part", letter, part="thanks"))


@access(SIGNED_IN, target=letter_from_url)
def attachment(request: PageRequest[Document], letter: int, attachment: int) -> HttpResponseBase:
    return files.read(letter, attachment)


_toy = [
    path("<int:letter>/", read, name="read"),
    path("<int:letter>/del/<slug:part>/", part, name="part"),
    path("<int:letter>/lagre/", save, name="save"),
    path("<int:letter>/her/", here, name="here"),
    path("<int:letter>/send/", send, name="send"),
    path("<int:letter>/kvittering/", receipt, name="receipt"),
    path("<int:letter>/historikk/", history, name="history"),
    path("<int:letter>/fil/", attach, name="attach"),
    path("<int:letter>/fil/<int:attachment>/ut/", detach, name="detach"),
    path("<int:letter>/fil/<int:attachment>/", attachment, name="attachment"),
]
urlpatterns = [path("onsker/", (_toy, "toy", "toy")), *house]  # type: ignore[arg-type]
