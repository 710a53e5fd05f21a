"""The letters of a proposal before they are sent: read by those who prepare, approve and read decisions."""

from __future__ import annotations

from typing import Unpack

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.decisions.documents.letters import awards_to_write, recipients_of_award
from fordel.decisions.documents.letters import draft_letter as written
from fordel.decisions.models import Award, Letter, Proposal, ProposalState
from fordel.decisions.permissions import may_prepare, may_read_decisions
from fordel.decisions.presentation.draft_letters import DRAFTS, DraftRow
from fordel.decisions.selectors.letters import sent_letter
from fordel.decisions.selectors.proposals import award_from_url, proposal_from_url
from fordel.decisions.selectors.recipients import letter_count
from fordel.decisions.services.letters import draft_letter_pdf as set_draft
from fordel.parties.actors import actor_in
from fordel.parties.models import Organisation
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.paging import paged_query


@access(may_read_decisions, target=proposal_from_url)
def draft_letters(request: PageRequest[Proposal], proposal_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Every letter that the proposal will become, by report number."""
    proposal = request.target
    if proposal.state == ProposalState.ISSUED:
        return redirect("decisions:letters", **keys)
    page = paged_query(awards_to_write(proposal), request.GET.get("side"))
    rows = [DraftRow(award, recipients_of_award(award), proposal.round.where) for award in page]
    context = {
        "round": proposal.round,
        "page": page,
        "table": DRAFTS.table(rows, _("Letters by report number"), css="dense sticky"),
        "count": letter_count(proposal),
    }
    return render(request, "decisions/draft_letters.html", context)


@access(may_read_decisions, target=award_from_url)
def draft_letter(
    request: PageRequest[Award], award_id: int, organisation_id: int, **keys: Unpack[RoundKeys]
) -> HttpResponse:
    """One letter as it would be sent now. Leads to the letter itself once it is sent."""
    award = request.target
    recipient = _recipient(award, organisation_id)
    if award.proposal.state == ProposalState.ISSUED:
        return redirect("letters:letter", letter_id=sent_letter(award.pk, recipient.pk).pk)
    letter = _draft(request, award, recipient)
    context = {
        "round": award.proposal.round,
        "award": award,
        "letter": letter,
        "text": letter.text,
        "others": [each for each in recipients_of_award(award) if each != recipient],
    }
    return render(request, "decisions/draft_letter.html", context)


@access(may_read_decisions, target=award_from_url)
def draft_letter_pdf(
    request: PageRequest[Award], award_id: int, organisation_id: int, **keys: Unpack[RoundKeys]
) -> HttpResponse:
    """The same as PDF, with the word for a draft on it."""
    award = request.target
    recipient = _recipient(award, organisation_id)
    if award.proposal.state == ProposalState.ISSUED:
        return redirect("letters:pdf", letter_id=sent_letter(award.pk, recipient.pk).pk)
    answer = HttpResponse(set_draft(_draft(request, award, recipient)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="utkast-{award.report.number:03d}-{recipient.pk}.pdf"'
    return answer


def _recipient(award: Award, organisation_id: int) -> Organisation:
    """Raises Http404 for somebody who gets no letter about the award."""
    found = next((each for each in recipients_of_award(award) if each.pk == organisation_id), None)
    if found is None:
        raise Http404
    return found


def _draft(request: HttpRequest, award: Award, recipient: Organisation) -> Letter:
    """As the reader would send it, if they may; otherwise as its author would."""
    actor = actor_in(request)
    prepares = may_prepare(actor, award.proposal).allowed
    return written(award, recipient, actor.person_or_refuse if prepares else award.proposal.author)
