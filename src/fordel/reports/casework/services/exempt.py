"""Keeps a measure out of what everybody can read, and lets it back in."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import Exemption, NeedsReport
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.threads import checked_text


@transaction.atomic
def exempt_report(report_id: int, basis: str, reason: str, person: Person) -> Exemption:
    """Exempt the measure from public access on a legal basis of the scheme: it is in no public page or file from then
    on. Raises UserError that names the field, or if it is exempt already."""
    reason, report = checked_text(reason, "reason"), _locked(report_id)
    if basis not in scheme_of(report.round.scheme).exemptions:
        raise UserError(_("Choose the legal basis."), "", "basis")
    if Exemption.objects.filter(report=report).exists():
        raise UserError(_("The measure is exempt already."), _("See who did it on its page."))
    made = Exemption.objects.create(report=report, basis=basis, reason=reason, made_at=now(), made_by=person)
    details = {"basis": basis, "length": len(reason)}
    record("reports.exemption.made", actor=person, subject=report, office=report.office_id, details=details)
    return made


@transaction.atomic
def lift_exemption(report_id: int, person: Person) -> None:
    """Open the measure to everybody again. Raises UserError if it is open already."""
    report = _locked(report_id)
    found = Exemption.objects.filter(report=report).first()
    if found is None:
        raise UserError(_("The measure is not exempt."), _("Somebody may have opened it just now."))
    details = {"basis": found.basis}
    found.delete()
    record("reports.exemption.lifted", actor=person, subject=report, office=report.office_id, details=details)


def _locked(report_id: int) -> NeedsReport:
    reports = NeedsReport.objects.select_for_update(of=("self",), no_key=True)
    return reports.select_related("round__scheme").get(pk=report_id)
