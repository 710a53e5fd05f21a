"""Takes in a file: it must be readable and hold a table, is kept as it came, and nothing is imported yet."""

from __future__ import annotations

from django.db import transaction

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.intake.services.import_choices import Choices
from fordel.reports.intake.services.open_table import OpenTable, open_table
from fordel.reports.models import SpreadsheetImport
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.files import store_file

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
}


def receive_import(
    round_: Round,
    name: str,
    content: bytes,
    actor: Person | None,
    choices: Choices | None = None,
    table: OpenTable | None = None,
) -> tuple[SpreadsheetImport, OpenTable]:
    """The import in its first state, and the table that was found; `table` if the file was opened already.

    Raises UnusableFileError (nothing is kept) and UserError (no room for the file; nothing is kept).
    """
    chosen = choices or Choices()
    table = table or open_table(name, content, round_, chosen.columns, chosen.sheet)
    with transaction.atomic():
        stored = store_file(name, content, CONTENT_TYPES[table.kind], actor)
        made = SpreadsheetImport.objects.create(
            round=round_,
            file=stored,
            mapping=Choices(table.sheet, table.columns, chosen.partners, chosen.is_sheet_named).as_json(),
            created_at=now(),
            created_by=actor,
        )
        record(
            "reports.file.received",
            actor=actor,
            subject=made,
            office=round_.office_id,
            details={"sha256": stored.sha256, "bytes": stored.size},
        )
    return made, table
