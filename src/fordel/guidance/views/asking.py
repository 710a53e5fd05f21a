"""Where owners, partners and members ask an office, and follow what they have asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.guidance.forms import AskForm, MessageForm
from fordel.guidance.models import Question
from fordel.guidance.permissions import asks_questions, reads_own_question
from fordel.guidance.presentation.question_list import OWN_QUESTIONS
from fordel.guidance.selectors.article_form import scheme_names
from fordel.guidance.selectors.offices import offices_to_ask
from fordel.guidance.selectors.questions import messages_of, own_questions, question_from_url
from fordel.guidance.services.questions import ask_more, ask_question
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.paging import paged_query


@access(asks_questions)
def own(request: PageRequest[None]) -> HttpResponse:
    """What the reader and others for the same organisation have asked."""
    page = paged_query(own_questions(request.actor), request.GET.get("side"))
    table = OWN_QUESTIONS.table(page.object_list, _("What you have asked"))
    return render(request, "guidance/question/own.html", {"page": page, "table": table})


@access(asks_questions)
def ask(request: PageRequest[None]) -> HttpResponse:
    """`side` and `kontor` say which page, of which office, the question is asked from."""
    offices = offices_to_ask(request.actor)
    schemes = [(code, text_in(dict(texts), get_language() or "nb")) for code, texts in scheme_names()]
    named = next((each for each in offices if each.slug == request.GET.get("kontor")), None)
    initial = {"page": request.GET.get("side", "")[:80], "office": str(named.pk) if named else ""}
    form = AskForm(sent(request), [(str(each.pk), each.name) for each in offices], schemes, initial=initial)

    def save() -> HttpResponse:
        chosen = form.cleaned_data["office"] if "office" in form.fields else offices[0].pk if offices else 0
        office = next((each for each in offices if each.pk == chosen), None)
        if office is None:
            raise UserError(_("You have not said whom you ask."), _("Choose a county governor."), "office")
        actor = request.actor
        question = ask_question(office, form.asked(), actor.person_or_refuse, actor.organisation_id)
        messages.success(request, _("Your question is sent."))
        return redirect("guidance:question", question_id=question.pk)

    context = {"form": form, "only": offices[0] if len(offices) == 1 else None}
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "guidance/question/ask.html", context, form)
    )


@access(reads_own_question, target=question_from_url)
def question(request: PageRequest[Question], question_id: int) -> HttpResponse:
    """The thread, for whoever asked; they can write more."""
    form = MessageForm(sent(request))

    def save() -> HttpResponse:
        ask_more(question_id, form.cleaned_data["text"], request.actor.person_or_refuse)
        messages.success(request, _("It is sent."))
        return redirect("guidance:question", question_id=question_id)

    context = {"question": request.target, "thread": messages_of(request.target), "form": form}
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "guidance/question/question.html", context, form)
    )
