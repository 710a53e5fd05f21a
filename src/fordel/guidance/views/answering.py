"""Where the office answers questions, and makes articles of the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.guidance.forms import CloseForm, MessageForm
from fordel.guidance.models import Question, QuestionState
from fordel.guidance.permissions import answers_questions, reads_questions
from fordel.guidance.presentation.addresses import article_address
from fordel.guidance.presentation.question_list import OFFICE_QUESTIONS
from fordel.guidance.presentation.steps import close_step
from fordel.guidance.selectors.questions import messages_of, office_questions, question_from_url
from fordel.guidance.services.answer_to_article import article_from_answer
from fordel.guidance.services.questions import answer_question, close_question
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first, carrying_out
from fordel.shared.paging import paged_query


@access(reads_questions, target=office_from_url)
def every(request: PageRequest[Office], office: str) -> HttpResponse:
    """The office's questions; those that wait come by the day to answer by."""
    state = request.GET.get("state", "")[:20]
    page = paged_query(office_questions(request.target, state), request.GET.get("side"))
    context = {
        "office": request.target,
        "state": state,
        "states": QuestionState.choices,
        "page": page,
        "page_query": f"state={state}&" if state in QuestionState.values else "",
        "table": OFFICE_QUESTIONS.table(page.object_list, _("Questions to the office")),
    }
    return render(request, "guidance/question/every.html", context)


@access(reads_questions, target=question_from_url)
def question(request: PageRequest[Question], office: str, question_id: int) -> HttpResponse:
    """The thread, for the office."""
    return _page(request, MessageForm())


@require_POST
@access(answers_questions, target=question_from_url)
def answer(request: PageRequest[Question], office: str, question_id: int) -> HttpResponse:
    form = MessageForm(request.POST)

    def save() -> HttpResponse:
        answer_question(question_id, form.cleaned_data["text"], request.actor.person_or_refuse)
        messages.success(request, _("The answer is sent."))
        return redirect("guidance:office-question", office=office, question_id=question_id)

    return save_or_show(request, form, save, lambda: _page(request, form))


def _page(request: PageRequest[Question], form: MessageForm) -> HttpResponse:
    found = request.target
    context = {
        "question": found,
        "office": found.office,
        "thread": messages_of(found),
        "form": form,
        "answers": answers_questions(request.actor, found).allowed,
    }
    return render_or_error(request, "guidance/question/office_question.html", context, form)


@access(answers_questions, target=question_from_url)
def close(request: PageRequest[Question], office: str, question_id: int) -> HttpResponse:
    person, form = request.actor.person_or_refuse, CloseForm(sent(request))
    carry_out = carrying_out(
        request,
        lambda: close_question(question_id, form.cleaned_data["reason"], person),
        _("The question is closed."),
        reverse("guidance:office-question", kwargs={"office": office, "question_id": question_id}),
    )
    return ask_first(request, close_step(request.target, person), carry_out, form)


@require_POST
@access(answers_questions, target=question_from_url)
def make_article(request: PageRequest[Question], office: str, question_id: int) -> HttpResponse:
    """A draft of the answer, for the officer to take names and places out of."""
    article = article_from_answer(question_id, request.actor.person_or_refuse)
    messages.info(request, _("Take out names and places, write it in nynorsk too, and choose who is to read it."))
    return HttpResponseRedirect(article_address(article, "draft"))
