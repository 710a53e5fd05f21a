"""The office's work with a hearing: opening it, asking, reminding, and giving more time."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.hearing.forms import ExtendForm, InviteForm, OpenForm
from fordel.hearing.models import Hearing, HearingState
from fordel.hearing.permissions import reads_hearing_work, runs_hearings
from fordel.hearing.presentation.addresses import hearing_address
from fordel.hearing.presentation.hearing_page import Reader, points_shown
from fordel.hearing.presentation.steps import open_step, remind_step
from fordel.hearing.presentation.words import chapter_titles, who
from fordel.hearing.selectors.hearings import hearing_from_url, inputs_of, invited_to, points_of
from fordel.hearing.services.hearings import extend_hearing, open_hearing
from fordel.hearing.services.invited import invite, organisation_choices, read_others, remind_invited
from fordel.plan.models import Plan
from fordel.plan.selectors.plans import plan_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm
from fordel.shared.pages.steps import ask_first
from fordel.writing.services.send import IncompleteError


@access(runs_hearings, target=plan_from_url)
def open_new(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks, and puts the plan to a hearing."""
    plan, person = request.target, request.actor.person_or_refuse
    form = OpenForm(sent(request))

    def carry_out() -> HttpResponse:
        try:
            hearing = open_hearing(plan, form.facts(), person)
        except IncompleteError as error:
            raise UserError(_("Not every chapter is written."), _("Write what is listed above.")) from error
        messages.success(request, _("The plan is in hearing. Choose whom you ask."))
        return HttpResponseRedirect(hearing_address("work", hearing))

    return ask_first(request, open_step(plan, person), carry_out, form)


@access(reads_hearing_work, target=hearing_from_url)
def work(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """Who is asked and has answered, what was received, and which points wait for an answer."""
    hearing = request.target
    rows, asked = list(points_of(hearing)), request.GET.get("kapittel", "")[:20]
    only_waiting = request.GET.get("vis") == "venter"
    chosen = [each for each in rows if asked in ("", each.chapter or "_") and not (only_waiting and each.outcome)]
    invited = list(invited_to(hearing))
    inputs = list(inputs_of(hearing).prefetch_related("files__file"))
    context = {
        "hearing": hearing,
        "plan": hearing.plan,
        "office": hearing.office,
        "invited": invited,
        "answered": sum(each.has_answered for each in invited),
        "inputs": [(each, who(each, knows_name=True)) for each in inputs],
        "points": points_shown(hearing, chosen, Reader.OFFICE),
        "chapters": chapter_titles(hearing).items(),
        "asked": asked,
        "only_waiting": only_waiting,
        "all_points": len(rows),
        "waiting": sum(not each.outcome for each in rows),
        "is_open": hearing.is_open(now()),
        "runs": runs_hearings(request.actor, hearing).allowed,
        "answers": hearing.state == HearingState.CLOSED and runs_hearings(request.actor, hearing).allowed,
    }
    return render(request, "hearing/work.html", context)


@access(runs_hearings, target=hearing_from_url)
def ask(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """More of those who are asked."""
    hearing, person = request.target, request.actor.person_or_refuse
    form = InviteForm(organisation_choices(hearing), sent(request))

    def save() -> HttpResponse:
        chosen = form.cleaned_data
        one = [chosen["organisation"]] if chosen["organisation"] else []
        count = invite(hearing.pk, chosen["groups"], one, read_others(chosen["others"]), person)
        text = ngettext("%(count)s is added.", "%(count)s are added.", count) % {"count": count}
        messages.success(request, text)
        return HttpResponseRedirect(hearing_address("work", hearing))

    return _form_page(request, form, save, _("Whom do you ask?"), _("Add and ask"))


@access(runs_hearings, target=hearing_from_url)
def extend(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """A later last day."""
    hearing, person = request.target, request.actor.person_or_refuse
    form = ExtendForm(sent(request))

    def save() -> HttpResponse:
        extend_hearing(hearing.pk, form.cleaned_data["closes_on"], person)
        messages.success(request, _("The last day is changed, and those who are asked are notified."))
        return HttpResponseRedirect(hearing_address("work", hearing))

    return _form_page(request, form, save, _("More time"), _("Change the last day"))


def _form_page(
    request: PageRequest[Hearing], form: PageForm, save: Callable[[], HttpResponse], title: str, button: str
) -> HttpResponse:
    hearing = request.target
    context = {"hearing": hearing, "plan": hearing.plan, "office": hearing.office, "form": form}
    context |= {"title": title, "button": button}
    return save_or_show(request, form, save, lambda: render_or_error(request, "hearing/form.html", context, form))


@access(runs_hearings, target=hearing_from_url)
def remind(request: PageRequest[Hearing], office: str, hearing_id: int) -> HttpResponse:
    """Asks, and reminds those who have not answered."""
    hearing, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        count = remind_invited(hearing.pk, person)
        text = ngettext("%(count)s is reminded.", "%(count)s are reminded.", count) % {"count": count}
        messages.success(request, text)
        return HttpResponseRedirect(hearing_address("work", hearing))

    return ask_first(request, remind_step(hearing), carry_out)
