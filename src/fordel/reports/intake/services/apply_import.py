"""Imports the good rows of a file that was received, or nothing; and the whole way from file to reports in one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.db import transaction

from fordel.core.needs_import.fields import Columns, Field
from fordel.parties.models import Organisation, OrganisationAlias, Person
from fordel.parties.names import name_key
from fordel.parties.services.organisations import register_organisation, remember_alias
from fordel.programme.models import Round
from fordel.reports.intake.services.check_import import CHANGED, NEW, REJECTED, Check, Progress, check_import
from fordel.reports.intake.services.import_choices import Choices, PartnerAnswer
from fordel.reports.intake.services.import_outcome import ImportOutcome, kept_problems, outcome_of
from fordel.reports.intake.services.import_rules import IMPORTS
from fordel.reports.intake.services.open_table import OpenTable, UnusableFileError, open_table
from fordel.reports.intake.services.receive_import import receive_import
from fordel.reports.intake.services.write_reports import write_changes, write_new
from fordel.reports.models import ImportState, SpreadsheetImport
from fordel.reports.plugs.report_locks import refuse_after_decision
from fordel.reports.presentation.words import missing_columns
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance

_KEPT_OF_PREVIEW: Final = ("sheet", "other_sheets", "header_row", "headings", "changes", "skipped")


def import_file(
    round_: Round,
    name: str,
    content: bytes,
    actor: Person | None,
    *,
    update: bool = False,
    all_or_nothing: bool = False,
    dry_run: bool = False,
    partner_answers: Mapping[str, PartnerAnswer] | None = None,
    columns: Columns | None = None,
    sheet: str | None = None,
    for_command_line: bool = False,
) -> ImportOutcome:
    """From a file to reports in one call; `partner_answers` are by the name in the file.

    Raises UnusableFileError when nothing can be read from the file, and UserError when it cannot be kept or the
    round is decided. A dry run
    writes nothing at all. `all_or_nothing`: nothing is imported when a row is rejected or changed and not updated.
    """
    refuse_after_decision(round_)
    partners = {name_key(key): answer for key, answer in (partner_answers or {}).items()}
    choices = Choices(sheet, columns, partners, is_sheet_named=sheet is not None)
    table = open_table(name, content, round_, columns, sheet)
    require_columns(table, for_command_line=for_command_line, may_guess=False)
    if dry_run:
        check = check_import(round_, table, choices.answers, is_sheet_named=choices.is_sheet_named)
        stopped = all_or_nothing and is_incomplete(check, update=update)
        return outcome_of(check, update=update, stopped=stopped, for_command_line=for_command_line)
    with transaction.atomic():
        received, table = receive_import(round_, name, content, actor, choices, table)
        return apply_import(
            received,
            actor,
            update=update,
            all_or_nothing=all_or_nothing,
            table=table,
            for_command_line=for_command_line,
        )


def require_columns(table: OpenTable, *, for_command_line: bool = False, may_guess: bool = True) -> None:
    """Raises UnusableFileError when a required field has no column, or only a guess and `may_guess` is False."""
    guessed = table.suggestion.guessed
    columns = dict(table.columns)
    if table.is_guess and not may_guess:
        columns = {code: column for code, column in columns.items() if code not in guessed}
    missing = replace(table.suggestion, columns=columns).missing
    if missing:
        headings = list(table.header.headings)
        guess = next((table.heading(table.suggestion.columns[code]) for code in guessed if code in missing), "")
        aside = [table.heading(column) for column in table.suggestion.set_aside] if Field.AMOUNT in missing else []
        message, fix = missing_columns(
            missing, headings, guess=guess, set_aside=aside, for_command_line=for_command_line
        )
        raise UnusableFileError(message, fix)


def is_incomplete(check: Check, *, update: bool) -> bool:
    """Whether some row would be left out for a reason that somebody must look at (duplicates are already here)."""
    return bool(check.of(REJECTED) or (check.of(CHANGED) and not update))


@transaction.atomic
def apply_import(
    import_: SpreadsheetImport,
    actor: Person | None,
    *,
    update: bool = False,
    all_or_nothing: bool = False,
    table: OpenTable | None = None,
    progress: Progress | None = None,
    for_command_line: bool = False,
    attempt: int | None = None,
) -> ImportOutcome:
    """Writes the good rows and keeps the outcome with the import. All of it, or nothing when anything fails.

    The round is locked first, so two imports at once cannot take the same report twice. `attempt` is that of a job,
    which must still be the running one. Raises UserError when it was already imported, when the round is
    decided, and when columns are missing.
    """
    round_ = Round.objects.select_for_update(of=("self",)).select_related("office", "scheme").get(pk=import_.round_id)
    current = SpreadsheetImport.objects.select_related("file", "round").get(pk=import_.pk)
    refuse_after_decision(round_)
    expected = ImportState.RECEIVED if attempt is None else ImportState.RUNNING
    if current.state != expected or attempt not in (None, current.attempt):
        raise IMPORTS.refusal(current, "apply")
    if attempt is None:
        advance(IMPORTS, current, "apply", actor)
    choices = Choices.from_json(current.mapping)
    if table is None:
        content = current.file.read()
        table = open_table(current.file.name, content, round_, choices.columns, choices.sheet)
    require_columns(table, for_command_line=for_command_line)
    _register_partners(choices, actor, current.round.office_id)
    check = check_import(round_, table, choices.answers, progress, is_sheet_named=choices.is_sheet_named)
    stopped = all_or_nothing and is_incomplete(check, update=update)
    current.round = round_
    if not stopped:
        write_new(current, check, check.of(NEW), actor)
        write_changes(current, check, check.of(CHANGED) if update else [], actor)
    outcome = outcome_of(check, update=update, stopped=stopped, for_command_line=for_command_line)
    _finish(current, outcome, actor)
    return replace(outcome, import_id=current.pk)


def _register_partners(choices: Choices, actor: Person | None, office: int) -> None:
    """Registers partners that the user described, and remembers the names that were mapped to known ones."""
    for key, answer in choices.partners.items():
        if OrganisationAlias.objects.filter(key=key).exists():
            continue
        if answer.organisation is not None:
            organisation = Organisation.objects.get(pk=answer.organisation)
        else:
            organisation = register_organisation(answer.name, answer.kind, actor=actor, source="import", office=office)
        remember_alias(organisation, answer.name, actor=actor, office=office)


def _finish(import_: SpreadsheetImport, outcome: ImportOutcome, actor: Person | None) -> None:
    rows = outcome.accepted + outcome.rejected + outcome.duplicates + outcome.changed
    advance(IMPORTS, import_, "finish", None)
    import_.applied_at = now()
    preview = {key: import_.result[key] for key in _KEPT_OF_PREVIEW if key in import_.result}
    import_.result = {**preview, **kept_result(outcome)}
    import_.done_rows = import_.total_rows = rows
    import_.save()
    record(
        "reports.import.applied",
        actor=actor,
        subject=import_,
        office=import_.round.office_id,
        details={
            "accepted": outcome.accepted,
            "rejected": outcome.rejected,
            "duplicates": outcome.duplicates,
            "changed": outcome.changed,
            "updated": outcome.updated,
            "total": outcome.total,
        },
    )


def kept_result(outcome: ImportOutcome) -> dict[str, Any]:
    """What `SpreadsheetImport.result` holds: the documented JSON, the updated rows, and the file's sums beside ours."""
    return {
        **outcome.as_json(),
        "problems": kept_problems(outcome),
        "updated": outcome.updated,
        "sums": outcome.sums,
        "is_stopped": outcome.is_stopped,
        "remarks": outcome.remarks,
    }
