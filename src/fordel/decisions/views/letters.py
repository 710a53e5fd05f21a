"""Letters: the office's list, and each recipient's own."""

from __future__ import annotations

import io
import zipfile
from typing import Unpack

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.decisions.models import Letter
from fordel.decisions.permissions import is_recipient, may_read_decisions, may_read_letter
from fordel.decisions.presentation.letter_list import LETTERS, OWN_LETTERS, LetterRow
from fordel.decisions.selectors.letters import appeal_of, letter_from_url, letters_of, letters_to
from fordel.decisions.selectors.proposals import current_proposal
from fordel.decisions.services.letters import open_letter, write_letter_pdf
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.paging import paged_query


@access(may_read_decisions, target=round_from_url)
def office_letters(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Every letter of the decision, with who has opened it and when the appeal deadline is."""
    round_ = request.target
    proposal = current_proposal(round_)
    letters = letters_of(proposal.pk) if proposal else Letter.objects.none()
    page = paged_query(letters, request.GET.get("side"))
    context = {
        "round": round_,
        "page": page,
        "table": LETTERS.table(
            (LetterRow(letter, appeal_of(letter)) for letter in page), _("Letters by report number"), css="dense sticky"
        ),
        **letters.order_by().aggregate(
            opened=Count("pk", filter=Q(opened_at__isnull=False)),
            unreached=Count("pk", filter=Q(unreached_at__isnull=False)),
        ),
    }
    return render(request, "decisions/office_letters.html", context)


@access(may_read_decisions, target=round_from_url)
def all_letters(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Every letter as PDF in one zip file."""
    round_ = request.target
    proposal = current_proposal(round_)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for letter in letters_of(proposal.pk) if proposal else []:
            archive.writestr(_file_name(letter), write_letter_pdf(letter.pk).read())
    answer = HttpResponse(buffer.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="brev-{round_.file_part}.zip"'
    return answer


def _file_name(letter: Letter) -> str:
    number = letter.award.report.number
    return f"{number:03d}-{letter.pk}-{'avslag' if letter.kind == 'refusal' else 'tilskuddsbrev'}.pdf"


@access(is_recipient)
def own_letters(request: PageRequest[None]) -> HttpResponse:
    """The letters to the organisation the person acts for."""
    organisation = request.actor.organisation_id
    rows = [LetterRow(letter, appeal_of(letter)) for letter in letters_to(organisation)] if organisation else []
    table = OWN_LETTERS.table(rows, _("Your letters, the newest first"), css="")
    return render(request, "decisions/own_letters.html", {"rows": rows, "table": table})


@access(may_read_letter, target=letter_from_url)
def letter(request: PageRequest[Letter], letter_id: int) -> HttpResponse:
    """The letter as a page. The recipient's first opening is noted: the appeal deadline runs from it."""
    found = request.target
    actor = request.actor
    if is_recipient(actor, found).allowed and found.opened_at is None and request.method == "GET":
        opened = open_letter(found.pk, actor.person_or_refuse)
        found.opened_at, found.opened_by = opened.opened_at, opened.opened_by
    context = {"letter": found, "text": found.text, "appeal": appeal_of(found), "is_own": actor.organisation_id}
    return render(request, "decisions/letter.html", context)


@access(may_read_letter, target=letter_from_url)
def letter_pdf(request: PageRequest[Letter], letter_id: int) -> HttpResponse:
    """The letter as PDF. Downloading it is opening it, for the recipient."""
    found = request.target
    actor = request.actor
    if is_recipient(actor, found).allowed and found.opened_at is None and request.method == "GET":
        open_letter(found.pk, actor.person_or_refuse)
    answer = HttpResponse(write_letter_pdf(found.pk).read(), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{_file_name(found)}"'
    return answer
