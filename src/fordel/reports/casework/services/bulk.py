"""What is done with many reports at once tells how many it was, and why some were left as they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fordel.core.lifecycle import NEEDS_REPORT
from fordel.programme.models import Round
from fordel.reports.models import COUNTED_STATES, NeedsReport
from fordel.reports.plugs.report_locks import why_not_change
from fordel.shared.errors import UserError


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
