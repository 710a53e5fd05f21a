"""Says which case officer has some reports."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.reports.casework.services.bulk import Sorted, locked_reports, sort_for
from fordel.reports.models import NeedsReport
from fordel.shared.audit import Event, record_many
from fordel.shared.errors import UserError


@transaction.atomic
def assign_reports(round_: Round, report_ids: Iterable[int], to: int | None, actor: Person) -> Sorted:
    """Those that were assigned, and those left as they were. `to` is a case officer of the office, None for nobody.
    Raises UserError when it is somebody else, or the year is decided."""
    if to is not None and to not in {officer.id for officer in officers_of(round_.office_id)}:
        raise UserError(_("Choose a case officer at your office."), "", "to")
    found = sort_for("assign", locked_reports(round_, report_ids), to)
    NeedsReport.objects.filter(pk__in=[report.pk for report in found.fits]).update(assigned_to=to)
    events = [
        Event("needs.report.assigned", report, {"from": report.assigned_to_id, "to": to}) for report in found.fits
    ]
    record_many(events, actor=actor, office=round_.office_id)
    return found
