"""How the lifecycle of spreadsheet imports meets their rows."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import SPREADSHEET_IMPORT
from fordel.parties.selectors.standing import Place, roles_at
from fordel.reports.models import SpreadsheetImport
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _refusal(_import: SpreadsheetImport, verb: str) -> UserError:
    if verb == "undo":
        return UserError(_("This import has not been carried out, or was already undone."), _("Nothing was changed."))
    return UserError(_("This file has already been imported."), _("See what became of it in the list of imports."))


def _require_nothing_built(_import: SpreadsheetImport, facts: Facts) -> None:
    """`why_not` says in words what builds on the import, '' for nothing."""
    if facts["why_not"]:
        raise UserError(facts["why_not"], _("Nothing was changed."))


IMPORTS: Final = Rules[SpreadsheetImport](
    lifecycle=SPREADSHEET_IMPORT,
    place=lambda import_: Place(import_.office_id),
    roles=roles_at,
    refusal=_refusal,
    guards={"nothing_builds_on_it": _require_nothing_built},
)
