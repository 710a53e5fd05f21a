"""How the lifecycle of the recommendation meets its row, and why it may not be opened again."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import RECOMMENDATION
from fordel.forum.models import Recommendation
from fordel.forum.recommendation.selectors.recommendation import missing_in
from fordel.meetings.plugs.hooks import why_not_end
from fordel.parties.selectors.standing import Place, roles_at
from fordel.programme.models import Round
from fordel.programme.plugs.round_locks import RoundLock, first_reason
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules
from fordel.shared.plugs import Plug

REOPEN_LOCKS: Final = Plug[RoundLock]("forum: why the recommendation cannot be opened again")


def why_not_reopen(round_: Round) -> str:
    """Why the round's recommendation cannot be opened again, or ''."""
    return first_reason(REOPEN_LOCKS, round_)


def _refusal(_found: Recommendation, verb: str) -> UserError:
    if verb == "reopen":
        return UserError(_("The recommendation is not adopted."), _("Nothing was changed."))
    return UserError(_("The forum has adopted the recommendation, so it is locked."), _("Nothing was changed."))


def _require_ready(found: Recommendation, facts: Facts) -> None:
    missing = missing_in(found, facts["state"])
    if missing:
        raise UserError(_("The recommendation is not ready."), " ".join(missing))


def _require_no_vote(_found: Recommendation, facts: Facts) -> None:
    reason = why_not_end(facts["meeting"])
    if reason:
        raise UserError(reason, _("Then the recommendation can be adopted."))


def _require_no_proposal(found: Recommendation, _facts: Facts) -> None:
    reason = why_not_reopen(found.round)
    if reason:
        raise UserError(reason, _("Nothing was changed."))


def _require_reason(_found: Recommendation, facts: Facts) -> None:
    if not facts["because"].strip():
        raise UserError(_("Write why it is opened again."), _("The forum and the governor can read it."), "because")


RECOMMENDATIONS: Final = Rules[Recommendation](
    lifecycle=RECOMMENDATION,
    place=lambda found: Place(found.office_id),
    roles=roles_at,
    refusal=_refusal,
    guards={
        "ready": _require_ready,
        "no_vote": _require_no_vote,
        "nothing_builds_on_it": _require_no_proposal,
        "reason": _require_reason,
    },
    keeps_state=False,
)
