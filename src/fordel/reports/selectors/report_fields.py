"""The fields of a received report, each described once: its name, its cell in a file, and how it is read from a
spreadsheet, from what an owner sent and from the database, kept in a snapshot, written, and shown in the history.

Import, snapshots, history and export go through this table. A field of the table is in all of them. Each question that
a scheme counts is a field too (`fields_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.core.form.definition import Question, text_in
from fordel.core.form.draft import DraftFacts
from fordel.core.money import format_kroner
from fordel.core.needs_import.fields import Field
from fordel.core.needs_import.row_reader import RowValues
from fordel.parties.names import name_key
from fordel.programme.models import SchemeVersion
from fordel.programme.selectors.groups import group_name, groups_of
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.counted_answers import PREFIX, answer_in_words, counted_questions, lazy_name_of
from fordel.reports.selectors.reports import ReportRow
from fordel.shared.spreadsheets import Cell

Networks = Mapping[str, int]
"""Folded name of a network -> its id."""


@dataclass(frozen=True)
class ReportField:
    """A field of a received report. `code` is its name in files.

    A field with `kept` is part of a snapshot, under `key`: `kept` gives the value that is kept, `imported` and `sent`
    the same value of a row of a file and of what an owner sent (None: it has to be looked up first), `put` sets it on a
    report, in `columns`, and `words` writes it for a person who reads the history of a report of the round. An
    `optional` field is left out of a snapshot if it was not given.
    """

    code: str
    name: str | Promise
    cell: Callable[[ReportRow], Cell]
    kept: Callable[[ReportRow], Any] | None = None
    imported: Callable[[RowValues], Any] | None = None
    sent: Callable[[DraftFacts], Any] | None = None
    put: Callable[[NeedsReport, Any, Networks], None] | None = None
    columns: tuple[str, ...] = ()
    words: Callable[[Any, int], str] = lambda value, round_id: str(value)
    key: str = ""
    optional: bool = False

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", str(self.code))


def yes_no(value: bool | None) -> str | None:
    """Yes or no in the active language, None if it was not given."""
    return None if value is None else (gettext("Yes") if value else gettext("No"))


def _plain(
    code: Field,
    name: str | Promise,
    column: str,
    *,
    sent: Callable[[DraftFacts], Any],
    cell: Callable[[ReportRow], Cell] | None = None,
    words: Callable[[Any], str] = str,
) -> ReportField:
    """A field that is one column of a report, with the same value everywhere."""

    def put(report: NeedsReport, value: Any, _networks: Networks) -> None:
        setattr(report, column, value)

    kept = attrgetter(column)
    return ReportField(
        code,
        name,
        cell or kept,
        kept,
        imported=attrgetter(code.value),
        sent=sent,
        put=put,
        columns=(column,),
        words=lambda value, _round_id: words(value),
    )


def _yes_no_field(code: Field, name: str | Promise, column: str) -> ReportField:
    """A question that is answered with yes or no, or not at all; the form asks it under the name of the column."""
    return _plain(
        code,
        name,
        column,
        sent=lambda facts: {"yes": True, "no": False}.get(facts.text(column)),
        cell=lambda row: yes_no(getattr(row, column)),
        words=lambda value: yes_no(value) or "",
    )


def _put_submitted(report: NeedsReport, value: str | None, _networks: Networks) -> None:
    report.submitted_on = date.fromisoformat(value) if value else None


def _put_target_group(report: NeedsReport, value: str, _networks: Networks) -> None:
    report.target_group_id = groups_of(report.round_id).of(value).id


def _put_network(report: NeedsReport, value: str, networks: Networks) -> None:
    report.network_id = networks.get(name_key(value))


def _first_theme(facts: DraftFacts) -> str:
    """The bokmål name of the first theme chosen: figures count each report under one theme. '' if the scheme's form
    does not ask for themes, or none is chosen."""
    chosen = set(facts.codes("themes"))
    asked = (question for _part, question in facts.form.questions() if question.code == "themes")
    choices = [choice for question in asked for choice in question.choices]
    return next((text_in(choice.label, "nb") for choice in choices if choice.code in chosen), "")


def _partners_kept(row: ReportRow) -> list[dict[str, Any]]:
    return [
        {"organisation": partner.organisation_id, "name": partner.name, "amount": partner.amount}
        for partner in row.partners
    ]


def _partner_amounts(row: ReportRow) -> Cell:
    """A number if there is one partner, else the amounts in the order of the partners."""
    amounts = [partner.amount for partner in row.partners]
    return amounts[0] if len(amounts) == 1 else "; ".join(str(amount) for amount in amounts) or None


REPORT_FIELDS: Final = (
    ReportField(Field.NUMBER, _("Number"), lambda row: row.number),
    ReportField(
        Field.SUBMITTED,
        _("Submitted"),
        lambda row: row.submitted_on,
        lambda row: row.submitted_on.isoformat() if row.submitted_on else None,
        imported=lambda values: values.submitted.isoformat() if values.submitted else None,
        put=_put_submitted,
        columns=("submitted_on",),
        words=lambda value, round_id: ".".join(reversed(value.split("-"))),
    ),
    ReportField(Field.OWNER, _("Owner"), lambda row: row.owner_name),
    ReportField(Field.OWNER_NUMBER, _("Organisation number"), lambda row: row.owner_number),
    ReportField(
        Field.MUNICIPALITY,
        _("Municipality number"),
        lambda row: row.municipality_number,
        lambda row: row.municipality_number,
        columns=("municipality",),
    ),
    ReportField(
        Field.TARGET_GROUP,
        _("Target group"),
        lambda row: row.group.name,
        lambda row: row.target_group,
        imported=lambda values: values.target_group,
        sent=lambda facts: facts.text("target_group"),
        put=_put_target_group,
        columns=("target_group",),
        words=lambda value, round_id: group_name(round_id, value),
    ),
    _plain(Field.TITLE, _("Measure"), "title", sent=lambda facts: facts.text("title")),
    _plain(Field.THEME, _("Theme"), "theme", sent=_first_theme),
    ReportField(
        Field.NETWORK,
        _("Network"),
        lambda row: row.network_name,
        lambda row: row.network_name,
        sent=lambda facts: facts.text("network"),
        put=_put_network,
        columns=("network",),
    ),
    ReportField(
        Field.PARTICIPATING,
        _("Participating municipalities"),
        lambda row: ", ".join(row.participating),
        lambda row: list(row.participating),
        words=lambda value, round_id: ", ".join(value),
    ),
    ReportField(
        Field.PARTNER,
        _("Partner"),
        lambda row: "; ".join(partner.name for partner in row.partners),
        _partners_kept,
        words=lambda value, round_id: "; ".join(f"{each['name']} ({format_kroner(each['amount'])})" for each in value),
        key="partners",
    ),
    _yes_no_field(Field.SAMI, _("Sámi perspective"), "sami_perspective"),
    _plain(Field.DURATION, _("Duration (years)"), "duration_years", sent=lambda facts: len(facts.years)),
    _plain(
        Field.AMOUNT,
        _("Reported need (kroner)"),
        "amount",
        sent=lambda facts: facts.need(facts.year),
        words=format_kroner,
    ),
    ReportField(Field.PARTNER_AMOUNT, _("Of which to the partner (kroner)"), _partner_amounts),
    _plain(Field.EMPLOYEES, _("Employees"), "employees", sent=lambda facts: facts.number("employees")),
    _plain(Field.CHILDREN, _("Children and pupils"), "children", sent=lambda facts: facts.number("children")),
    _yes_no_field(Field.TOOK_PART, _("Employees took part"), "employees_took_part"),
)
FIELD_NAMES: Final[Mapping[str, str | Promise]] = {field.code: field.name for field in REPORT_FIELDS}
_of_scheme: Final[dict[str, tuple[ReportField, ...]]] = {}


def fields_of(scheme: SchemeVersion) -> tuple[ReportField, ...]:
    """The fields of every report, and one for each question that the scheme counts."""
    if scheme.sha256 not in _of_scheme:
        _of_scheme[scheme.sha256] = (*REPORT_FIELDS, *map(_counted, counted_questions(scheme)))
    return _of_scheme[scheme.sha256]


def _counted(question: Question) -> ReportField:
    code = question.code

    def sent(facts: DraftFacts) -> str | None:
        return (facts.text(code) or None) if facts.is_asked(question) else None

    def put(report: NeedsReport, value: str | None, _networks: Networks) -> None:
        others = {name: answer for name, answer in report.answers.items() if name != code}
        report.answers = others | ({code: value} if value else {})

    return ReportField(
        PREFIX + code,
        lazy_name_of(question),
        cell=lambda row: answer_in_words(question, row.answers.get(code, "")) or None,
        kept=lambda row: row.answers.get(code),
        imported=lambda values: values.answers.get(code),
        sent=sent,
        put=put,
        columns=("answers",),
        words=lambda value, round_id: answer_in_words(question, value),
        optional=True,
    )
