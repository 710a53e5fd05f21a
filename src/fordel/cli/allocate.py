"""`fordel allocate`: a case file in, the answer as JSON out. Needs no database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE.json", help="a file in the case format, or - for standard input")
    parser.add_argument("--explain", action="store_true", help="say for each report why it gets its amount")
    parser.add_argument("--language", choices=("nb", "nn", "en"), default="nb", help="of the explanations")


def run(arguments: argparse.Namespace) -> int:
    """Prints the answer; refusals are answers too. Raises UserError (exit code 2) when the file is no case."""
    import sys

    from fordel.core.allocation import CaseError, answer, explain_case
    from fordel.shared.errors import UserError

    source = arguments.case
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        case = json.loads(text)
        result = explain_case(case, arguments.language) if arguments.explain else answer(case)
    except OSError as error:
        raise UserError(f"{source} cannot be read: {error.strerror}.", "Check the name of the file.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UserError(f"{source} is not JSON: {error}.", "docs/allocation.md shows the format.") from error
    except CaseError as error:
        raise UserError(f"{source} is no case: {error}.", "docs/allocation.md shows the format.") from error
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0
