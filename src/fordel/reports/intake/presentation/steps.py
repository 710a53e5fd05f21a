"""What is said before an import is undone."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner
from fordel.reports.intake.services.undo_import import why_import_stands
from fordel.reports.models import SpreadsheetImport
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Step


def undo_step(import_: SpreadsheetImport) -> Step:
    """Before the reports of a file are taken back."""
    round_, result = import_.round, import_.result
    sums = {"count": result.get("accepted", 0), "sum": format_kroner(result.get("total", 0))}
    updated = result.get("updated", 0)
    taken = ngettext(
        "%(count)s report of %(sum)s kroner is taken away.",
        "%(count)s reports of %(sum)s kroner together are taken away.",
        sums["count"],
    )
    former = ngettext(
        "%(count)s report that was updated becomes what it was.",
        "%(count)s reports that were updated become what they were.",
        updated,
    ) % {"count": updated}
    stands = why_import_stands(import_)
    address = reverse("reports:import", kwargs={**round_.where, "import_id": import_.pk})
    return Step(
        question=_("Undo the import?"),
        button=_("Undo the import"),
        happens="" if stands else f"{taken % sums} {former if updated else ''}".strip(),
        way_back=_("The file is kept, and can be imported again."),
        back=address,
        trail=[
            Link(_("Imports"), reverse("reports:imports", kwargs={**round_.where})),
            Link(import_.file.name, address),
        ],
        refusal=UserError(stands, _("Nothing can be changed.")) if stands else None,
    )
