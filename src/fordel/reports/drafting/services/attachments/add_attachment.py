"""Adds a file to a draft, once it is checked and scanned."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.definition import Kind
from fordel.parties.models import Person
from fordel.reports.drafting.presentation.window_texts import why_closed
from fordel.reports.drafting.selectors.attachments import file_limits
from fordel.reports.drafting.selectors.draft_facts import form_of, window_of
from fordel.reports.drafting.services.attachments.scan_file import scan_file
from fordel.reports.drafting.services.lock_draft import lock_draft
from fordel.reports.models import DraftAttachment, ReportDraft
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.file_check import CheckedFile, check_file
from fordel.shared.files import store_file
from fordel.writing.services.documents import touch
from fordel.writing.services.save_fields import ClosedError


def add_attachment(
    draft: ReportDraft, name: str, content: bytes, person: Person, received_at: datetime
) -> DraftAttachment:
    """The attachment; the one that is there already where the same file is added twice.

    Raises UserError (field `file`) that names the file, and ClosedError. Nothing is locked while the file is scanned.
    """
    refuse_closed(draft, received_at)
    checked = check_file(name, content, file_limits(draft).megabytes)
    scan = scan_file(checked.name, content, subject=draft, office=draft.round.office_id, person=person)
    return _keep(draft.pk, checked, content, scan, person, received_at)


def refuse_closed(draft: ReportDraft, received_at: datetime) -> None:
    """Raises ClosedError where no file can be added or taken out at the instant."""
    window = window_of(draft, received_at)
    if not window.is_open:
        raise ClosedError(*why_closed(window))
    form = form_of(draft.round.scheme)
    if window.only_partners and form.part_with(Kind.ATTACHMENTS) != form.part_with(Kind.PARTNERS):
        raise ClosedError(
            _("Only partners and budget can be changed now, since a partner has declined."),
            _("The rest stands as you sent it."),
        )


@transaction.atomic
def _keep(
    draft_id: int, checked: CheckedFile, content: bytes, scan: str, person: Person, received_at: datetime
) -> DraftAttachment:
    draft = lock_draft(draft_id)
    refuse_closed(draft, received_at)
    there = DraftAttachment.objects.filter(draft=draft, removed_at__isnull=True)
    digest = hashlib.sha256(content).hexdigest()
    same = there.filter(file__sha256=digest, file__name=checked.name).first()
    if same is not None:
        return same
    most = file_limits(draft).most
    if there.count() >= most:
        raise UserError(
            _("There is room for %(most)s attachments, so «%(name)s» was not added.")
            % {"most": most, "name": checked.name},
            _("Take one out first, or put several documents into one file."),
            "file",
        )
    kept = DraftAttachment.objects.create(
        draft=draft,
        file=store_file(checked.name, content, checked.content_type, person),
        scan=scan,
        added_at=now(),
        added_by=person,
    )
    details = {"attachment": kept.pk, "sha256": digest, "size": len(content), "scan": scan}
    record("needs.attachment.added", actor=person, subject=draft, office=draft.round.office_id, details=details)
    touch(draft.pk)
    return kept
