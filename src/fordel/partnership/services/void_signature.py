"""Voids the signature of one side when something is changed before the other has signed."""

from __future__ import annotations

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.partnership.models import Agreement, AgreementState, Signature
from fordel.partnership.notices import SignatureVoided
from fordel.partnership.services.agreement_rules import AGREEMENTS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


def void_signature(agreement: Agreement) -> None:
    """The agreement is locked. Nothing is done unless exactly one side has signed; its people are notified."""
    if agreement.state != AgreementState.HALF_SIGNED:
        return
    advance(AGREEMENTS, agreement, "change", None)
    agreement.save(update_fields=["state"])
    between = agreement.partnership
    for signature in Signature.objects.filter(agreement=agreement, voided_at__isnull=True):
        signature.voided_at = now()
        signature.save(update_fields=["voided_at"])
        details = {"side": signature.side}
        record("partnership.agreement.voided", actor=None, subject=agreement, office=between.office_id, details=details)
        whom = to_organisation(between.organisation(signature.side), between.office)
        notify(whom, SignatureVoided(agreement, signature.side))
