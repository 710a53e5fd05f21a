"""Takes a file out of a draft. It stays known, since something that was sent may hold it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.reports.drafting.services.attachments.add_attachment import refuse_closed
from fordel.reports.drafting.services.lock_draft import lock_draft
from fordel.reports.models import DraftAttachment
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.documents import touch


@transaction.atomic
def remove_attachment(draft_id: int, attachment_id: int, person: Person, received_at: datetime) -> str:
    """The name of the file that is out. Raises ClosedError, and UserError where it is out already."""
    draft = lock_draft(draft_id)
    refuse_closed(draft, received_at)
    there = DraftAttachment.objects.select_related("file").filter(draft=draft, removed_at__isnull=True)
    found = there.filter(pk=attachment_id).first()
    if found is None:
        raise UserError(_("The attachment is out already."), _("Nothing was changed."), "file")
    found.removed_at = now()
    found.save(update_fields=["removed_at"])
    details = {"attachment": found.pk, "sha256": found.file.sha256}
    record("needs.attachment.removed", actor=person, subject=draft, office=draft.round.office_id, details=details)
    touch(draft.pk)
    return found.file.name
