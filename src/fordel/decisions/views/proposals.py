"""The road from scenario to decision, for the case officer and the approver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.lifecycle import PROPOSAL
from fordel.decisions.forms import AwardForm
from fordel.decisions.models import OPEN_STATES, Award, Proposal, ProposalState
from fordel.decisions.permissions import PREPARED_IT, may_prepare, may_read_decisions
from fordel.decisions.selectors.approvers import approvals_of, who_may_approve
from fordel.decisions.selectors.letters import letters_of
from fordel.decisions.selectors.proposals import award_from_url, current_proposal, proposal_from_url, proposal_view
from fordel.decisions.selectors.recipients import recipients, recipients_without_form
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.create_proposal import create_proposal
from fordel.decisions.services.submit_proposal import submit_proposal
from fordel.forum.models import Scenario
from fordel.forum.recommendation.selectors.recommendation import adopted_of, shown_to
from fordel.forum.scenarios.selectors.scenarios import scenario_choices
from fordel.parties.actors import Actor, actor_in
from fordel.parties.models import Person, Role
from fordel.parties.permissions import is_approver
from fordel.parties.presentation.language_forms import kept_line, summary
from fordel.parties.services.load_language_forms import LARGEST, FormsFileError, load_language_forms
from fordel.parties.services.set_language_form import set_language_forms
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import group_of
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.paging import paged

UNDECIDED = (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.RETURNED)


def _person(request: HttpRequest) -> Person:
    return actor_in(request).person_or_refuse


@access(may_read_decisions, target=round_from_url)
def overview(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _overview(request, request.target)


def _overview(request: HttpRequest, round_: Round, error: UserError | None = None) -> HttpResponse:
    """What stands now: choose a scenario, or the open proposal, or the decision with its letters."""
    actor = actor_in(request)
    proposal = current_proposal(round_)
    context: dict[str, Any] = {"round": round_, "error": error, "may_prepare": may_prepare(actor, round_).allowed}
    if proposal is None:
        adopted = adopted_of(round_)
        context |= {"adopted": adopted, "recommended": shown_to(adopted.content, frozenset()) if adopted else None}
        context["choices"] = [] if adopted else scenario_choices(round_)
        return render_or_error(request, "decisions/choose.html", context, error)
    view = proposal_view(proposal)
    approvers = who_may_approve(proposal) if proposal.state in UNDECIDED else []
    asks_forms = context["may_prepare"] and proposal.state in OPEN_STATES
    addressed = recipients(proposal) if asks_forms else None
    if error and error.field and not (addressed and addressed.without_form):
        error = UserError(error.message, error.fix)  # the form that it is about is not on the page
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
        "without_form": addressed.without_form if addressed else [],
        "unreachable": addressed.unreachable if addressed else [],
        "forms_lines": error.lines if isinstance(error, FormsFileError) else (),
        "page": paged(view.rows, request.GET.get("side")),
    }
    return render_or_error(request, "decisions/proposal.html", context | {"error": error}, error)


def _why_not_approve(actor: Actor, can_approve: bool, has_approved: bool) -> str:
    """What an approver who cannot approve the proposal now reads, or ''."""
    if can_approve or not actor.is_in(Role.APPROVER):
        return ""
    return _("You have approved it. Others must approve it too.") if has_approved else str(PREPARED_IT)


@require_POST
@access(may_prepare, target=round_from_url)
def create(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    scenario = get_object_or_404(Scenario, pk=id_from_form(request.POST.get("scenario")), round=round_)
    try:
        create_proposal(scenario, _person(request))
    except UserError as error:
        return _overview(request, round_, error)
    messages.success(request, _("The proposal is made. Look through it, and send it to the approver."))
    return redirect("decisions:overview", **keys)


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
    proposal = request.target
    common = request.POST.get("all", "")
    forms = {o.pk: request.POST.get(f"form-{o.pk}") or common for o in recipients_without_form(proposal)}
    person = _person(request)
    done = _("The forms of Norwegian are remembered.")
    return _act(request, lambda p: set_language_forms(forms, person, p.round.office_id), done)


@require_POST
@access(may_prepare, target=proposal_from_url)
def load_forms(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Loads the forms of the office's municipalities from a file, as `fordel load-language-forms` does."""
    proposal = request.target
    file = request.FILES.get("forms")
    try:
        if file is None:
            raise UserError(_("You have not chosen a file."), _("Choose the file first."), "forms")
        loaded = load_language_forms(file.read(LARGEST + 1), _person(request), office=proposal.round.office)
    except UserError as error:
        return _overview(request, proposal.round, error)
    messages.success(request, summary(loaded))
    for kept in loaded.kept:
        messages.info(request, kept_line(kept))
    return redirect("decisions:overview", **keys)


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

    context = {"award": item, "form": form, "round": round_}
    return save_or_show(request, form, save, lambda: render_or_error(request, "decisions/award.html", context, form))
