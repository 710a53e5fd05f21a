"""How the lifecycle of an agreement meets its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import AGREEMENT
from fordel.partnership.models import Agreement, Partnership, Signature
from fordel.partnership.selectors.agreements import Standing, standing_of
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


@dataclass(frozen=True)
class _Between:
    """The place of an agreement: the pair, which is compared by its number."""

    partnership: Partnership

    def __hash__(self) -> int:
        return hash(self.partnership.pk)


def _refusal(agreement: Agreement, verb: str) -> UserError:
    state = agreement.get_state_display()
    if verb in ("sign", "sign_last"):
        return UserError(
            _("The agreement cannot be signed. It is: %(state)s.") % {"state": state}, _("Nothing was signed.")
        )
    return UserError(
        _("This cannot be done while the agreement is: %(state)s.") % {"state": state}, _("Nothing was changed.")
    )


def _roles(person_id: int, place: Any) -> frozenset[str]:
    return frozenset({"party"}) if standing_of(person_id, place.partnership).acts_for else frozenset()


def _require_right(agreement: Agreement, facts: Facts) -> None:
    standing: Standing = facts["standing"]
    if not standing.signs_for:
        names = {"name": agreement.partnership.organisation(standing.side).name} if standing.side else {"name": "–"}
        raise UserError(
            _("You do not have the right to sign for %(name)s.") % names,
            _("An administrator there can give it to you, on the page «Colleagues»."),
        )


def _require_one_side(_agreement: Agreement, facts: Facts) -> None:
    standing: Standing = facts["standing"]
    if standing.is_on_both:
        raise UserError(
            _("You act for both sides of the agreement."), _("Ask somebody who acts for one of them alone to sign.")
        )


def _require_as_read(_agreement: Agreement, facts: Facts) -> None:
    if not facts["is_as_read"]:
        raise UserError(
            _("The agreement has been changed since you opened the page."),
            _("Read it again before you sign. Nothing was signed."),
        )


def _require_other_side(agreement: Agreement, facts: Facts) -> None:
    standing: Standing = facts["standing"]
    if Signature.objects.filter(agreement=agreement, side=standing.side, voided_at__isnull=True).exists():
        name = agreement.partnership.organisation(standing.side).name
        raise UserError(
            _("%(name)s has signed already.") % {"name": name}, _("The agreement waits for the other side.")
        )


def _require_reason(_agreement: Agreement, facts: Facts) -> None:
    if not facts.get("reason", ""):
        raise UserError(_("There is no reason."), _("Write why. The other side gets it by mail."), "reason")


AGREEMENTS: Final = Rules[Agreement](
    lifecycle=AGREEMENT,
    place=lambda agreement: _Between(agreement.partnership),
    roles=_roles,
    refusal=_refusal,
    guards={
        "may_sign": _require_right,
        "one_side": _require_one_side,
        "as_read": _require_as_read,
        "other_side": _require_other_side,
        "reason": _require_reason,
    },
)
