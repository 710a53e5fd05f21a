"""The year's recommendation: read, and as PDF and spreadsheet."""

from __future__ import annotations

from typing import Any, Final, Unpack

from django.http import Http404, HttpRequest, HttpResponse

from fordel.forum.models import Recommendation
from fordel.forum.permissions import keeps_members, reads_members
from fordel.forum.recommendation.documents.files import (
    division_of,
    duration_of,
    line_name,
    participants_of,
    recommendation_pdf,
    recommendation_xlsx,
)
from fordel.forum.recommendation.forms import DissentForm, ScenarioForm
from fordel.forum.recommendation.presentation.theme_table import theme_table
from fordel.forum.recommendation.selectors.content import DraftState, state_of_draft
from fordel.forum.recommendation.selectors.recommendation import (
    missing_in,
    recommendation_from_url,
    recommendation_of,
    shown_to,
    view_of,
)
from fordel.forum.recommendation.selectors.theme_sums import theme_sums
from fordel.forum.recommendation.selectors.where_adopted import has_meeting
from fordel.forum.recommendation.services.recommendation_rules import why_not_reopen
from fordel.forum.scenarios.selectors.scenarios import scenario_choices
from fordel.forum.seats.selectors.impartiality import conflicted_reports, voting_seats
from fordel.parties.actors import actor_in
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error
from fordel.shared.pages.forms import PageForm

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(reads_members, target=round_from_url)
def show(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return show_recommendation(request, request.target)


def show_recommendation(request: HttpRequest, round_: Round, form: PageForm | None = None) -> HttpResponse:
    """The page; where none is begun, the scenarios that it can be begun from. `form` is what was refused: if the page
    has no such form any more, what is wrong is said without a link."""
    found, actor = recommendation_of(round_), actor_in(request)
    keeps = keeps_members(actor, round_).allowed
    context: dict[str, Any] = {
        "round": round_,
        "found": found,
        "keeps": keeps,
        "is_late": found is not None and _is_late(found, round_),
    }
    error: UserError | None = None
    wanted = ScenarioForm if found is None else DissentForm
    if form is not None and not isinstance(form, wanted):
        wrong = next(form.mistakes)
        form, error = None, UserError(wrong.message, wrong.fix)
    if found is None:
        choices = scenario_choices(round_) if keeps else []
        context |= {"choices": choices, "beginning": form or ScenarioForm(None, choices)}
    else:
        state = state_of_draft(found) if found.adopted_at is None else None
        view = shown_to(state.content if state else found.content, conflicted_reports(actor))
        context |= {"view": view, "closed": view.closed, "measures": [_row(each) for each in view.measures]}
        context["table"] = theme_table(theme_sums(round_, view.measures))
        context["lines"] = [(line_name(line), line) for line in view.lines]
        context |= _for_secretariat(found, state) if keeps else {}
        if keeps and state is not None:
            dissent = form if isinstance(form, DissentForm) else DissentForm(None)
            dissent.offer_from(seats_to_dissent(round_), [(each["report"], each["title"]) for each in view.measures])
            context["dissent"] = dissent
    context |= {"form": form, "error": error}
    return render_or_error(request, "forum/recommendation/recommendation.html", context, form or error)


def seats_to_dissent(round_: Round) -> list[tuple[int, str]]:
    """(primary key, name) of the seats that vote today."""
    return [(seat.pk, seat.label) for seat in voting_seats(round_.office_id, today())]


def _is_late(found: Recommendation, round_: Round) -> bool:
    """Whether it is not adopted and its day has passed."""
    return found.adopted_at is None and round_.recommendation_due is not None and today() > round_.recommendation_due


def _row(measure: dict[str, Any]) -> dict[str, Any]:
    more = {"duration": duration_of(measure), "participants": participants_of(measure)}
    return measure | more | {"division": division_of(measure)}


def _for_secretariat(found: Recommendation, state: DraftState | None) -> dict[str, Any]:
    """What is missing and where it can be adopted; or why it cannot be opened again."""
    if state is None:
        return {"why_locked": why_not_reopen(found.round)}
    return {
        "missing": missing_in(found, state),
        "has_meeting": has_meeting(found.round),
    }


@access(reads_members, target=recommendation_from_url)
def download(request: PageRequest[Recommendation], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """As PDF (what is adopted is handed out as it was kept) or spreadsheet. Raises Http404 for any other kind."""
    found = request.target
    view = view_of(found, conflicted_reports(request.actor))
    if kind == "pdf":
        whole = found.pdf is not None and not view.hides
        content = found.pdf.read() if found.pdf is not None and whole else recommendation_pdf(found, view)
        answer = HttpResponse(content, content_type="application/pdf")
    elif kind == "xlsx":
        answer = HttpResponse(recommendation_xlsx(view), content_type=_XLSX)
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="innstilling-{found.round.file_part}.{kind}"'
    return answer
