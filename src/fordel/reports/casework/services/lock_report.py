"""Takes hold of a report that an officer wants to change, unless somebody else has done so since they saw it."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.reports.models import NeedsReport, ReportMessage, ReportState, ReportStateChange
from fordel.reports.plugs.report_locks import why_not_change
from fordel.reports.selectors.log import token_of
from fordel.shared.errors import UserError


class ReportChangedError(UserError):
    """Somebody else changed the report after the page was opened."""


def locked_report(report_id: int, seen: str | None) -> NeedsReport:
    """The report with its round and owner, locked (the round first). Raises ReportChangedError when it is not as the
    page showed it, and UserError when the year is decided. `seen` None: whatever has happened."""
    round_id = NeedsReport.objects.values_list("round", flat=True).get(pk=report_id)
    round_ = (
        Round.objects.select_for_update(of=("self",), no_key=True).select_related("office", "scheme").get(pk=round_id)
    )
    report = NeedsReport.objects.select_for_update(of=("self",), no_key=True).select_related("owner").get(pk=report_id)
    report.round = round_
    if seen is not None and seen != current_token(report):
        raise ReportChangedError(
            _("The report was just changed by %(name)s, and is now: %(state)s.")
            % {"name": _who_changed(report) or _("somebody else"), "state": ReportState(report.state).label},
            _("Nothing of yours is lost: what you wrote is below. Look at what changed, and choose again."),
        )
    reason = why_not_change(round_)
    if reason:
        raise UserError(reason, _("Nothing was changed."))
    return report


def current_token(report: NeedsReport) -> str:
    """Two queries."""
    change = ReportStateChange.objects.filter(report=report).aggregate(last=Max("pk"))["last"]
    message = ReportMessage.objects.filter(report=report).aggregate(last=Max("pk"))["last"]
    return token_of(report.version, change, message)


def _who_changed(report: NeedsReport) -> str:
    latest: list[tuple[Any, str | None]] = [
        *ReportStateChange.objects.filter(report=report).order_by("-pk").values_list("at", "by__name")[:1],
        *ReportMessage.objects.filter(report=report).order_by("-pk").values_list("sent_at", "author__name")[:1],
    ]
    return max(latest, key=lambda pair: pair[0], default=(None, ""))[1] or ""
