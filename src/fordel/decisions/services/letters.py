"""Issues the decision: writes and signs the letters, and notes when one is opened."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext, override

from fordel.decisions.documents.letters import awards_to_write, letters_of_award
from fordel.decisions.events import RoundDecided
from fordel.decisions.models import Letter, Proposal
from fordel.decisions.notices import LetterIssued
from fordel.decisions.selectors.recipients import letter_facts
from fordel.decisions.services.transition import PROPOSALS, ChangedSinceApprovalError, locked, void_approvals
from fordel.ledger.models import Account
from fordel.ledger.services.fund_frames import fund_frames
from fordel.ledger.services.post_transaction import Movement, post_transaction
from fordel.notices.recipient import to_organisations
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.audit import Event, record, record_many
from fordel.shared.clock import now
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.events import emit
from fordel.shared.files import store_file
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.shared.models import StoredFile

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "decisions" / "letter.typ"


@transaction.atomic
def write_letter_pdf(letter_id: int) -> StoredFile:
    """The letter's PDF; made now if it is not there yet. The row is locked, so two jobs never make two files.

    The file says when the decision was issued, not when it was set: set again after a crash, it is the same file.
    """
    letters = Letter.objects.select_for_update(of=("self",)).select_related("award__proposal")
    letter = letters.get(pk=letter_id)  # without the file: a join is read before the lock, so it may be out of date
    if letter.pdf is not None:
        return letter.pdf
    content = _set(letter, "", letter.award.proposal.issued_at)
    letter.pdf = store_file(f"{letter.text['reference']}.pdf", content, "application/pdf", None)
    letter.save(update_fields=["pdf"])
    return letter.pdf


def draft_letter_pdf(letter: Letter) -> bytes:
    """A letter that is not sent, with the word for a draft across each page and above the text. Nothing is kept."""
    with override(letter.language):
        mark = gettext("Draft")
    return _set(letter, mark, None)


def _set(letter: Letter, mark: str, created_at: datetime | None) -> bytes:
    title = " – ".join(filter(None, [mark, letter.text["title"], letter.text["recipient"]]))
    data = {**letter.text, "mark": mark}
    return render_pdf(TEMPLATE, data, title=title, language=letter.language, created_at=created_at)


@transaction.atomic
def issue_decision(proposal_id: int, actor: Person) -> tuple[Proposal, bool]:
    """Makes the decision. Returns the proposal and whether it was issued.

    False means that something changed after the approval: the approval is void (that is kept), nothing was sent and
    no frame was charged. Raises UserError when a frame is short or a recipient's form of Norwegian is not known.
    """
    proposal = locked(proposal_id)
    try:
        advance(PROPOSALS, proposal, "issue", actor)
    except ChangedSinceApprovalError:
        _void(proposal, actor)
        return proposal, False
    _charge_frames(proposal, actor)
    proposal.issued_at = now()
    proposal.save()
    record("decisions.proposal.issued", actor=actor, subject=proposal, office=proposal.round.office_id)
    letters = _write_letters(proposal, actor)
    _notify_recipients(proposal, letters)
    queue_job("decisions.write_letter_pdfs", proposal_id=proposal.pk)
    emit(RoundDecided(proposal.pk, proposal.round_id))
    return proposal, True


def _void(proposal: Proposal, actor: Person) -> None:
    advance(PROPOSALS, proposal, "void", None)
    proposal.approval_voided_at = void_approvals(proposal)
    proposal.save()
    record("decisions.proposal.voided", actor=actor, subject=proposal, office=proposal.round.office_id)


def _charge_frames(proposal: Proposal, actor: Person) -> None:
    """Funds the frames in the ledger and moves reserve and awards out of what is available."""
    reference = f"decisions.proposal:{proposal.pk}"
    lines = {line.code: line for line in fund_frames(proposal.round, actor)}
    taken = dict.fromkeys(lines, 0)
    for by_line in proposal.awards.values_list("by_line", flat=True):
        for code, amount in by_line.items():
            taken[code] += amount
    movements = [
        Movement(line, Account.AVAILABLE, Account.HELD_BACK, proposal.scenario.reserve.get(code, 0))
        for code, line in lines.items()
    ]
    movements += [Movement(line, Account.AVAILABLE, Account.AWARDED, taken[code]) for code, line in lines.items()]
    post_transaction("decision", reference, movements, actor)


def _write_letters(proposal: Proposal, actor: Person) -> list[Letter]:
    facts = letter_facts(proposal, actor)
    letters = [letter for award in awards_to_write(proposal) for letter in letters_of_award(award, facts)]
    Letter.objects.bulk_create(letters, batch_size=500)
    events = [Event("decisions.letter.written", letter, {"award": letter.award_id}) for letter in letters]
    record_many(events, actor=actor, office=proposal.round.office_id)
    return letters


def _notify_recipients(proposal: Proposal, letters: list[Letter]) -> None:
    """Notify everybody who acts for a recipient, and keep which recipients nobody acts for: the office must send them
    their letter in another way."""
    office = proposal.round.office
    organisations = {letter.recipient_id: letter.recipient for letter in letters}
    sent = notify(to_organisations(organisations.values(), office), LetterIssued(proposal.round))
    # By key: through the awards, PostgreSQL has chosen a plan that took minutes for a thousand letters just written.
    unreached = [letter.pk for letter in letters if letter.recipient_id in sent.unreached]
    Letter.objects.filter(pk__in=unreached).update(unreached_at=proposal.issued_at)


@transaction.atomic
def open_letter(letter_id: int, person: Person) -> Letter:
    """Notes the first opening by the recipient; later ones change nothing."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.opened_at is None:
        letter.opened_at, letter.opened_by = now(), person
        letter.save(update_fields=["opened_at", "opened_by"])
        record("decisions.letter.opened", actor=person, subject=letter, office=letter.office_id)
    return letter
