"""Begins an agreement between an owner and a provider, or renews the one they have; discards and ends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.rich_text import from_plain
from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Organisation, Person
from fordel.partnership.models import (
    OPEN_STATES,
    Agreement,
    AgreementLanguage,
    AgreementState,
    OfficeTemplate,
    Partnership,
    Side,
)
from fordel.partnership.notices import AgreementBegun, AgreementDiscarded, AgreementEnded
from fordel.partnership.selectors.agreement_findings import DAYS
from fordel.partnership.selectors.agreement_form import TEXTS
from fordel.partnership.selectors.agreements import standing_of
from fordel.partnership.selectors.templates import beginning_of
from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT
from fordel.partnership.services.agreement_rules import AGREEMENTS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.lifecycles import advance
from fordel.shared.notice import Notice
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.documents import begin_document
from fordel.writing.services.fill_document import fill_document


def partnership_of(owner: Organisation, provider: Organisation) -> Partnership:
    """The row of the pair, made if there is none. Raises UserError (field `other`) if they cannot be a pair."""
    office = owner.municipality.office if owner.municipality else None
    if owner.is_partner or not provider.is_partner or office is None:
        raise UserError(
            _("An agreement is between an owner and a partner."), _("Choose another organisation."), "other"
        )
    found, _made = Partnership.objects.get_or_create(owner=owner, provider=provider, defaults={"office": office})
    return found


@transaction.atomic
def begin_agreement(between: Partnership, side: str, language: str, person: Person) -> Agreement:
    """A draft with the office's text; if the two have an agreement in force, with its text, which it renews.

    Raises UserError if they are writing one already, or the language is none. The other side is notified.
    """
    if language not in AgreementLanguage.values:
        raise UserError(_("The form of Norwegian is not chosen."), _("Choose one."), "language")
    held = Partnership.objects.select_for_update(of=("self",)).select_related("office", "owner", "provider")
    between = held.get(pk=between.pk)
    if Agreement.objects.filter(partnership=between, state__in=OPEN_STATES).exists():
        raise UserError(
            _("The two of you are writing an agreement already."), _("Continue with that one, or discard it first.")
        )
    former = Agreement.objects.filter(partnership=between, state=AgreementState.IN_FORCE).first()
    begins = beginning_of(between.office)
    values: Mapping[str, Any] = {code: from_plain(begins.text(code, language)) for code in TEXTS}
    if former is not None:
        values = {code: value for code, value in values_of(former.pk).items() if code not in DAYS.codes}
    agreement = _kept(between, language, None if former else begins.template, former, person)
    fill_document(AGREEMENT_DOCUMENT, agreement.pk, values, person, now())
    details = {"side": side, "renews": former.pk if former else None}
    record("partnership.agreement.begun", actor=person, subject=agreement, office=between.office_id, details=details)
    _tell_other(agreement, side, AgreementBegun(agreement, side))
    return agreement


def _kept(
    between: Partnership, language: str, template: OfficeTemplate | None, former: Agreement | None, person: Person
) -> Agreement:
    document = begin_document(AGREEMENT_DOCUMENT, person, now())
    return Agreement.objects.create(
        pk=document.pk, document=document, partnership=between, language=language, template=template, renews=former
    )


@transaction.atomic
def discard_agreement(agreement_id: int, person: Person) -> None:
    """The draft is gone from every list. Raises UserError."""
    agreement = AGREEMENT_DOCUMENT.locked(agreement_id)
    advance(AGREEMENTS, agreement, "discard", person)
    agreement.save(update_fields=["state"])
    record("partnership.agreement.discarded", actor=person, subject=agreement, office=agreement.office_id)
    side = _side(agreement, person)
    _tell_other(agreement, side, AgreementDiscarded(agreement, side))


@transaction.atomic
def end_agreement(agreement_id: int, reason: str, person: Person) -> None:
    """The agreement is in force no more; the other side is notified of why. Raises UserError (field `reason`)."""
    agreement = AGREEMENT_DOCUMENT.locked(agreement_id)
    reason = reason.strip()
    advance(AGREEMENTS, agreement, "end", person, reason=reason)
    agreement.ended_at, agreement.ended_by, agreement.ended_because = now(), person, fitting(reason, 1000, "reason")
    agreement.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    side = _side(agreement, person)
    details = {"side": side}
    record("partnership.agreement.ended", actor=person, subject=agreement, office=agreement.office_id, details=details)
    _tell_other(agreement, side, AgreementEnded(agreement, side))


def _side(agreement: Agreement, person: Person) -> str:
    """The side of the person; that of the owner for somebody who acts for both."""
    return standing_of(person.pk, agreement.partnership).side or Side.OWNER.value


def _tell_other(agreement: Agreement, side: str, notice: Notice) -> None:
    between = agreement.partnership
    other = Side.PROVIDER if side == Side.OWNER else Side.OWNER
    notify(to_organisation(between.organisation(other), between.office), notice)
