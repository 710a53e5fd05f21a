"""The road from scenario to decision, for the case officer and the approver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.lifecycle import PROPOSAL
from fordel.decisions.forms import AwardForm, ChosenScenarioForm, FormsFileForm, NorwegianForm
from fordel.decisions.models import OPEN_STATES, Award, Proposal, ProposalState
from fordel.decisions.permissions import PREPARED_IT, may_prepare, may_read_decisions
from fordel.decisions.presentation.scenario_list import scenario_table
from fordel.decisions.selectors.approvers import approvals_of, who_may_approve
from fordel.decisions.selectors.letters import letters_of
from fordel.decisions.selectors.proposals import award_from_url, current_proposal, proposal_from_url, proposal_view
from fordel.decisions.selectors.recipients import Recipients, recipients, recipients_without_form
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.proposals import create_proposal, submit_proposal
from fordel.forum.models import Scenario
from fordel.forum.recommendation.selectors.recommendation import adopted_of, shown_to
from fordel.forum.scenarios.selectors.scenarios import scenario_choices
from fordel.parties.actors import Actor, actor_in
from fordel.parties.models import Person, Role
from fordel.parties.permissions import is_approver
from fordel.parties.presentation.language_forms import kept_line, summary
from fordel.parties.services.load_language_forms import LARGEST, FormsFileError, load_language_forms
from fordel.parties.services.organisations import set_language_forms
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import group_of
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm
from fordel.shared.pages.kroner_table import kroner_table
from fordel.shared.paging import paged

UNDECIDED = (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.RETURNED)


def _person(request: HttpRequest) -> Person:
    return actor_in(request).person_or_refuse


@access(may_read_decisions, target=round_from_url)
def overview(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _overview(request, request.target)


def _overview(
    request: HttpRequest, round_: Round, error: UserError | None = None, form: PageForm | None = None
) -> HttpResponse:
    """What is now: choose a scenario, or the open proposal, or the decision with its letters. `form` is what was
    refused; if the page has no such form any more, what is wrong is said without a link."""
    actor = actor_in(request)
    proposal = current_proposal(round_)
    context: dict[str, Any] = {"round": round_, "error": error, "may_prepare": may_prepare(actor, round_).allowed}
    context["form"] = form
    if proposal is None:
        return _choose(request, round_, context)
    view = proposal_view(proposal)
    approvers = who_may_approve(proposal) if proposal.state in UNDECIDED else []
    asks_forms = context["may_prepare"] and proposal.state in OPEN_STATES
    addressed = recipients(proposal) if asks_forms else None
    if form is not None and not (addressed and addressed.without_form):
        wrong = next(form.mistakes)
        form, error = None, UserError(wrong.message, wrong.fix)
    approvals = [] if proposal.state in (ProposalState.DRAFT, ProposalState.RETURNED) else approvals_of(proposal)
    can_approve = is_approver(actor, proposal).allowed and actor.person_id in {each.person_id for each in approvers}
    has_approved = actor.person_id in {each.person_id for each in approvals}
    needed = scheme_of(round_.scheme).approvals
    context |= {
        "view": view,
        "proposal": proposal,
        "may_approve": can_approve,
        "not_approve_reason": _why_not_approve(actor, can_approve, has_approved),
        "approvals": approvals,
        "approvals_needed": needed,
        "approvals_missing": max(needed - len(approvals), 0),
        "approvers": approvers,
        "is_undecided": proposal.state in UNDECIDED,
        "letter_count": letters_of(proposal.pk).count() if proposal.state == ProposalState.ISSUED else 0,
        "can_change": context["may_prepare"] and PROPOSAL.allows(proposal.state, "change"),
        "page": paged(view.rows, request.GET.get("side")),
    }
    context |= _recipients_of(addressed, form) | {"error": error, "form": form}
    return render_or_error(request, "decisions/proposal.html", context, form or error)


def _recipients_of(addressed: Recipients | None, form: PageForm | None) -> dict[str, Any]:
    """What the page asks about those who get letters; nothing if it asks about nobody now."""
    without_form = addressed.without_form if addressed else []
    return {
        "without_form": without_form,
        "norwegian": form if isinstance(form, NorwegianForm) else NorwegianForm(None, without_form),
        "forms_file": form if isinstance(form, FormsFileForm) else FormsFileForm(None),
        "unreachable": addressed.unreachable if addressed else [],
        "forms_lines": form.refusal.lines if form and isinstance(form.refusal, FormsFileError) else (),
    }


def _choose(request: HttpRequest, round_: Round, context: dict[str, Any]) -> HttpResponse:
    """What a proposal can be made from: the adopted recommendation, or else a scenario."""
    adopted = adopted_of(round_)
    context |= {"adopted": adopted, "recommended": shown_to(adopted.content, frozenset()) if adopted else None}
    context["choices"] = choices = [] if adopted else scenario_choices(round_)
    context["table"] = scenario_table(choices, may_choose=context["may_prepare"])
    return render_or_error(request, "decisions/choose.html", context, context["form"] or context["error"])


def _why_not_approve(actor: Actor, can_approve: bool, has_approved: bool) -> str:
    """What an approver who cannot approve the proposal now reads, or ''."""
    if can_approve or not actor.is_in(Role.APPROVER):
        return ""
    return _("You have approved it. Others must approve it too.") if has_approved else str(PREPARED_IT)


@require_POST
@access(may_prepare, target=round_from_url)
def create(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    form = ChosenScenarioForm(request.POST, scenario_choices(round_))

    def save() -> HttpResponse:
        scenario = Scenario.objects.filter(pk=form.cleaned_data["scenario"], round=round_).first()
        if scenario is None:
            raise UserError(_("Choose a scenario."), _("The proposal builds on it."), "scenario")
        create_proposal(scenario, _person(request))
        messages.success(request, _("The proposal is made. Look through it, and send it to the approver."))
        return redirect("decisions:overview", **keys)

    return save_or_show(request, form, save, lambda: _overview(request, round_, form=form))


def _act(request: PageRequest[Proposal], act: Callable[[Proposal], object], done: str) -> HttpResponse:
    """Carries out a verb on the proposal of the page and goes back to the overview, with the message or the error."""
    proposal = request.target
    try:
        act(proposal)
    except UserError as error:
        return _overview(request, proposal.round, error)
    messages.success(request, done)
    return redirect("decisions:overview", **proposal.round.where)


@require_POST
@access(may_prepare, target=proposal_from_url)
def submit(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    person = _person(request)
    return _act(request, lambda p: submit_proposal(p.pk, person), _("The proposal is sent to the approver."))


@require_POST
@access(may_prepare, target=proposal_from_url)
def language_forms(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Remembers each recipient's form of Norwegian; `all` fills in those that were not chosen one by one."""
    proposal, person = request.target, _person(request)
    form = NorwegianForm(request.POST, recipients_without_form(proposal))

    def save() -> HttpResponse:
        set_language_forms(form.chosen(), person, proposal.round.office_id)
        messages.success(request, _("The forms of Norwegian are remembered."))
        return redirect("decisions:overview", **keys)

    return save_or_show(request, form, save, lambda: _overview(request, proposal.round, form=form))


@require_POST
@access(may_prepare, target=proposal_from_url)
def load_forms(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Loads the forms of the office's municipalities from a file, as `fordel load-language-forms` does."""
    proposal, form = request.target, FormsFileForm(request.POST, request.FILES)

    def save() -> HttpResponse:
        file = form.cleaned_data["forms"]
        if file is None:
            raise UserError(_("You have not chosen a file."), _("Choose the file first."), "forms")
        loaded = load_language_forms(file.read(LARGEST + 1), _person(request), office=proposal.round.office)
        messages.success(request, summary(loaded))
        for kept in loaded.kept:
            messages.info(request, kept_line(kept))
        return redirect("decisions:overview", **keys)

    return save_or_show(request, form, save, lambda: _overview(request, proposal.round, form=form))


@access(may_prepare, target=award_from_url)
def award(request: PageRequest[Award], award_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Changes one report's amount and grounds; what was typed stays when something is wrong."""
    item = request.target
    round_, language = item.proposal.round, get_language() or "nb"
    payers = group_of(item.report).lines
    form = AwardForm(
        sent(request),
        [(line.code, line.name(language)) for line in round_.frame_lines.all() if line.code in payers],
        item.by_line,
        grounds=item.grounds,
        is_recommended=item.proposal.recommendation_id is not None,
    )

    def save() -> HttpResponse:
        change_award(item.pk, form.by_line(), form.cleaned_data["grounds"], _person(request))
        messages.success(request, _("Report %(number)s is changed.") % {"number": item.report.number})
        return redirect("decisions:overview", **keys)

    shares = [(share.organisation.name, share.amount) for share in item.shares.all()]
    table = kroner_table(_("Recipient"), shares, _("Recipients and kroner"), item.amount)
    context = {"award": item, "form": form, "round": round_, "table": table}
    return save_or_show(request, form, save, lambda: render_or_error(request, "decisions/award.html", context, form))
