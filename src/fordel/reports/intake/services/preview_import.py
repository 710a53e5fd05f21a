"""Checks a received file and keeps what was found, so that the pages before importing cost one query."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.needs_import.fields import Columns, shown
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.intake.services.apply_import import kept_result, require_columns
from fordel.reports.intake.services.check_import import CHANGED, Check, check_import
from fordel.reports.intake.services.import_choices import Choices
from fordel.reports.intake.services.import_outcome import outcome_of
from fordel.reports.intake.services.open_table import OpenTable, UnusableFileError, open_table
from fordel.reports.models import ImportState, NeedsReport, SpreadsheetImport
from fordel.reports.selectors.report_fields import fields_of
from fordel.reports.selectors.reports import rows_of
from fordel.reports.selectors.snapshots import changes_between, snapshot_of
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError

_SHOWN_CHANGES: Final = 200
_EXAMPLES: Final = 2


def open_received(import_: SpreadsheetImport) -> OpenTable:
    """The table of a kept import, with the columns as they were chosen last."""
    choices = Choices.from_json(import_.mapping)
    return _open_kept(import_, choices.columns, choices.sheet or None)


def _open_kept(import_: SpreadsheetImport, columns: Columns | None = None, sheet: str | None = None) -> OpenTable:
    """Raises UnusableFileError without a field: the pages about a kept file have none to choose another with."""
    try:
        return open_table(import_.file.name, import_.file.read(), import_.round, columns, sheet)
    except UnusableFileError as error:
        raise UnusableFileError(error.message, error.fix) from error


@transaction.atomic
def preview_import(import_: SpreadsheetImport, table: OpenTable) -> None:
    """Checks every row and keeps counts, sums, readings, problems and changes in `import_.result`.

    Where required columns are missing, what is kept says only that.
    """
    choices = Choices.from_json(import_.mapping)
    overview = _overview(table)
    try:
        require_columns(table)
    except UnusableFileError as error:
        import_.result = {**overview, "missing": {"message": error.message, "fix": error.fix}}
        import_.save(update_fields=["result"])
        return
    check = check_import(import_.round, table, choices.answers)
    outcome = outcome_of(check, update=False, stopped=False, for_command_line=False)
    import_.total_rows = len(check.rows)
    import_.result = {
        **kept_result(outcome),
        **overview,
        "changes": _changes(import_.round, check),
        "skipped": [asdict(line) for line in check.skipped],
        "unknown_partners": sorted({*check.unknown_partners.values(), *(a.name for a in choices.partners.values())}),
    }
    import_.save(update_fields=["result", "total_rows"])


@transaction.atomic
def choose_columns(import_: SpreadsheetImport, choices: Choices, actor: Person | None) -> None:
    """Keeps the user's choice of columns and partners, and checks the file again. Raises UnusableFileError."""
    waits = SpreadsheetImport.objects.select_for_update().filter(pk=import_.pk, state=ImportState.RECEIVED)
    if waits.first() is None:
        return
    if choices.as_json() == import_.mapping and "accepted" in import_.result:
        return  # nothing was chosen otherwise, and a large file takes seconds to check
    table = _open_kept(import_, choices.columns, choices.sheet)
    import_.mapping = choices.as_json()
    import_.save(update_fields=["mapping"])
    record("reports.mapping.changed", actor=actor, subject=import_, office=import_.round.office_id)
    preview_import(import_, table)


@transaction.atomic
def choose_sheet(import_: SpreadsheetImport, sheet: str, actor: Person | None) -> None:
    """Reads another sheet of the file, with the columns suggested by its own headings. Raises UserError."""
    waits = SpreadsheetImport.objects.select_for_update().filter(pk=import_.pk, state=ImportState.RECEIVED)
    if waits.first() is None:
        return
    if sheet not in (import_.result["sheet"], *import_.result["other_sheets"]):
        raise UserError(_("The sheet is not in the file."), _("Choose one of the sheets in the list."), field="sheet")
    table = _open_kept(import_, sheet=sheet)
    partners = Choices.from_json(import_.mapping).partners
    import_.mapping = Choices(table.sheet, table.columns, partners).as_json()
    import_.save(update_fields=["mapping"])
    record("reports.mapping.changed", actor=actor, subject=import_, office=import_.round.office_id)
    preview_import(import_, table)


def _overview(table: OpenTable) -> dict[str, Any]:
    """What the column page needs of the file: sheet, headings, and the first cells of each column."""
    first = [table.grid.rows[row] for row in range(table.header.row, len(table.grid.rows))]
    examples = []
    for column in range(len(table.header.headings)):
        cells = (shown(row[column]).strip() for row in first if column < len(row))
        filled = [text[:40] for text in cells if text]
        examples.append(filled[:_EXAMPLES])
    return {
        "sheet": table.sheet,
        "other_sheets": list(table.other_sheets),
        "header_row": table.header.row,
        "headings": [table.heading(column) for column in range(len(table.header.headings))],
        "examples": examples,
        "unclear": [str(field) for field in table.suggestion.unclear],
        "guessed": {str(field): table.suggestion.columns[field] for field in table.suggestion.guessed},
        "checked_at": now().isoformat(),
    }


def _changes(round_: Round, check: Check) -> list[dict[str, Any]]:
    """Old and new of each changed row, the first ones only where there are very many. Three queries."""
    rows = check.of(CHANGED)[:_SHOWN_CHANGES]
    if not rows:
        return []
    ids = [row.existing.id for row in rows if row.existing]
    before = {row.id: row for row in rows_of(NeedsReport.objects.filter(pk__in=ids))}
    found, fields = [], fields_of(round_.scheme)
    for row in rows:
        if row.existing is None or row.resolved is None:
            continue
        old = before[row.existing.id]
        changes = changes_between(snapshot_of(old, fields), row.resolved.snapshot, fields)
        found.append(
            {
                "row": row.row,
                "number": old.number,
                "owner": old.owner_name,
                "title": old.title,
                "changes": [change._asdict() for change in changes],
            }
        )
    return found
