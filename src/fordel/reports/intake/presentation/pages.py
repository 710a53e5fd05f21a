"""What the import pages show, from what was kept when the file was checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from fordel.core.alphabet import norwegian_key
from fordel.core.needs_import.fields import OWNER_FIELDS, REQUIRED, Columns, Field
from fordel.parties.models import PARTNER_KINDS, Organisation
from fordel.parties.names import name_key
from fordel.programme.selectors.groups import groups_of
from fordel.reports.intake.presentation.preview_tables import bad_table, group_table, reading_table
from fordel.reports.intake.presentation.sums import sum_sentences
from fordel.reports.intake.services.import_choices import Choices
from fordel.reports.intake.services.import_outcome import in_active_language
from fordel.reports.intake.services.remarks import REMARKS
from fordel.reports.models import SpreadsheetImport
from fordel.reports.presentation.changes import shown_changes
from fordel.reports.selectors.counted_answers import PREFIX, counted_questions, question_in_words
from fordel.reports.selectors.report_fields import fields_of

SHOWN_ROWS: Final = 200
_NOTHING_CHECKED: Final = {"accepted": 0, "rejected": 0, "duplicates": 0, "changed": 0, "updated": 0, "total": 0}
_HINTS: Final[dict[str, Any]] = {
    Field.OWNER: _("Name or organisation number is enough, but the number is safest."),
    Field.NUMBER: _("The file's own number makes a row recognisable the next time."),
    Field.PARTNER_AMOUNT: _("The part of the need that goes to the partner."),
}


class ColumnField(NamedTuple):
    """A field of the column page: its name, whether it is needed, a hint, the chosen column (or None) and examples."""

    code: str
    name: str
    is_required: bool
    hint: str
    chosen: int | None
    examples: str
    is_unclear: bool
    is_guess: bool = False

    @property
    def column_name(self) -> str:
        return f"column-{self.code}"


class PartnerQuestion(NamedTuple):
    """A name that nobody knows, with the answer so far (an id, `new:<kind>`, or '')."""

    name: str
    answer: str


def chosen_columns(import_: SpreadsheetImport) -> Columns:
    """The column that is suggested or chosen for each field."""
    return Choices.from_json(import_.mapping).columns or {}


def column_fields(import_: SpreadsheetImport, posted: Mapping[str, str] | None = None) -> list[ColumnField]:
    """Every field, and every question that the scheme counts, with its suggested or chosen column."""
    chosen, scheme = chosen_columns(import_), import_.round.scheme
    hints = {PREFIX + question.code: question_in_words(question) for question in counted_questions(scheme)}
    examples, unclear = import_.result["examples"], set(import_.result["unclear"])
    found = []
    for field in fields_of(scheme):
        code = str(field.code)
        column = chosen.get(code)
        if posted is not None:
            text = posted.get(f"column-{code}", "")
            column = int(text) if text.isascii() and text.isdigit() else None
        known = column is not None and column < len(examples)
        found.append(
            ColumnField(
                code=code,
                name=str(field.name),
                is_required=code in REQUIRED or code in OWNER_FIELDS,
                hint=str(_HINTS.get(code) or hints.get(code, "")),
                chosen=column,
                examples=" · ".join(examples[column]) if known and column is not None else "",
                is_unclear=code in unclear and column is None,
                is_guess=column is not None and import_.result.get("guessed", {}).get(code) == column,
            )
        )
    return found


def partner_options() -> list[tuple[int, str]]:
    """The partners that are registered, by name. One query."""
    rows = Organisation.objects.filter(kind__in=PARTNER_KINDS).values_list("pk", "name")
    return sorted(rows, key=lambda row: norwegian_key(row[1]))


def partner_questions(import_: SpreadsheetImport) -> list[PartnerQuestion]:
    """The names in the file that no partner is known by, with the answers so far."""
    answers = Choices.from_json(import_.mapping).partners
    found = []
    for name in import_.result.get("unknown_partners", []):
        answer = answers.get(name_key(name))
        text = "" if answer is None else str(answer.organisation or f"new:{answer.kind}")
        found.append(PartnerQuestion(name, text))
    return found


def preview_context(import_: SpreadsheetImport) -> dict[str, Any]:
    """Counts, sums, problems, changes, readings and sum checks for the preview and the result."""
    result = {**_NOTHING_CHECKED, **import_.result}
    problems = [in_active_language(problem) for problem in result.get("problems", [])[:SHOWN_ROWS]]
    settled = {"duplicate", "changed", "duplicate_in_file"} | REMARKS
    groups, known = result.get("by_target_group", {}), groups_of(import_.round_id).codes
    by_group = [(code, groups[code]["count"], groups[code]["sum"]) for code in known if code in groups]
    bad = [problem for problem in problems if problem.get("code") not in settled]
    readings = result.get("readings", [])[:SHOWN_ROWS]
    return {
        "result": result,
        "group_table": group_table(import_.round_id, by_group, result["accepted"], result["total"]),
        "remarks": [problem for problem in problems if problem.get("code") in REMARKS],
        "bad": bad,
        "bad_table": bad_table(bad),
        "duplicates": [p for p in problems if p.get("code") in ("duplicate", "duplicate_in_file")],
        "more_problems": max(0, len(result.get("problems", [])) - SHOWN_ROWS),
        "changes": [
            {**line, "changes": shown_changes(line["changes"], import_.round)} for line in result.get("changes", [])
        ],
        "readings": readings,
        "reading_table": reading_table(readings),
        "more_readings": max(0, len(result.get("readings", [])) - SHOWN_ROWS),
        "sums": [(line, sum_sentences(line)) for line in result.get("sums", [])],
        "skipped": [line for line in result.get("skipped", []) if line["kind"] == "note"],
        "unsettled": result.get("changed", 0) - result.get("updated", 0),
    }
