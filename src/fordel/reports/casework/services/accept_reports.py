"""Marks many reports as ready for the forum at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.casework.notices.reports import ReportsAccepted
from fordel.reports.casework.services.bulk import Sorted, locked_reports, sort_for
from fordel.reports.casework.services.change_state import ACTIONS
from fordel.reports.models import NeedsReport, ReportMessage, ReportStateChange
from fordel.reports.selectors.own_work import written_by
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance_many


@transaction.atomic
def accept_reports(round_: Round, report_ids: Iterable[int], actor: Person) -> Sorted:
    """Those that were accepted, and those left as they were. Each owner gets one mail about all of its own. Raises
    UserError when the year is decided."""
    locked = list(locked_reports(round_, report_ids))
    found = sort_for("accept", locked, own=written_by(actor.pk, [report.pk for report in locked]))
    instant, changes, events = now(), [], []
    for report, step in zip(found.fits, advance_many(REPORTS, found.fits, "accept", actor), strict=True):
        report.reply_by = None
        changes.append(
            ReportStateChange(
                report=report, verb="accept", source=step.source, target=step.target, at=instant, by=actor
            )
        )
        events.append(Event(ACTIONS["accept"], report, {"from": step.source, "reason_length": 0}))
    NeedsReport.objects.bulk_update(found.fits, ["state", "reply_by"], batch_size=1000)
    ReportStateChange.objects.bulk_create(changes, batch_size=1000)
    ReportMessage.objects.filter(report__in=found.fits, answered_at__isnull=True).update(answered_at=instant)
    record_many(events, actor=actor, office=round_.office_id)
    _notify_owners(round_, found.fits)
    return found


def _notify_owners(round_: Round, reports: Iterable[NeedsReport]) -> None:
    by_owner: defaultdict[int, list[NeedsReport]] = defaultdict(list)
    for report in reports:
        by_owner[report.owner_id].append(report)
    for own in by_owner.values():
        notify(to_organisation(own[0].owner, round_.office), ReportsAccepted(tuple(own)))
