"""The plan in hearing, and what was said, as everybody reads it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing, HearingState
from fordel.hearing.permissions import reads_hearing, reads_hearing_work, reads_summary
from fordel.hearing.presentation.addresses import hearing_address
from fordel.hearing.presentation.hearing_page import Reader, chapters_shown, points_shown
from fordel.hearing.presentation.summary_files import FILE_KINDS, summary_file
from fordel.hearing.presentation.summary_list import SUMMARY
from fordel.hearing.selectors.hearings import hearing_from_url, inputs_of, points_of
from fordel.plan.presentation.plan_page import themes_shown
from fordel.plan.selectors.plans import scheme_choices, schemes_of
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now


@access(reads_hearing, target=hearing_from_url)
def hearing(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """Contents, chapters and themes, and where to give input."""
    shown = request.target
    is_answered = shown.state == HearingState.ANSWERED
    chapters, whole = chapters_shown(shown, with_points=is_answered and shown.publishes_input)
    context = {
        "hearing": shown,
        "plan": shown.plan,
        "office": shown.office,
        "chapters": chapters,
        "whole": whole,
        "themes": themes_shown(shown.plan, schemes_of(shown.plan, scheme_choices())),
        "is_open": shown.is_open(now()),
        "has_opened": shown.has_opened(now()),
        "receives": shown.has_opened(now()) and not is_answered,
        "is_answered": is_answered,
        "works": reads_hearing_work(request.actor, shown).allowed,
        "reads_summary": reads_summary(request.actor, shown).allowed,
    }
    return render(request, "hearing/hearing.html", context)


@access(reads_summary, target=hearing_from_url)
def summary(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """Who said what, and what became of it."""
    shown = request.target
    rows = points_shown(shown, points_of(shown), Reader.PUBLIC)
    context = {
        "hearing": shown,
        "plan": shown.plan,
        "office": shown.office,
        "table": SUMMARY.table(rows, _("What was said, in the order in which it was received"), css="stacked"),
        "points": rows,
        "count": inputs_of(shown).count(),
        "files": [(kind, hearing_address("summary-file", shown, kind=kind)) for kind in ("pdf", "docx", "xlsx")],
    }
    return render(request, "hearing/summary.html", context)


@access(reads_summary, target=hearing_from_url)
def summary_as_file(request: PageRequest[Hearing], office: str, hearing_id: int, kind: str) -> HttpResponse:
    """The summary as a file. Raises Http404 for a kind that there is not."""
    if kind not in FILE_KINDS:
        raise Http404
    return summary_file(request.target, kind)
