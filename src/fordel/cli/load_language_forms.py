"""`fordel load-language-forms`: which form of Norwegian municipalities have adopted, from a file.

Exit code 0 when every row is loaded or was so already, 1 when a form that somebody chose was kept, 2 when the file
cannot be used (nothing is loaded then).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fordel.cli.main import LANGUAGES, complain, language_of_terminal

if TYPE_CHECKING:
    from fordel.parties.services.load_language_forms import FormsLoaded

NEEDS_DATABASE: Final = True
_EPILOG: Final = """\
The file is CSV in UTF-8, divided by comma, semicolon or tab. Its first line names the columns:

  number,form,source,date
  1875,nb,Decision of the municipal council 12/24,2024-03-14

  number   of the municipality (four digits) or of the organisation (nine digits)
  form     nb, nn or neutral
  source   where the form is from, at most 200 signs; it is shown beside the form
  date     the date of the source: 2024-03-14 or 14.03.2024

A form that somebody has chosen by hand, or that a newer source says, is kept and listed, unless --replace is given.
Loading the same file again changes nothing.

exit code: 0 every row is loaded, or was so already; 1 a form was kept; 2 the file or the arguments cannot be used
(every mistake is listed with its line, and nothing is loaded).
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("file", metavar="FILE", help="the file with the columns number, form, source and date")
    parser.add_argument("--dry-run", action="store_true", help="check the file and say what would change")
    parser.add_argument(
        "--replace", action="store_true", help="let the file replace forms that somebody chose or a newer source says"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="language of the messages (default: from LANG, else nb)")


def run(arguments: argparse.Namespace) -> int:
    """Loads the file and prints what became of it."""
    from django.utils import translation  # lazy: settings not ready

    from fordel.parties.services.load_language_forms import (  # lazy: settings not ready
        FormsFileError,
        load_language_forms,
    )

    try:
        content = Path(arguments.file).read_bytes()
    except OSError as error:
        complain(f"the file {arguments.file} cannot be read: {error.strerror or error}. Check the name and the folder.")
        return 2
    with translation.override(arguments.language or language_of_terminal()):
        try:
            outcome = load_language_forms(content, None, replace=arguments.replace, dry_run=arguments.dry_run)
        except FormsFileError as error:
            for line in error.lines:
                print(line, file=sys.stderr)
            complain(str(error))
            return 2
        _print(outcome, dry_run=arguments.dry_run)
    return 1 if outcome.kept else 0


def _print(outcome: FormsLoaded, *, dry_run: bool) -> None:
    from fordel.parties.presentation.language_forms import changed_line, kept_line, summary  # lazy: settings not ready

    for organisation, before in outcome.changed:
        print(changed_line(organisation, before))
    print(summary(outcome, dry_run=dry_run))
    for kept in outcome.kept:
        print(kept_line(kept), file=sys.stderr)
