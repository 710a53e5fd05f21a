"""Locks the report of a round, and takes it back to a draft."""

from __future__ import annotations

from fordel.annual.models import UNSENT_STATES, AnnualReport
from fordel.annual.notices import AnnualSignatureVoided
from fordel.annual.selectors.reports import with_round
from fordel.notices.recipient import to_people
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.audit import record
from fordel.shared.clock import now


def locked_report(report_id: int) -> AnnualReport:
    """The report with its round, held."""
    return with_round().select_for_update(of=("self",), no_key=True).get(pk=report_id)


def locked_unsent(round_: Round) -> AnnualReport | None:
    """The version that is not sent, held; the round is held first, so that two cannot begin one at the same time."""
    Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    rows = with_round().select_for_update(of=("self",), no_key=True)
    return rows.filter(round=round_.pk, state__in=UNSENT_STATES).first()


def thaw(report: AnnualReport, person: Person) -> None:
    """What was frozen goes, after the state is set back to a draft; signatures stop counting, and their people are
    notified."""
    report.content, report.sha256, report.ready_at = None, "", None
    report.save(update_fields=["state", "content", "sha256", "ready_at"])
    for signature in report.signatures.filter(voided_at__isnull=True).select_related("person"):
        signature.voided_at = now()
        signature.save(update_fields=["voided_at"])
        details = {"place": signature.place}
        record("annual.report.voided", actor=person, subject=report, office=report.office_id, details=details)
        if signature.person is not None:
            notify(to_people([signature.person.pk], report.round.office), AnnualSignatureVoided(report))
