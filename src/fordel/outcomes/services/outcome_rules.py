"""How the lifecycle of an outcome report meets its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import OUTCOME
from fordel.outcomes.models import OutcomeReport
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import prepared_of
from fordel.shared.lifecycles import Facts, Rules
from fordel.writing.models import FieldVersion


def _place(outcome: OutcomeReport) -> Place:
    return Place(outcome.office_id, owner=outcome.report.owner_id, by_office=outcome.by_office)


def _refusal(outcome: OutcomeReport, verb: str) -> UserError:
    if verb == "send" and outcome.state == "submitted":
        return UserError(
            _("The report is sent already."), _("The county governor can return it if something must be changed.")
        )
    return UserError(
        _("This cannot be done while the report is: %(state)s.") % {"state": outcome.get_state_display()},
        _("Nothing was changed."),
    )


def _own_hand(_outcome: OutcomeReport) -> UserError:
    return UserError(
        _("You have written or registered this report yourself, for the owner."),
        _("Somebody else at the office must approve it."),
    )


def written_by(person_id: int, outcomes: Sequence[OutcomeReport]) -> frozenset[int]:
    """Ids of those among the reports that the person has sent, registered or written in. Two queries."""
    rows = FieldVersion.objects.filter(document__in=[each.pk for each in outcomes], changed_by=person_id)
    return prepared_of(person_id, outcomes) | frozenset(rows.order_by().values_list("document", flat=True))


def _require_reason(_outcome: OutcomeReport, facts: Facts) -> None:
    if not facts["reason"]:
        raise UserError(_("The reason is missing."), _("Write it as the owner is to read it."), "reason")


def _require_reply_by(_outcome: OutcomeReport, facts: Facts) -> None:
    if facts["reply_by"] is None or facts["reply_by"] <= now():
        raise UserError(_("The day to answer by must be after today."), _("Choose a later day."), "reply_by")


def _require_later(outcome: OutcomeReport, facts: Facts) -> None:
    until = facts["until"]
    if until is None or until <= max(outcome.closes, now()):
        raise UserError(
            _("The day must be after the deadline that the owner has now, and after today."),
            _("Choose a later day."),
            "until",
        )


OUTCOMES: Final = Rules[OutcomeReport](
    lifecycle=OUTCOME,
    place=_place,
    roles=roles_at,
    refusal=_refusal,
    own_hand=_own_hand,
    own=written_by,
    guards={"reason": _require_reason, "reply_by": _require_reply_by, "later": _require_later},
)
