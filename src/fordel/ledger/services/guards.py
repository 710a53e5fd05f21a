"""Rejects a frame smaller than what has been committed."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.ledger.models import Account
from fordel.ledger.selectors.balances import balances
from fordel.programme.models import FrameLine
from fordel.shared.errors import UserError


def refuse_frame_below_promises(line: FrameLine, new_amount: int) -> None:
    """Raises UserError when what is awarded and held back from the line is more than the new frame (kroner)."""
    standing = balances([line.pk])[line.pk]
    promised = standing[Account.AWARDED] + standing[Account.HELD_BACK]
    if new_amount < promised:
        raise UserError(
            _("%(promised)s kroner are already decided from the frame for %(line)s.")
            % {"promised": format_kroner(promised), "line": line.name(get_language() or "nb").lower()},
            _("The frame cannot be lower than that."),
            line.code,
        )
