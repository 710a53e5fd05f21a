"""How the lifecycle of needs reports meets their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import NEEDS_REPORT
from fordel.parties.selectors.standing import Place, roles_at
from fordel.reports.models import NeedsReport, ReportOrigin
from fordel.reports.selectors.own_work import written_by
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _place(report: NeedsReport) -> Place:
    return Place(report.office_id, owner=report.owner_id, by_office=report.origin == ReportOrigin.OFFICE)


def _refusal(report: NeedsReport, verb: str) -> UserError:
    if verb == "withdraw":
        return UserError(_("The report is not sent, so there is nothing to withdraw."), _("Nothing was changed."))
    return UserError(
        _("This cannot be done while the report is: %(state)s.") % {"state": report.get_state_display()},
        _("Nothing was changed."),
    )


def _own_hand(_report: NeedsReport) -> UserError:
    return UserError(
        _("You have written or sent this report yourself, for the owner."),
        _("Somebody else at the office must find it ready."),
    )


def _own(person_id: int, reports: Sequence[NeedsReport]) -> frozenset[int]:
    return written_by(person_id, [report.pk for report in reports])


def _require_reason(_report: NeedsReport, facts: Facts) -> None:
    if not facts["reason"]:
        raise UserError(_("The reason is missing."), _("Write it as the owner is to read it."), "reason")


def _require_reply_by(_report: NeedsReport, facts: Facts) -> None:
    if facts["reply_by"] is None or facts["reply_by"] <= now():
        raise UserError(_("The day to answer by must be after today."), _("Choose a later day."), "reply_by")


REPORTS: Final = Rules[NeedsReport](
    lifecycle=NEEDS_REPORT,
    place=_place,
    roles=roles_at,
    refusal=_refusal,
    own_hand=_own_hand,
    own=_own,
    guards={"reason": _require_reason, "reply_by": _require_reply_by},
)
