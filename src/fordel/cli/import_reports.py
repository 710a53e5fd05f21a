"""`fordel import`: needs reports from a spreadsheet, by the same services as the import pages.

Exit code 0 when every row was imported, 1 when some row was not (or is there already), 2 when the file or the arguments
cannot be used.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fordel.cli.main import LANGUAGES, language_of_terminal

if TYPE_CHECKING:
    from fordel.programme.models import Round
    from fordel.reports.intake.services.import_outcome import ImportOutcome

NEEDS_DATABASE: Final = True
_PARTNER_KINDS: Final = ("university", "vocational_college", "other_provider")
_EPILOG: Final = """\
exit code: 0 every row was imported; 1 some row was not, or was there already; 2 the file or the arguments cannot be
used (nothing is imported then).
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("file", metavar="FILE", help="the spreadsheet: .xlsx, .ods or .csv")
    parser.add_argument("--office", required=True, help="the county governor's office, for example nordland")
    parser.add_argument("--scheme", help="the scheme, as in the address: kollektiv (default: the office's main scheme)")
    parser.add_argument("--year", required=True, type=int, help="the grant year, for example 2026")
    parser.add_argument("--dry-run", action="store_true", help="check the file and change nothing")
    parser.add_argument(
        "--all-or-nothing",
        action="store_true",
        help="import nothing if a row is rejected, or is changed and not updated",
    )
    parser.add_argument("--update", action="store_true", help="update reports that are here with other content")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--sheet", help="the sheet to read, where the workbook has several")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help="the column that holds a field (owner, owner_number, municipality, target_group, title, amount …)",
    )
    parser.add_argument(
        "--partner",
        action="append",
        default=[],
        metavar="NAME=KIND",
        help=f"register a partner that is not known; KIND is one of {', '.join(_PARTNER_KINDS)}",
    )
    parser.add_argument(
        "--partner-alias",
        action="append",
        default=[],
        metavar="NAME=ORGNR",
        help="remember that NAME is another name of the partner with this organisation number",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="language of the messages (default: from LANG, else nb)")


def run(arguments: argparse.Namespace) -> int:
    """Imports the file and prints what became of it."""
    from django.utils import translation  # lazy: settings not ready

    from fordel.programme.selectors.rounds import named_round  # lazy: settings not ready

    with translation.override(arguments.language or language_of_terminal()):
        round_ = named_round(arguments.office, arguments.scheme, arguments.year)
        outcome = _import(round_, arguments)
        if arguments.json:
            print(json.dumps(outcome.as_json(), ensure_ascii=False, indent=2))
        else:
            _print(outcome, round_.pk, dry_run=arguments.dry_run)
    return 0 if outcome.is_all_good else 1


def _import(round_: Round, arguments: argparse.Namespace) -> ImportOutcome:
    from fordel.reports.intake.presentation import command_options as options  # lazy: settings not ready
    from fordel.reports.intake.services.apply_import import import_file  # lazy: settings not ready

    path = Path(arguments.file)
    content = options.read_file(path)
    partners = {**options.new_partners(arguments.partner), **options.partner_aliases(arguments.partner_alias)}
    return import_file(
        round_,
        path.name,
        content,
        None,
        update=arguments.update,
        all_or_nothing=arguments.all_or_nothing,
        dry_run=arguments.dry_run,
        partner_answers=partners,
        columns=options.chosen_columns(round_, path.name, content, arguments.column, arguments.sheet),
        sheet=arguments.sheet,
        for_command_line=True,
    )


def _print(outcome: ImportOutcome, round_id: int, *, dry_run: bool) -> None:
    from fordel.reports.intake.presentation.sums import problem_lines, result_lines  # lazy: settings not ready

    print("\n".join(result_lines(outcome, round_id, dry_run=dry_run)))
    for line in problem_lines(outcome):
        print(line, file=sys.stderr)
