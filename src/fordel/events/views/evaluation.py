"""An event's evaluation: asked by the office, answered by whoever has a code, and read from five answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.events.forms import AskForm, EvaluationForm, LessonsForm
from fordel.events.models import EvaluationCode, Event, EventState
from fordel.events.permissions import reads_event_work, runs_events
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.evaluation import ask_step, place_results, place_table, scale_results, text_results
from fordel.events.selectors.evaluation import (
    answers_of,
    asked_at,
    closed_in_series,
    code_from_url,
    evaluation_of,
)
from fordel.events.selectors.events import event_from_url
from fordel.events.services.evaluation import answer_evaluation, ask_participants, write_lessons
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first


@access(reads_event_work, target=event_from_url)
def results(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """What was answered, and what the office learned."""
    return _page(request, LessonsForm(initial={"lessons": request.target.lessons}))


@require_POST
@access(runs_events, target=event_from_url)
def lessons(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Writes down what the office learned."""
    form = LessonsForm(sent(request))

    def save() -> HttpResponse:
        write_lessons(event_id, form.cleaned_data["lessons"], request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(event_address("evaluation", request.target))

    return save_or_show(request, form, save, lambda: _page(request, form))


def _page(request: PageRequest[Event], form: LessonsForm) -> HttpResponse:
    event, evaluation = request.target, evaluation_of(request.target)
    answers = answers_of(evaluation) if evaluation else []
    questions = evaluation.questions if evaluation else []
    first = next((each["code"] for each in questions if each["kind"] == "scale"), "")
    context = {
        "office": event.office,
        "event": event,
        "evaluation": evaluation,
        "is_open": evaluation is not None and now() < evaluation.closes_at,
        "count": len(answers),
        "scales": scale_results(questions, answers),
        "texts": text_results(questions, answers),
        "places": place_table(place_results(closed_in_series(event), first)) if answers else None,
        "form": form,
        "runs": runs_events(request.actor, event).allowed,
    }
    return render_or_error(request, "events/evaluation.html", context, form)


@access(runs_events, target=event_from_url)
def ask(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks how long people can answer, and sends the questions."""
    event, form = request.target, AskForm(sent(request))
    refusal = None
    if event.state not in (EventState.HELD, EventState.ARCHIVED):
        refusal = UserError(_("The event is not over yet."), _("Nothing was changed."))
    elif evaluation_of(event):
        refusal = UserError(_("The participants have been asked already."), _("Nothing was changed."))

    def carry_out() -> HttpResponse:
        ask_participants(event_id, form.cleaned_data["days"], request.actor.person_or_refuse)
        messages.success(request, _("The questions are sent."))
        return HttpResponseRedirect(event_address("evaluation", event))

    return ask_first(request, ask_step(event, len(asked_at(event)), refusal), carry_out, form)


@access(anyone, target=code_from_url)
def evaluate(request: PageRequest[EvaluationCode], office: str, code: str) -> HttpResponse:
    """The questions; once they are answered, thanks."""
    held, evaluation = request.target, request.target.evaluation
    event, form = evaluation.event, EvaluationForm(evaluation, sent(request))
    context = {
        "office": event.office,
        "event": event,
        "series": event.series,
        "evaluation": evaluation,
        "form": form,
        "is_used": held.is_used,
        "is_closed": now() >= evaluation.closes_at,
    }

    def save() -> HttpResponse:
        answer_evaluation(held.pk, form.values(), form.texts())
        return render(request, "events/evaluate.html", context | {"is_used": True})

    return save_or_show(request, form, save, lambda: render_or_error(request, "events/evaluate.html", context, form))
