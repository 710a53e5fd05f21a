"""Signs a report; with the second signature it is sent to Udir."""

from __future__ import annotations

from django.db import transaction

from fordel.annual.models import AnnualReport, AnnualSignature, AnnualState
from fordel.annual.notices import AnnualReportReady, AnnualReportSent
from fordel.annual.selectors.readers import national_readers
from fordel.annual.selectors.reports import with_round
from fordel.annual.services.annual_rules import ANNUAL_REPORTS, next_role
from fordel.annual.services.lock import locked_report
from fordel.notices.recipient import to_office, to_people
from fordel.notices.services.notify import notify
from fordel.parties.models import Person, Role
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance

_FIRST, _LAST = 1, 2


@transaction.atomic
def sign_report(report_id: int, person: Person, role: str, seen: str) -> AnnualReport:
    """The report, signed by the person in the role that they act in. `seen` is the SHA-256 of what they were shown.

    Raises UserError if it is not ready, the role is not the next one or has ended, the person has signed it already, or
    something has changed; and, for the last signature, if they have written in it. Nothing is signed then.
    """
    report = locked_report(report_id)
    place = _LAST if report.state == AnnualState.HALF_SIGNED else _FIRST
    verb = "sign_last" if place == _LAST else "sign"
    advance(ANNUAL_REPORTS, report, verb, person, person=person, role=role, seen=seen)
    AnnualSignature.objects.create(
        report=report, place=place, role=role, person=person, sha256=report.sha256, signed_at=now()
    )
    details = {"place": place, "sha256": report.sha256}
    record("annual.report.signed", actor=person, subject=report, office=report.office_id, details=details)
    if report.state == AnnualState.SENT:
        _send(report)
    else:
        report.save(update_fields=["state"])
        notify(to_office(report.round.office, [Role(next_role(report))]), AnnualReportReady(report))
    return report


def _send(report: AnnualReport) -> None:
    """The version before is replaced, and both the office and Udir are notified."""
    for former in with_round().filter(round=report.round_id, state=AnnualState.SENT):
        advance(ANNUAL_REPORTS, former, "replace", None)
        former.save(update_fields=["state"])
        record("annual.report.replaced", actor=None, subject=former, office=report.office_id)
    report.sent_at = now()
    report.save(update_fields=["state", "sent_at"])
    details = {"version": report.version, "sha256": report.sha256}
    record("annual.report.sent", actor=None, subject=report, office=report.office_id, details=details)
    office = report.round.office
    notify(to_office(office, (Role.CASE_OFFICER, Role.APPROVER)), AnnualReportSent(report))
    notify(to_people(national_readers(office.pk), office), AnnualReportSent(report))
