"""Takes an import back: before it is applied, or by putting the reports back as they were."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import OperationalError, transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.parties.models import Municipality, Person
from fordel.parties.names import name_key
from fordel.programme.models import Round
from fordel.reports.intake.services.import_rules import IMPORTS
from fordel.reports.intake.services.write_reports import CHANGED_FIELDS, fill_from_snapshot, replace_relations
from fordel.reports.models import (
    ImportRow,
    ImportState,
    NeedsReport,
    ReportState,
    ReportVersion,
    SpreadsheetImport,
)
from fordel.reports.plugs.report_locks import why_not_undo
from fordel.reports.selectors.report_fields import fields_of
from fordel.reports.selectors.snapshots import fingerprint
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.networks import ensure_networks
from fordel.shared.audit import record
from fordel.shared.clock import now
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
    record("reports.import.stopped", actor=actor, subject=current, office=import_.round.office_id)


def why_import_stands(import_: SpreadsheetImport) -> str:
    """Why the import cannot be undone, in words, or '' when it can."""
    if import_.state != ImportState.APPLIED:
        return _("This import has not been carried out, or was already undone.")
    reason = why_not_undo(import_.round)
    if reason:
        return reason
    own = ImportRow.objects.filter(source=import_, report__isnull=False).values("report")
    later = ImportRow.objects.filter(report__in=own, source__gt=import_.pk, source__state=ImportState.APPLIED)
    if later.exists():
        return _("A later import has changed some of the same reports. Undo that one first.")
    return _why_handled(NeedsReport.objects.filter(pk__in=own))


def _why_handled(reports: QuerySet[NeedsReport]) -> str:
    """Why reports that somebody has worked on stay, or ''. One query."""
    worked_on = (
        ~Q(state=ReportState.SUBMITTED)
        | Q(messages__isnull=False)
        | Q(notes__isnull=False)
        | Q(state_changes__isnull=False)
        | Q(draft__isnull=False)
    )
    numbers = list(reports.filter(worked_on).order_by("number").values_list("number", flat=True).distinct())
    if not numbers:
        return ""
    text = ngettext(
        "Report %(numbers)s has been handled: it has another state, a message, a note or a draft.",
        "Reports %(numbers)s have been handled: they have another state, a message, a note or a draft.",
        len(numbers),
    )
    shown = ", ".join(str(number) for number in numbers[:10]) + (" …" if len(numbers) > 10 else "")
    return text % {"numbers": shown}


@transaction.atomic
def undo_import(import_: SpreadsheetImport, actor: Person | None) -> int:
    """Returns how many reports were taken away or put back. Raises UserError when something builds on the import.

    Owners, networks and names of partners that the file brought stay registered: others may already use them.
    """
    Round.objects.select_for_update(of=("self",)).get(pk=import_.round_id)
    current = SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("round").get(pk=import_.pk)
    advance(IMPORTS, current, "undo", actor, why_not=why_import_stands(current))
    sources = dict(ImportRow.objects.filter(source=current).values_list("report_id", "outcome"))
    updated = [pk for pk, outcome in sources.items() if outcome == "updated" and pk is not None]
    created = [pk for pk, outcome in sources.items() if outcome == "created" and pk is not None]
    _put_back(current.round, updated)
    ImportRow.objects.filter(source=current).update(report=None)
    try:
        with transaction.atomic():
            NeedsReport.objects.filter(pk__in=created).delete()
    except ProtectedError as error:
        raise UserError(_("Something already builds on these reports."), _("Nothing was changed.")) from error
    current.undone_at = now()
    current.undone_by = actor
    current.save(update_fields=["state", "undone_at", "undone_by"])
    record(
        "reports.import.undone",
        actor=actor,
        subject=current,
        office=current.round.office_id,
        details={"removed": len(created), "put_back": len(updated)},
    )
    return len(created) + len(updated)


def _put_back(round_: Round, report_ids: list[int]) -> None:
    """The reports say again what they said in their last kept version."""
    reports = NeedsReport.objects.select_for_update().in_bulk(report_ids)
    kept: dict[int, ReportVersion] = {}
    for version in ReportVersion.objects.filter(report__in=report_ids).order_by("version"):
        kept[version.report_id] = version
    names = {name_key(version.values["network"]): version.values["network"] for version in kept.values()}
    networks = ensure_networks(round_.office_id, {key: name for key, name in names.items() if key})
    places = dict(Municipality.objects.values_list("number", "id"))
    ordered, fields = [reports[pk] for pk in kept], fields_of(round_.scheme)
    for report in ordered:
        values = kept[report.pk].values
        fill_from_snapshot(report, values, fields, networks, now())
        report.municipality_id = places.get(values["municipality"])
        report.content_hash = fingerprint(values)
        report.version = kept[report.pk].version
    NeedsReport.objects.bulk_update(ordered, CHANGED_FIELDS, batch_size=1000)
    replace_relations(ordered, [kept[report.pk].values for report in ordered])
    ReportVersion.objects.filter(pk__in=[version.pk for version in kept.values()]).delete()
    index_reports(kept)
