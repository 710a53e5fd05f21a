"""Files that go with a document: checked, scanned and kept, and removed again."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.definition import Kind
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.file_check import CheckedFile, check_file
from fordel.shared.file_scan import scan_file
from fordel.shared.files import store_file
from fordel.writing.models import Attachment, ScanState
from fordel.writing.plugs.kinds import F, S, SentKind
from fordel.writing.services.documents import touch
from fordel.writing.services.save_fields import ClosedError


def add_attachment(
    kind: SentKind[S, F], subject: S, name: str, content: bytes, person: Person, received_at: datetime
) -> Attachment:
    """Return the attachment; the one that is there already if the same file is added twice.

    Raises UserError (field `file`) that names the file, and ClosedError. Nothing is locked while the file is scanned.
    """
    _refuse_closed(kind, subject, received_at)
    checked = check_file(name, content, kind.form(subject).attachment_megabytes)
    scanned = scan_file(
        checked.name,
        content,
        infected=lambda details: kind.log(subject, "attachment.refused", person, details),
    )
    scan = ScanState.CLEAN if scanned else ScanState.NOT_SCANNED
    return _keep(kind, kind.document(subject).pk, checked, content, scan, person, received_at)


def _refuse_closed(kind: SentKind[S, F], subject: S, received_at: datetime) -> None:
    """Raises ClosedError if no file can be added or removed at the instant."""
    opening = kind.opening(subject, received_at)
    if opening.why_closed is not None:
        raise ClosedError(*opening.why_closed)
    part = kind.form(subject).part_with(Kind.ATTACHMENTS)
    if opening.parts is not None and part not in opening.parts and opening.why_not_others is not None:
        raise ClosedError(*opening.why_not_others)


@transaction.atomic
def _keep(
    kind: SentKind[S, F],
    document_id: int,
    checked: CheckedFile,
    content: bytes,
    scan: ScanState,
    person: Person,
    received_at: datetime,
) -> Attachment:
    subject = kind.locked(document_id)
    _refuse_closed(kind, subject, received_at)
    there = Attachment.objects.filter(document=document_id, removed_at__isnull=True)
    digest = hashlib.sha256(content).hexdigest()
    same = there.filter(file__sha256=digest, file__name=checked.name).first()
    if same is not None:
        return same
    most = kind.form(subject).attachments_most
    if there.count() >= most:
        raise UserError(
            _("There is room for %(most)s attachments, so «%(name)s» was not added.")
            % {"most": most, "name": checked.name},
            _("Take one out first, or put several documents into one file."),
            "file",
        )
    kept = Attachment.objects.create(
        document=kind.document(subject),
        file=store_file(checked.name, content, checked.content_type, person),
        scan=scan,
        added_at=now(),
        added_by=person,
    )
    details = {"attachment": kept.pk, "sha256": digest, "size": len(content), "scan": scan}
    kind.log(subject, "attachment.added", person, details)
    touch(document_id)
    return kept


@transaction.atomic
def remove_attachment(
    kind: SentKind[S, F], document_id: int, attachment_id: int, person: Person, received_at: datetime
) -> str:
    """Return the name of the file that is removed; it stays known, since something that was sent may hold it. Raises
    ClosedError, and UserError if it is removed already."""
    subject = kind.locked(document_id)
    _refuse_closed(kind, subject, received_at)
    there = Attachment.objects.select_related("file").filter(document=document_id, removed_at__isnull=True)
    found = there.filter(pk=attachment_id).first()
    if found is None:
        raise UserError(_("The attachment is out already."), _("Nothing was changed."), "file")
    found.removed_at = now()
    found.save(update_fields=["removed_at"])
    details = {"attachment": found.pk, "sha256": found.file.sha256}
    kind.log(subject, "attachment.removed", person, details)
    touch(document_id)
    return found.file.name
