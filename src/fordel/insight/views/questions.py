"""The pages of the questions that the figures answer, and their files."""

from __future__ import annotations

from typing import Unpack

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render

from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.insight.permissions import reads_status
from fordel.insight.presentation.catalogue import as_json, catalogue_table, values_table
from fordel.insight.presentation.exports import questions as files
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question
from fordel.insight.presentation.questions.every import QUESTIONS, onwards, question_called
from fordel.insight.selectors.years import YearsView, years_of
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.documents.extra import has_slides, require_slides


def _view(request: PageRequest[Round]) -> YearsView:
    return years_of(request.target, conflicted_reports(request.actor))


def _question(slug: str) -> Question:
    found = question_called(slug)
    if found is None:
        raise Http404
    return found


def _figure(answer: Answer, key: str, *, is_drawn: bool = False) -> Figure:
    found = next((each for each in answer.figures if each.key == key and (each.draw or not is_drawn)), None)
    if found is None:
        raise Http404
    return found


@access(reads_status, target=round_from_url)
def questions(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The questions with what the figures answer, and the catalogue of figures."""
    view = _view(request)
    context = {
        "round": view.round,
        "view": view,
        "answers": [(each, each.title(view)) for each in QUESTIONS],
        "tables": [values_table(view), catalogue_table()],
        "notes": [f"{year.year}: {year.note}" for year in view.years if year.note],
    }
    return render(request, "insight/questions.html", context)


@access(reads_status, target=round_from_url)
def question(request: PageRequest[Round], question: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """One question: the finding as title, its figures, and their files."""
    chosen, view = _question(question), _view(request)
    context = {
        "round": view.round,
        "view": view,
        "question": chosen,
        "answer": chosen.answer(view),
        "onwards": onwards(view.round, chosen.slug),
        "has_slides": has_slides(),
    }
    return render(request, "insight/question.html", context)


@access(reads_status, target=round_from_url)
def question_csv(request: PageRequest[Round], question: str, figure: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    chosen, view = _question(question), _view(request)
    return files.csv_of(view, chosen, _figure(chosen.answer(view), figure)).answer()


@access(reads_status, target=round_from_url)
def question_svg(request: PageRequest[Round], question: str, figure: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    chosen, view = _question(question), _view(request)
    return files.svg_of(view, chosen, _figure(chosen.answer(view), figure, is_drawn=True)).answer()


@access(reads_status, target=round_from_url)
def question_png(request: PageRequest[Round], question: str, figure: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    chosen = _question(question)
    require_slides()
    view = _view(request)
    return files.png_of(view, chosen, _figure(chosen.answer(view), figure, is_drawn=True)).answer()


@access(reads_status, target=round_from_url)
def question_xlsx(request: PageRequest[Round], question: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    chosen, view = _question(question), _view(request)
    return files.workbook(view, chosen, chosen.answer(view)).answer()


@access(reads_status, target=round_from_url)
def question_slides(request: PageRequest[Round], question: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    chosen = _question(question)
    require_slides()
    from fordel.insight.presentation.exports.question_slides import slides_of_question  # lazy: optional part

    view = _view(request)
    return slides_of_question(view, chosen, chosen.answer(view)).answer()


@access(reads_status, target=round_from_url)
def catalogue_json(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return JsonResponse(as_json(_view(request)), json_dumps_params={"ensure_ascii": False, "indent": 2})


@access(reads_status, target=round_from_url)
def catalogue_xlsx(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return files.catalogue_workbook(_view(request)).answer()
