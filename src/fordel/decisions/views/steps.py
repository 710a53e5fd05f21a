"""What cannot simply be undone on the road to a decision: each step asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.decisions.forms import ApprovalForm, ReturnForm
from fordel.decisions.models import Proposal
from fordel.decisions.permissions import may_approve, may_prepare
from fordel.decisions.presentation.steps import approve_step, discard_step, issue_step, return_step
from fordel.decisions.selectors.approvers import approvals_missing
from fordel.decisions.selectors.proposals import proposal_from_url
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, discard_proposal, return_proposal
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import sent, sent_along
from fordel.shared.pages.steps import ask_first, carrying_out


def _page(proposal: Proposal) -> str:
    return reverse("decisions:overview", kwargs={**proposal.round.where})


def _then(request: HttpRequest, proposal: Proposal, act: Callable[[], object], done: str) -> Callable[[], HttpResponse]:
    return carrying_out(request, act, done, _page(proposal))


@access(may_prepare, target=proposal_from_url)
def discard(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    proposal, person = request.target, request.actor.person_or_refuse
    carry_out = _then(request, proposal, lambda: discard_proposal(proposal.pk, person), _("The proposal is discarded."))
    return ask_first(request, discard_step(proposal, person), carry_out)


@access(may_approve, target=proposal_from_url)
def approve(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """`seen` is the content hash of the proposal's page as the approver read it."""
    proposal, person, form = request.target, request.actor.person_or_refuse, ApprovalForm(sent(request))
    seen = sent_along(request, "seen")

    def carry_out() -> HttpResponse:
        approved = approve_proposal(proposal.pk, seen, form.cleaned_data["comment"], person)
        messages.success(request, _approved(approvals_missing(approved)))
        return HttpResponseRedirect(_page(proposal))

    return ask_first(request, approve_step(proposal, seen, person), carry_out, form)


def _approved(missing: int) -> str:
    if not missing:
        return _("The proposal is approved. The case officer can now send the letters.")
    words = ngettext("%(counter)s more person must approve it.", "%(counter)s more people must approve it.", missing)
    return _("You have approved the proposal.") + " " + words % {"counter": missing}


@access(may_approve, target=proposal_from_url)
def send_back(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    proposal, person, form = request.target, request.actor.person_or_refuse, ReturnForm(sent(request))
    carry_out = _then(
        request,
        proposal,
        lambda: return_proposal(proposal.pk, form.cleaned_data["comment"], person),
        _("The proposal is returned."),
    )
    return ask_first(request, return_step(proposal, person), carry_out, form)


@access(may_prepare, target=proposal_from_url)
def issue(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Makes the decision. If something has changed since the approval, the approval is void and nothing is sent."""
    proposal, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        _proposal, issued = issue_decision(proposal.pk, person)
        void = _("Something has changed since the approval, so it no longer holds. Nothing was sent. Submit it again.")
        if issued:
            messages.success(request, _("The decision is made, and the letters are issued."))
        else:
            messages.error(request, void)
        return HttpResponseRedirect(_page(proposal))

    return ask_first(request, issue_step(proposal, person), carry_out)
