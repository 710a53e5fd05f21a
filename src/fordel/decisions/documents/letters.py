"""The letters of a proposal: written to be sent, and written in the same way to be read before.

Nothing is saved here; `issue_decision` keeps what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.decisions.documents.letter_text import write_letter
from fordel.decisions.models import Award, AwardShare, Letter, LetterKind, Proposal
from fordel.decisions.selectors.approvers import approvals_missing
from fordel.decisions.selectors.recipients import LetterCase, letter_facts
from fordel.parties.models import LanguageForm, Organisation, Person
from fordel.shared.clock import today


def awards_to_write(proposal: Proposal) -> QuerySet[Award]:
    """The awards by report number, with all that their letters are written from."""
    found = Award.objects.filter(proposal=proposal).select_related("report__owner", "report__network")
    return found.prefetch_related("shares__organisation").order_by("report__number")


def letters_of_award(award: Award, facts: LetterCase) -> Iterator[Letter]:
    """The owner's letter (grant or refusal) and one to each partner that gets money; none is saved."""
    for recipient, kind, share in _addressed(award):
        yield _letter(award, recipient, kind, share, facts)


def recipients_of_award(award: Award) -> list[Organisation]:
    """Who gets a letter about the award, its owner first."""
    return [recipient for recipient, _kind, _share in _addressed(award)]


def draft_letter(award: Award, recipient: Organisation, officer: Person) -> Letter:
    """One of the letters of the award as `officer` would send it now, with today's date. While approvals are missing,
    the signature says so."""
    facts = letter_facts(award.proposal, officer)
    if approvals_missing(award.proposal):
        with override(letter_language(recipient, facts)):
            facts = replace(facts, approver_names=[*facts.approver_names, _("(not approved yet)")])
    return next(letter for letter in letters_of_award(award, facts) if letter.recipient == recipient)


def letter_language(recipient: Organisation, facts: LetterCase) -> str:
    """The recipient's form of Norwegian; the office's if theirs is neutral, or not known yet."""
    form = recipient.language_form
    return facts.office_language if form in (LanguageForm.NEUTRAL, LanguageForm.UNKNOWN) else form


def _addressed(award: Award) -> Iterator[tuple[Organisation, LetterKind, AwardShare | None]]:
    owner = award.report.owner
    if award.amount == 0:
        yield owner, LetterKind.REFUSAL, None
        return
    yield owner, LetterKind.GRANT, None
    for share in sorted(award.shares.all(), key=lambda each: (not each.is_owner, each.organisation.name)):
        if not share.is_owner and share.amount > 0:
            yield share.organisation, LetterKind.PARTNER_SHARE, share


def _letter(
    award: Award, recipient: Organisation, kind: LetterKind, share: AwardShare | None, facts: LetterCase
) -> Letter:
    language = letter_language(recipient, facts)
    with override(language):
        text = write_letter(award, recipient, kind, share, facts, language)
    return Letter(award=award, recipient=recipient, kind=kind, language=language, text=text, dated=today())
