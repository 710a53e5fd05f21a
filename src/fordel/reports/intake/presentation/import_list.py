"""The columns of the list of imports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.programme.models import Round
from fordel.reports.intake.selectors.imports import ImportLine
from fordel.reports.models import ImportState
from fordel.shared.dates import moment
from fordel.shared.pages.columns import ListColumn, PageList

_STATES: Final = {
    ImportState.RECEIVED: ("warning", gettext_lazy("Not imported")),
    ImportState.RUNNING: ("info", gettext_lazy("Being imported")),
    ImportState.APPLIED: ("success", gettext_lazy("Imported")),
}
_NOT_YET: Final = (ImportState.RECEIVED, ImportState.RUNNING)


def import_list(round_: Round) -> PageList[ImportLine]:
    """The columns; the name of the file leads to its import."""

    def file(line: ImportLine) -> SafeString:
        address = reverse("reports:import", kwargs={**round_.where, "import_id": line.id})
        checksum = '<a href="{}">{}</a><div class="checksum" title="SHA-256">{}</div>'
        return format_html(checksum, address, line.name, line.sha256)

    return PageList(
        (
            ListColumn("file", _("File"), file, is_heading=True),
            ListColumn("when", _("When and by whom"), _when),
            ListColumn("state", _("State"), _state),
            ListColumn("accepted", _("Imported"), _count("accepted"), is_numeric=True),
            ListColumn("changed", _("Changed"), _count("changed"), is_numeric=True),
            ListColumn("duplicates", _("Duplicates"), _count("duplicates"), is_numeric=True),
            ListColumn("rejected", _("Rejected"), _count("rejected"), is_numeric=True),
            ListColumn("total", _("Sum (kroner)"), _count("total"), is_numeric=True),
        )
    )


def _when(line: ImportLine) -> SafeString:
    return format_html('{}<br><span class="muted">{}</span>', moment(line.at), line.by or _("command line"))


def _state(line: ImportLine) -> SafeString:
    tone, words = _STATES.get(ImportState(line.state), ("", gettext_lazy("Undone")))
    return (
        format_html('<span class="tag {}">{}</span>', tone, words)
        if tone
        else format_html('<span class="tag">{}</span>', words)
    )


def _count(name: str) -> Callable[[ImportLine], str]:
    """What was found of the kind; nothing is known before the file is imported."""
    return lambda line: "–" if line.state in _NOT_YET else format_kroner(line.result[name] or 0)
