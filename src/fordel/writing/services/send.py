"""Sends a document: what was written is checked, and received once, with its hash and the server's time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.content import sent_hash
from fordel.core.form.findings import Finding
from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.writing.models import Submission
from fordel.writing.plugs.kinds import F, KeptKind, S
from fordel.writing.selectors.attachments import attachments_of
from fordel.writing.selectors.submissions import last_submission
from fordel.writing.services.save_fields import ClosedError


class IncompleteError(UserError):
    """Something is missing or wrong; `findings` says what."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_("This is not ready to be sent."), _("Correct what is listed, and send again."))
        self.findings = tuple(findings)


@transaction.atomic
def send_document(kind: KeptKind[S, F], document_id: int, person: Person | None, received_at: datetime) -> Submission:
    """Return what was received. Sending again what is received already gives the same answer and changes nothing.

    `received_at` is when the server received the request; the window is asked about that instant. Raises ClosedError
    and IncompleteError; nothing is changed then.
    """
    subject = kind.locked(document_id)
    kind.hold(subject)
    opening = kind.opening(subject, received_at)
    if opening.why_closed is not None:
        raise ClosedError(*opening.why_closed)
    facts = kind.facts(subject)
    stopping = [finding for finding in kind.findings(facts) if finding.stops_sending]
    if stopping:
        raise IncompleteError(stopping)
    document = kind.document(subject)
    content = kind.content(facts, attachments_of(document.pk))
    digest = sent_hash(content)
    last = last_submission(document.pk)
    if last is not None and last.sha256 == digest and kind.is_in_force(subject):
        return last
    submission = Submission.objects.create(
        document=document,
        sequence=last.sequence + 1 if last else 1,
        content=content,
        sha256=digest,
        received_at=received_at,
        sent_by=person,
    )
    kind.received(subject, facts, submission)
    return submission
