"""Work on imports that is too long for a page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import translation
from procrastinate.contrib.django import app

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.casework.services.send_reminders import REMIND_AT, send_due_reminders
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.intake.services.apply_import import apply_import
from fordel.reports.intake.services.check_import import Progress
from fordel.reports.intake.services.import_rules import IMPORTS
from fordel.reports.models import ImportState, SpreadsheetImport
from fordel.reports.partners.services.tell_change import tell_when_quiet
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.writing.services.write_receipt import write_receipt

LONGEST_EXTENSION: Final = timedelta(days=366)


@app.task(name="reports.apply_in_background")
def apply_in_background(import_id: int, person_id: int, update: bool, attempt: int = 0) -> None:
    """Imports the file. When it cannot be done nothing is changed, and the file waits again with the reason.

    A job that another attempt has taken over from does nothing.
    """
    import_ = SpreadsheetImport.objects.select_related("round", "file").get(pk=import_id)
    if import_.state != ImportState.RUNNING or import_.attempt != attempt:
        return
    person = Person.objects.filter(pk=person_id).first()
    with translation.override((person.language if person else "") or settings.LANGUAGE_CODE):
        try:
            apply_import(import_, person, update=update, progress=_progress_of(import_id), attempt=attempt)
        except UserError as error:
            _give_back(import_, str(error))
        except Exception:
            _give_back(import_, "")
            raise


def _give_back(import_: SpreadsheetImport, reason: str) -> None:
    with transaction.atomic():
        held = SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("round")
        own = held.filter(pk=import_.pk, state=ImportState.RUNNING, attempt=import_.attempt).first()
        if own is not None:
            advance(IMPORTS, own, "fail", None)
            own.result = {**import_.result, "failed": reason or True}
            own.save(update_fields=["state", "result"])


def _progress_of(import_id: int) -> Progress:
    """Writes how far it has come over a connection of its own, so that it is seen while the import's transaction is
    still open."""

    def note(done: int, total: int) -> None:
        beside = connections.create_connection(DEFAULT_DB_ALIAS)
        try:
            with beside.cursor() as cursor:
                cursor.execute(
                    "UPDATE reports_spreadsheetimport SET done_rows = %s, total_rows = %s, "
                    "progress_at = clock_timestamp() WHERE id = %s",
                    [done, total, import_id],
                )
        finally:
            beside.close()

    return note


@app.task(name="reports.tell_party_of_change", retry=5)
def tell_party_of_change(party_id: int) -> None:
    """Tells a party how what it confirmed has changed, once its owner is quiet; waits on while they write."""
    left = tell_when_quiet(party_id)
    if left > 0:
        queue_job("reports.tell_party_of_change", after=timedelta(seconds=left), party_id=party_id)


@app.periodic(cron="0 5-20 * * *")
@app.task(name="reports.remind_of_deadlines", queueing_lock="reports.remind_of_deadlines", pass_context=False)
def remind_of_deadlines(timestamp: int) -> None:
    """Every day from 07.00 in Norway, reminders whose day has come. They go at seven; the later hours find nothing to
    do, unless no worker was there at seven."""
    if datetime.fromtimestamp(timestamp, OSLO).hour < REMIND_AT:
        return
    recent = Round.objects.filter(is_history=False, needs_deadline__gt=now() - LONGEST_EXTENSION)
    for round_ in recent.order_by("pk"):
        send_due_reminders(round_)


@app.task(name="reports.write_receipt", retry=5)
def write_receipt_of(submission_id: int) -> None:
    """Sets the receipt of what was received and tells those who act for the owner; run again it does nothing."""
    write_receipt(NEEDS_REPORT, submission_id)
