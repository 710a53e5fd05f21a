"""How the lifecycle of a hearing meets its row, and the lock that every change of one takes."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import HEARING
from fordel.hearing.models import Hearing, HearingPoint
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _not_now(hearing: Hearing, _verb: str) -> UserError:
    state = hearing.get_state_display()
    return UserError(
        _("This cannot be done while the hearing is: %(state)s.") % {"state": state}, _("Nothing was changed.")
    )


def _require_later(hearing: Hearing, facts: Facts) -> None:
    closes_at: datetime | None = facts.get("closes_at")
    if closes_at is None or closes_at <= max(hearing.closes_at, now()):
        raise UserError(
            _("The new last day must be later than the one that was announced."), _("Choose a later day."), "closes_on"
        )


def _require_time_has_come(hearing: Hearing, _facts: Facts) -> None:
    if now() < hearing.closes_at:
        raise UserError(_("The hearing is still open."), _("Nothing was changed."))


def _require_answers(hearing: Hearing, _facts: Facts) -> None:
    waiting = HearingPoint.objects.filter(input__hearing=hearing, input__received_at__isnull=False, outcome="").count()
    if waiting:
        message = _("Not every point has an answer. %(count)s are left.") % {"count": waiting}
        raise UserError(message, _("Answer them first."))


HEARINGS: Final = Rules[Hearing](
    lifecycle=HEARING,
    place=lambda hearing: Place(hearing.office_id),
    roles=roles_at,
    refusal=_not_now,
    guards={
        "later": _require_later,
        "time_has_come": _require_time_has_come,
        "all_answered": _require_answers,
    },
)


def locked_hearing(hearing_id: int) -> Hearing:
    """The hearing, held until the transaction ends. Raises Hearing.DoesNotExist."""
    rows = Hearing.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("office", "plan__office", "version").get(pk=hearing_id)
