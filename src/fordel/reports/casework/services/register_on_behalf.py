"""Begins a report that came by e-mail or on paper: the office fills it in for its owner, beside the original."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.casework.selectors.owners import owner_of_office
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import ReportDraft
from fordel.reports.plugs.report_locks import why_not_change
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.shared.file_check import check_file
from fordel.shared.file_scan import scan_file
from fordel.shared.files import store_file


def register_on_behalf(round_: Round, owner_id: int, name: str, content: bytes, person: Person) -> ReportDraft:
    """The new draft, with the file as it came. Raises UserError that names the field (`owner` or `file`)."""
    reason = why_not_change(round_)
    if reason:
        raise UserError(reason, _("Nothing was registered."))
    owner = owner_of_office(round_, owner_id)
    if owner is None:
        raise UserError(_("Choose the owner."), _("Search for the name or the organisation number first."), "owner")
    if not name:
        raise UserError(_("No file was chosen."), _("Choose the letter or e-mail that the report came as."), "file")
    megabytes = scheme_of(round_.scheme).limits.attachment_megabytes
    checked = check_file(name, content, megabytes)
    log = partial(record, "reports.attachment.refused", actor=person, subject=round_, office=round_.office_id)
    scan_file(checked.name, content, infected=lambda details: log(details=details))
    original = store_file(checked.name, content, checked.content_type, person)
    return start_draft(round_, owner, person, by_office=True, original=original)
