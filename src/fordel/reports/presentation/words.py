"""What the codes of the rules mean in words: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fordel.core.form.definition import text_in
from fordel.core.money import format_kroner
from fordel.core.needs_import.fields import Field, Problem
from fordel.reports.presentation.remark_texts import REMARK_CLI_FIXES, REMARK_TEXTS
from fordel.reports.selectors.report_fields import FIELD_NAMES

Text = str | Promise
Pair = tuple[Text, Text]

_TABLE: Final[dict[str, Pair]] = {
    "no_header": (
        _("We cannot find a row with headings."),
        _("Write headings such as Eier, Org.nr, Målgruppe, Tiltak and Meldt behov in the row above the reports."),
    ),
    "two_headers": (
        _("There are two rows of headings: row %(first)s and row %(second)s."),
        _("Keep one row of headings, just above the reports, and delete the other."),
    ),
    "nothing_below": (
        _("There is nothing below the headings in row %(row)s."),
        _("Check that you chose the right file and that the reports stand below the headings."),
    ),
}
_WHOLE_KRONER: Final = _("Write whole kroner, for example 312 500.")
_PROBLEMS: Final[dict[str, Pair]] = {
    "amount_empty": (_("The amount is missing."), _("Write the reported need in whole kroner, for example 312 500.")),
    "amount_negative": (_("The amount is below zero."), _("Write an amount above 0 kroner.")),
    "amount_zero": (_("The amount is 0."), _("Write an amount above 0 kroner, or remove the row.")),
    "amount_too_large": (_("The amount is larger than any grant can be."), _("Check the number of digits.")),
    "amount_leading_zero": (_("The amount begins with 0."), _("Remove the zeros in front, or check the number.")),
    "amount_abbreviated": (_("The amount is shortened."), _("Write all the digits, for example 12 500 000.")),
    "amount_ore": (
        _("The amount has decimals or øre, or can be read in two ways."),
        _("Round the amount to whole kroner, and write it without decimals: 1 263 000, not 1 263 000,50."),
    ),
    "amount_comma_groups": (
        _("A comma can be a decimal sign or divide thousands, so we do not guess."),
        _("Divide thousands with a space, for example 312 500."),
    ),
    "amount_mixed_separators": (
        _("The thousands are divided in more than one way."),
        _("Use the same kind of space everywhere, for example 1 263 000."),
    ),
    "amount_groups": (
        _("The digits are not in groups of three, so a digit may be missing."),
        _("Check the number, and write for example 1 263 000."),
    ),
    "amount_not_an_amount": (_("This is not an amount."), _WHOLE_KRONER),
    "amount_boolean": (_("This is true/false, not an amount."), _WHOLE_KRONER),
    "amount_date": (
        _("The spreadsheet program has made the amount a date."),
        _("Set the cell's format to number, and write the amount again."),
    ),
    "merged_amount": (
        _("The amount is in a cell that is merged over rows %(first)s–%(last)s."),
        _("Split the cell, and write the amount of each report on its own row."),
    ),
    "covered_value": (
        _("The cell is part of a merged cell that shows «%(seen)s», but another value lies hidden below it."),
        _("Split the merged cell, and write in each row what applies to it."),
    ),
    "other_unit": (
        _("The number is shown as %(unit)s in the file, not as kroner or a plain number."),
        _("Write whole kroner or a plain number, and set the format of the cell to number."),
    ),
    "sum_or_report": (
        _("The row looks like a sum of the rows above, but also like a report. We do not count it."),
        _(
            "If it is a sum, there is nothing to do. If it is a report, give it a title that does not say sum, and "
            "move it above the rows it seems to sum up."
        ),
    ),
    "extra_cells": (
        _("The row has more cells than there are headings, so an amount or a text may have been divided."),
        _("Put the cell in quotation marks if its text has the sign that divides cells, or save the file as .xlsx."),
    ),
    "formula_without_value": (
        _("The cell holds a formula whose result is not saved in the file."),
        _("Open the file in a spreadsheet program, save it, and try again; or write the value instead of the formula."),
    ),
    "formula_error": (_("The formula in the cell gives an error."), _("Write the value instead of the formula.")),
    "missing_owner": (_("The owner is missing."), _("Write the owner's organisation number.")),
    "missing_target_group": (_("The target group is missing."), _("Write one of these: %(groups)s.")),
    "missing_title": (_("The measure has no title."), _("Write what the measure is called.")),
    "target_group": (_("We do not know this target group."), _("Write one of these: %(groups)s.")),
    "yes_no": (_("The answer is neither yes nor no."), _("Write Ja or Nei.")),
    "answer": (_("This is not one of the answers to the question."), _("Write one of these: %(answers)s.")),
    "answer_not_asked": (
        _("The question is not asked because of what the row answers to «%(other)s»."),
        _("Correct one of the two answers, or leave this cell empty."),
    ),
    "date": (_("This is not a date that we can read."), _("Write the date as 30.01.2026.")),
    "count": (_("This is not a whole number."), _("Write a number with digits only, or leave the cell empty.")),
    "duration": (_("The duration must be 1 to %(longest)s years."), _("Write a whole number of years.")),
    "too_long": (_("The text is longer than %(longest)s characters."), _("Shorten it.")),
    "owner_number_length": (
        _("An organisation number has nine digits."),
        _("Check the number in Brønnøysundregistrene."),
    ),
    "owner_number_check": (
        _("The organisation number is not valid: its last digit does not fit the others."),
        _("Check the number in Brønnøysundregistrene. A digit may be wrong or swapped."),
    ),
    "owner_number_synthetic": (
        _("The organisation number is from the range for test data."),
        _("Write the owner's real organisation number."),
    ),
    "partner_amount_without_partner": (
        _("There is an amount for a partner, but no partner."),
        _("Write the partner, or remove the amount."),
    ),
    "partner_amounts_unclear": (
        _("There are %(partners)s partners, but not as many amounts, so we do not know who gets what."),
        _("Write one amount for each partner in the same order, divided by semicolons: 200 000; 100 000."),
    ),
    "partner_amount_above": (
        _("The partners get %(shared)s, but the whole need is %(amount)s."),
        _("Correct one of the amounts. The partners' part cannot be larger than the whole."),
    ),
    "municipality_unknown": (
        _("We do not know this municipality."),
        _("Write the municipality number, four digits."),
    ),
    "municipality_elsewhere": (
        _("%(name)s belongs to another county governor's area."),
        _("Check the municipality. The report must be sent to the county governor of that area."),
    ),
    "municipality_not_owners": (
        _("The municipality is %(name)s, but the organisation number belongs to %(owner)s."),
        _("Correct the municipality number or the organisation number."),
    ),
    "owner_is_partner": (
        _("The organisation number belongs to %(name)s, which is a partner and not an owner."),
        _("Write the organisation number of the owner of the kindergarten or school."),
    ),
    "owner_name_differs": (
        _("The organisation number %(number)s belongs to %(name)s, not to the owner on this row."),
        _("Correct the name or the number."),
    ),
    "owner_several": (
        _("Several owners have this name."),
        _("Write the owner's organisation number."),
    ),
    "owner_unknown_name": (_("We do not know this owner."), _("Write the owner's organisation number too.")),
    "owner_unknown_number": (
        _("We do not know this organisation number, and the row has no name."),
        _("Write the owner's name too. The owner is then registered."),
    ),
    "owner_municipality_number": (
        _("%(name)s does not have this organisation number in our register."),
        _("Check the number. Municipalities have one number for all their kindergartens and schools here."),
    ),
    "participating_unknown": (
        _("We do not know this municipality among those that take part."),
        _("Write the names of the municipalities with commas between them, or their numbers."),
    ),
    "partner_unknown": (
        _("We do not know this partner."),
        _("Say which organisation it is under «Columns and partners». We remember the answer."),
    ),
    "partner_twice": (_("The same partner is listed twice."), _("Write each partner once.")),
    "duplicate": (
        _("This report is already here, with the same content, as number %(number)s."),
        _("There is nothing to do. The row is not imported again."),
    ),
    "changed": (
        _("Report %(number)s is already here, with other content."),
        _("Compare old and new, and choose to update if the file is right."),
    ),
    "duplicate_in_file": (
        _("This row says the same as row %(row)s."),
        _("There is nothing to do. The report is imported once."),
    ),
    "conflict_in_file": (
        _("This row is the same report as row %(row)s, but says something else."),
        _("If they are two reports, give them different numbers or titles. If not, delete the wrong row."),
    ),
}
_CLI_FIXES: Final[dict[str, Text]] = {
    "partner_unknown": _(
        'Say what it is with --partner "%(value)s=vocational_college" (or university, other_provider), or whose name '
        'it is with --partner-alias "%(value)s=ORGNR".'
    ),
    "changed": _("Run again with --update if the file is right."),
}
_MISSING: Final[Pair] = (
    _("We cannot find a column for: %(fields)s."),
    _("Give the columns headings, or say which column holds what. The headings in the file are: %(headings)s."),
)
_SET_ASIDE: Final = _(
    "%(headings)s is not taken for the need, because it may be another amount, another year or another unit than "
    "kroner."
)
_GUESS: Final = _("«%(heading)s» may be the title of the measure.")
_NO_SUCH_SHEET: Final[Pair] = (
    _("The workbook has no sheet called «%(name)s»."),
    _("Choose one of these: %(names)s."),
)
_NO_SHEETS: Final[Pair] = (
    _("The file has no sheets, and none called «%(name)s»."),
    _("Leave out the name of the sheet."),
)
_MISSING_CLI_FIX: Final = _(
    "Give the columns headings, or say which column holds what with --column, for example "
    '--column "amount=HEADING". The headings in the file are: %(headings)s.'
)


def table_error(code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Why no table could be found in a sheet, and what to do."""
    return _filled(_TABLE[code], params)


def missing_columns(
    fields: list[Field],
    headings: list[str],
    *,
    guess: str = "",
    set_aside: Sequence[str] = (),
    for_command_line: bool,
) -> tuple[str, str]:
    """That required columns are not known, and what to do. `guess` is a heading that may be the title's, `set_aside`
    are headings that may name another amount than the need."""
    named = ", ".join(str(FIELD_NAMES[field]) for field in fields)
    fix = _MISSING_CLI_FIX if for_command_line else _MISSING[1]
    params = {"fields": named, "headings": ", ".join(filter(None, headings))}
    message, what_to_do = _filled((_MISSING[0], fix), params)
    if set_aside:
        aside = ", ".join(f"«{heading}»" for heading in set_aside)
        message += " " + str(_SET_ASIDE) % {"headings": aside}
    if guess:
        message += " " + str(_GUESS) % {"heading": guess}
    return message, what_to_do


def sheet_error(name: str, names: Sequence[str]) -> tuple[str, str]:
    """That the workbook has no sheet of that name, and what to do."""
    listed = ", ".join(f"«{each}»" for each in names if each)
    if not listed:
        return _filled(_NO_SHEETS, {"name": name})
    return _filled(_NO_SUCH_SHEET, {"name": name, "names": listed})


def problem_text(problem: Problem, *, for_command_line: bool = False) -> tuple[str, str]:
    """What is wrong with a row, and what to do."""
    message, fix = REMARK_TEXTS.get(problem.code) or _PROBLEMS[problem.code]
    if for_command_line:
        fix = REMARK_CLI_FIXES.get(problem.code) or _CLI_FIXES.get(problem.code, fix)
    params, language = dict(problem.params), (get_language() or "nb")[:2]
    if problem.code == "field_not_read":
        question = params.pop("question", None)
        name = text_in(question, language) if question else FIELD_NAMES[params["field"]]
        params |= {"code": params["field"], "field": name}
    for name in ("shared", "amount", "kroner", "file_sum", "our_sum"):
        if name in params and params[name] is not None:
            params[name] = format_kroner(params[name])
    for name in ("groups", "answers"):
        if name in params:
            params[name] = ", ".join(text_in(texts, language) for texts in params[name])
    if "other" in params:
        params["other"] = text_in(params["other"], language)
    return _filled((message, fix), {**params, "value": problem.value})


def _filled(pair: Pair, params: Mapping[str, Any]) -> tuple[str, str]:
    message, fix = pair
    return str(message) % params, str(fix) % params
