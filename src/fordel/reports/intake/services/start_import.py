"""Imports a checked file: at once when it is small, by the job worker when it is large."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models.functions import Now

from fordel.parties.models import Person
from fordel.reports.intake.services.apply_import import apply_import
from fordel.reports.intake.services.import_rules import IMPORTS
from fordel.reports.models import ImportState, SpreadsheetImport
from fordel.reports.plugs.report_locks import refuse_after_decision
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance

BACKGROUND_ABOVE: Final = 1_000


def start_import(import_: SpreadsheetImport, actor: Person, *, update: bool) -> bool:
    """Returns True when the import is done, False when the job worker has it. Raises UserError.

    The job is handed over in the same transaction as the state changes, so none is lost and none starts twice.
    """
    refuse_after_decision(import_.round)
    if import_.total_rows <= BACKGROUND_ABOVE:
        apply_import(import_, actor, update=update)
        return True
    with transaction.atomic():
        waiting = SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("round")
        current = waiting.filter(pk=import_.pk, state=ImportState.RECEIVED).first()
        if current is not None:
            advance(IMPORTS, current, "apply", actor)
            current.done_rows, current.attempt, current.progress_at = 0, current.attempt + 1, Now()
            current.save(update_fields=["state", "done_rows", "attempt", "progress_at"])
            attempt = current.attempt
            queue_job(
                "reports.apply_in_background",
                import_id=import_.pk,
                person_id=actor.pk,
                update=update,
                attempt=attempt,
            )
    return False
