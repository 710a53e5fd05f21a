"""The decision is made: the frames are charged, the letters written, and the recipients notified."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import override

from fordel.decisions.documents.letter_text import write_letter
from fordel.decisions.events import RoundDecided
from fordel.decisions.models import Award, AwardShare, Letter, LetterKind, Proposal
from fordel.decisions.notices import LetterIssued
from fordel.decisions.selectors.recipients import LetterCase, letter_facts
from fordel.decisions.services.transition import PROPOSALS, ChangedSinceApprovalError, locked, void_approvals
from fordel.ledger.models import Account
from fordel.ledger.services.fund_frames import fund_frames
from fordel.ledger.services.post_transaction import Movement, post_transaction
from fordel.notices.recipient import to_organisations
from fordel.notices.services.notify import notify
from fordel.parties.models import LanguageForm, Organisation, Person
from fordel.shared.audit import Event, record, record_many
from fordel.shared.clock import now, today
from fordel.shared.events import emit
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance


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
    awards = (
        Award.objects.filter(proposal=proposal)
        .select_related("report__owner", "report__network")
        .prefetch_related("shares__organisation")
        .order_by("report__number")
    )
    facts = letter_facts(proposal, actor)
    letters = [letter for award in awards for letter in _letters_of(award, facts)]
    Letter.objects.bulk_create(letters, batch_size=500)
    events = [Event("decisions.letter.written", letter, {"award": letter.award_id}) for letter in letters]
    record_many(events, actor=actor, office=proposal.round.office_id)
    return letters


def _letters_of(award: Award, facts: LetterCase) -> list[Letter]:
    """The owner's letter (grant or refusal) and one to each partner that gets money."""
    if award.amount == 0:
        return [_letter(award, award.report.owner, LetterKind.REFUSAL, None, facts)]
    shares = sorted(award.shares.all(), key=lambda share: (not share.is_owner, share.organisation.name))
    letters = [_letter(award, award.report.owner, LetterKind.GRANT, None, facts)]
    for share in shares:
        if not share.is_owner and share.amount > 0:
            letters.append(_letter(award, share.organisation, LetterKind.PARTNER_SHARE, share, facts))
    return letters


def _letter(
    award: Award, recipient: Organisation, kind: LetterKind, share: AwardShare | None, facts: LetterCase
) -> Letter:
    form = recipient.language_form
    language = facts.office_language if form == LanguageForm.NEUTRAL else form
    with override(language):
        text = write_letter(award, recipient, kind, share, facts, language)
    return Letter(award=award, recipient=recipient, kind=kind, language=language, text=text, dated=today())


def _notify_recipients(proposal: Proposal, letters: list[Letter]) -> None:
    """Notify everybody who acts for a recipient, and keep which recipients nobody acts for: the office must send them
    their letter in another way."""
    office = proposal.round.office
    organisations = {letter.recipient_id: letter.recipient for letter in letters}
    sent = notify(to_organisations(organisations.values(), office), LetterIssued(proposal.round))
    # By key: through the awards, PostgreSQL has chosen a plan that took minutes for a thousand letters just written.
    unreached = [letter.pk for letter in letters if letter.recipient_id in sent.unreached]
    Letter.objects.filter(pk__in=unreached).update(unreached_at=proposal.issued_at)
