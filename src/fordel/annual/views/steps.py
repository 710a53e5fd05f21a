"""What is done with a yearly report, each after it is asked."""

from __future__ import annotations

from typing import Unpack

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport
from fordel.annual.permissions import handles_annual, writes_annual
from fordel.annual.presentation.steps import (
    address_of,
    correct_step,
    discard_step,
    ready_step,
    sign_step,
    take_back_step,
)
from fordel.annual.selectors.layouts import needed_layout, reporting_round_from_url
from fordel.annual.selectors.reports import comments_of, versions_of
from fordel.annual.services.prepare import (
    begin_correction,
    discard_correction,
    make_ready,
    take_back,
    why_not_correct,
    why_not_ready,
)
from fordel.annual.services.sign import sign_report
from fordel.programme.models import Round
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.steps import ask_first, carrying_out


def _current(round_: Round) -> AnnualReport:
    found = versions_of(round_).current
    if found is None:
        raise Http404
    return found


@access(writes_annual, target=reporting_round_from_url)
def ready(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Figures and comments are frozen."""
    round_, person = request.target, request.actor.person_or_refuse
    current = versions_of(round_).current
    written = {code for code, each in comments_of(current).items() if each.text}
    empty = [each for each in needed_layout(round_.scheme).sections if each.code not in written]
    step = ready_step(round_, why_not_ready(round_, current, person), empty)
    done = _("The report is ready to sign.")
    return ask_first(request, step, carrying_out(request, lambda: make_ready(round_, person), done, step.back))


@access(handles_annual, target=reporting_round_from_url)
def draw_back(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Back to a draft."""
    current, person = _current(request.target), request.actor.person_or_refuse
    step, done = take_back_step(current, person), _("The report is a draft again.")
    return ask_first(request, step, carrying_out(request, lambda: take_back(current.pk, person), done, step.back))


@access(handles_annual, target=reporting_round_from_url)
def sign(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """One of the two signatures."""
    current, actor = _current(request.target), request.actor
    person, seen = actor.person_or_refuse, current.sha256
    step, done = sign_step(current, person, actor.role), _("You have signed the report.")
    act = carrying_out(request, lambda: sign_report(current.pk, person, actor.role, seen), done, step.back)
    return ask_first(request, step, act)


@access(writes_annual, target=reporting_round_from_url)
def correct(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """A new version, with the one that is sent as it is."""
    round_, person = request.target, request.actor.person_or_refuse
    step = correct_step(round_, why_not_correct(versions_of(round_)))
    done = _("You can write the corrected version now.")
    return ask_first(request, step, carrying_out(request, lambda: begin_correction(round_, person), done, step.back))


@access(writes_annual, target=reporting_round_from_url)
def discard(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The corrected version goes away."""
    current, person = _current(request.target), request.actor.person_or_refuse
    step, done = discard_step(current, person), _("The corrected version is discarded.")
    act = carrying_out(request, lambda: discard_correction(current.pk, person), done, address_of(request.target))
    return ask_first(request, step, act)
