"""`fordel allocate`: a case in, the answer as JSON out; or a receipt in, and whether it holds. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE.json", help="a file in the case format, or - for standard input")
    parser.add_argument("--explain", action="store_true", help="say for each report why it gets its amount")
    parser.add_argument(
        "--verify", action="store_true", help="the file is a receipt: compute it again, and say whether it holds"
    )
    parser.add_argument("--language", choices=("nb", "nn", "en"), default="nb", help="of the explanations")


def run(arguments: argparse.Namespace) -> int:
    """Prints the answer (refusals are answers too), or whether a receipt holds (exit code 1 where it does not).

    Raises UserError (exit code 2) when the file is no case or no receipt.
    """
    from fordel.core.allocation import CaseError, answer, explain_case  # lazy: heavy library
    from fordel.forum.scenarios.presentation.reason_texts import Sentences  # lazy: heavy library
    from fordel.shared.errors import UserError  # lazy: heavy library

    source = arguments.case
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        case = json.loads(text)
        if arguments.verify:
            return _verify(case)
        result = explain_case(case, Sentences(arguments.language)) if arguments.explain else answer(case)
    except OSError as error:
        raise UserError(f"{source} cannot be read: {error.strerror}.", "Check the name of the file.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UserError(f"{source} is not JSON: {error}.", "docs/allocation.md shows the format.") from error
    except CaseError as error:
        raise UserError(f"{source} is no case: {error}.", "docs/allocation.md shows the format.") from error
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0


_FAULTS = {
    "input_sha256": "The input is not the one that the receipt was made for: its SHA-256 differs.",
    "answer_sha256": "The answer in the receipt has been changed: its SHA-256 differs.",
    "answer": "Computed again, the input gives another answer than the receipt says.",
}


def _verify(receipt: object) -> int:
    from fordel.core.allocation import CaseError  # lazy: heavy library
    from fordel.core.allocation.receipt import canonical_hash, faults_of  # lazy: heavy library

    if not isinstance(receipt, dict):
        raise CaseError("a receipt is a JSON object")
    faults = faults_of(receipt)
    for fault in faults:
        print(_FAULTS[fault])
    if not faults:
        print(
            f"The receipt holds. Input SHA-256 {canonical_hash(receipt['input'])}, computed again with the same answer."
        )
    return 1 if faults else 0
