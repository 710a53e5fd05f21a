"""Many reports at once: sorts out which of them a step can be done with, assigns them, finds them ready."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fordel.core.lifecycle import NEEDS_REPORT
from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.reports.casework.services.change_state import ACTIONS
from fordel.reports.models import COUNTED_STATES, NeedsReport, ReportMessage, ReportStateChange
from fordel.reports.notices.reports import ReportsAccepted
from fordel.reports.plugs.report_locks import why_not_change
from fordel.reports.selectors.own_work import written_by
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance_many


@dataclass(frozen=True)
class Skipped:
    """A report that was left as it was, and why in words."""

    report: NeedsReport
    reason: str


@dataclass(frozen=True)
class Sorted:
    """Reports that an action fits, and those that it does not."""

    fits: list[NeedsReport] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def amount(self) -> int:
        """Kroner of those that it fits."""
        return sum(report.amount for report in self.fits)


def sort_for(
    action: str, reports: Iterable[NeedsReport], person_id: int | None = None, own: Collection[int] = ()
) -> Sorted:
    """`action` is assign (`person_id` is to whom, None nobody), accept or export. `own` are ids of the reports that the
    officer has written or sent on the owner's side."""
    found = Sorted()
    for report in reports:
        reason = _why_not(action, report, person_id, own)
        if reason:
            found.skipped.append(Skipped(report, reason))
        else:
            found.fits.append(report)
    return found


def _why_not(action: str, report: NeedsReport, person_id: int | None, own: Collection[int]) -> str:
    state = report.get_state_display()
    if action == "accept" and not NEEDS_REPORT.allows(report.state, "accept"):
        return _("It cannot be marked as ready while it is: %(state)s.") % {"state": state}
    if action == "accept" and report.pk in own:
        return _("You have written or sent it yourself, for the owner. Somebody else at the office must find it ready.")
    if action == "assign" and report.state not in COUNTED_STATES:
        return _("It is not handled any more: %(state)s.") % {"state": state}
    if action == "assign" and report.assigned_to_id == person_id:
        return _("It is assigned like this already.")
    return ""


def locked_reports(round_: Round, report_ids: Iterable[int]) -> QuerySet[NeedsReport]:
    """The round's reports among the ids, locked in the order of their numbers. Raises UserError when the year is
    decided."""
    Round.objects.select_for_update(of=("self",), no_key=True).get(pk=round_.pk)
    reason = why_not_change(round_)
    if reason:
        raise UserError(reason, _("Nothing was changed."))
    own = NeedsReport.objects.filter(round=round_, pk__in=list(report_ids)).order_by("number")
    return own.select_for_update(of=("self",), no_key=True).select_related("owner")


@transaction.atomic
def assign_reports(round_: Round, report_ids: Iterable[int], to: int | None, actor: Person) -> Sorted:
    """Those that were assigned, and those left as they were. `to` is a case officer of the office, None for nobody.
    Raises UserError when it is somebody else, or the year is decided."""
    if to is not None and to not in {officer.id for officer in officers_of(round_.office_id)}:
        raise UserError(_("Choose a case officer at your office."), "", "to")
    found = sort_for("assign", locked_reports(round_, report_ids), to)
    NeedsReport.objects.filter(pk__in=[report.pk for report in found.fits]).update(assigned_to=to)
    events = [
        Event("reports.report.assigned", report, {"from": report.assigned_to_id, "to": to}) for report in found.fits
    ]
    record_many(events, actor=actor, office=round_.office_id)
    return found


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
