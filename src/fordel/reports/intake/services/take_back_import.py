"""Gives a file back to its user when the job that was importing it has died, so that it can be started again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import OperationalError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.intake.services.import_rules import IMPORTS
from fordel.reports.models import ImportState, SpreadsheetImport
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

STOPPED_AFTER: Final = timedelta(seconds=60)


def has_stopped(import_: SpreadsheetImport) -> bool:
    """Whether the job has given no sign of life for STOPPED_AFTER, by the clock of the database. One query."""
    silent = Q(progress_at__isnull=True) | Q(progress_at__lt=Now() - STOPPED_AFTER)
    return SpreadsheetImport.objects.filter(silent, pk=import_.pk, state=ImportState.RUNNING).exists()


@transaction.atomic
def take_back_import(import_: SpreadsheetImport, actor: Person | None) -> None:
    """The file waits for its user again. Nothing is done for an import that is not running any more.

    A job holds the round while it works, so a job that is alive is never taken from; one that wakes up later finds
    another attempt, and does nothing. The job is also taken up again by itself (`shared.jobs`): if that comes first,
    it is at work, and if the user comes first, it finds another attempt. Raises UserError while the job is at work.
    """
    try:
        with transaction.atomic():
            Round.objects.select_for_update(of=("self",), nowait=True).get(pk=import_.round_id)
    except OperationalError as error:
        raise UserError(_("The import is still at work."), _("Wait a little, and look again.")) from error
    current = SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("round").get(pk=import_.pk)
    if current.state != ImportState.RUNNING:
        return
    if not has_stopped(current):
        raise UserError(_("The import is still at work."), _("Wait a little, and look again."))
    advance(IMPORTS, current, "take_back", actor)
    current.attempt += 1
    current.save(update_fields=["state", "attempt"])
    record("needs.import.stopped", actor=actor, subject=current, office=import_.round.office_id)
