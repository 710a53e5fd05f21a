"""The command `fordel`: one door for people and scripts.

Exit code 0 when all is well, 1 when the answer is that something is not (a row was rejected), 2 when the arguments or
the file cannot be used. A user's mistake is one line on stderr, never a traceback.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final, Protocol, cast

from fordel.shared.plain_text import one_line

COMMANDS: Final = {
    "demo": "run the demo on this machine: database, web and job worker",
    "import": "read needs reports from a spreadsheet",
    "status": "show frame, needs and what is left",
    "figures": "show the catalogue of figures over the years",
    "allocate": "distribute a frame: a case file in, the answer as JSON out",
    "audit": "check that nothing in the audit log was changed",
    "doctor": "check settings, database, files, log, ledger and jobs, and say what to do",
    "load": "load schemes, offices, municipalities and universities",
    "load-language-forms": "load which form of Norwegian municipalities have adopted",
    "stop": "stop the database that comes with the package",
    "manage": "run one of Django's own commands (migrate, createsuperuser …)",
}
MODULES: Final = {"import": "import_reports", "load-language-forms": "load_language_forms"}
LANGUAGES: Final = ("nb", "nn", "en")


class Command(Protocol):
    """What a module of `fordel.cli` offers. `NEEDS_DATABASE` says whether Django is started first."""

    NEEDS_DATABASE: bool

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


def command_module(name: str) -> Command:
    """The module that carries out a subcommand."""
    return cast(Command, import_module(f"fordel.cli.{MODULES.get(name, name)}"))


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fordel", description="Fordel runs a state grant from reported need to decision and letters of grant."
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == chosen:
            command_module(name).add_arguments(subparser)
    return parser


def start_django() -> None:
    """Reads the settings and loads the models. Raises the errors that `main` turns into one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.settings")
    import django  # lazy: settings not ready

    django.setup()


def language_of_terminal() -> str:
    """The language that LANG and its relatives ask for, if we speak it; bokmål if not."""
    wanted = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return wanted if wanted in LANGUAGES else "nb"


def complain(message: str) -> None:
    """One line on stderr."""
    print(f"fordel: {' '.join(message.split())}", file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a subcommand and returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in words if word in COMMANDS), None)
    if words[:1] == ["manage"]:
        return _manage(words[1:])
    arguments = _parser(chosen).parse_args(words)
    command = command_module(arguments.command)
    if any(text != one_line(text) for text in _texts(arguments)):
        complain("an argument holds a line break or a sign that no text has. Write it again.")
        return 2
    try:
        if command.NEEDS_DATABASE:
            start_django()
        code = command.run(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`): nothing more is written, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _explain(error)


def _texts(arguments: argparse.Namespace) -> Iterator[str]:
    """Every text among the arguments, also those of options that may be given several times."""
    for value in vars(arguments).values():
        yield from [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _manage(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.settings")
    from django.core.management import execute_from_command_line  # lazy: settings not ready

    try:
        execute_from_command_line(["fordel manage", *words])
    except Exception as error:
        return _explain(error)
    return 0


def _explain(error: Exception) -> int:
    """Turns what a user can fix into one line and exit code 2; anything else is a fault of ours and is raised."""
    from django.core.exceptions import ImproperlyConfigured  # lazy: settings not ready
    from django.db import OperationalError, ProgrammingError  # lazy: settings not ready

    from fordel.embedded_postgres import DatabaseNotStartedError  # lazy: settings not ready
    from fordel.shared.errors import UserError  # lazy: settings not ready

    if isinstance(error, (UserError, ImproperlyConfigured, DatabaseNotStartedError)):
        complain(str(error))
    elif isinstance(error, OperationalError):
        complain(f"the database does not answer: {error}. Start it, or check DATABASE_URL, and try again.")
    elif isinstance(error, ProgrammingError) and "does not exist" in str(error):
        complain("the database is not set up. Run `make demo`, or `fordel manage migrate`, and try again.")
    else:
        raise error
    return 2


if __name__ == "__main__":
    sys.exit(main())
