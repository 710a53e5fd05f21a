"""A receipt of a computation: input, answer and a hash of each, so that anybody can compute it again and compare."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from fordel.core.allocation.case_format import answer
from fordel.core.allocation.model import CaseError

FORMAT: Final = "fordel-receipt-1"
Json = dict[str, Any]


def canonical_hash(value: object) -> str:
    """SHA-256 of the value as canonical JSON (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def receipt_of(case: Mapping[str, object], result: Mapping[str, object], made_with: str) -> Json:
    """The receipt of a case (the input, § 6) and the answer it was given; `made_with` is the program's version."""
    return {
        "format": FORMAT,
        "made_with": made_with,
        "method": case.get("method"),
        "input": dict(case),
        "input_sha256": canonical_hash(case),
        "answer": dict(result),
        "answer_sha256": canonical_hash(result),
    }


def faults_of(receipt: Mapping[str, object]) -> list[str]:
    """What does not hold, as codes in this order: `input_sha256`, `answer_sha256` (the receipt contradicts itself) and
    `answer` (the input gives another answer now). Empty when all of it holds. Raises CaseError for what is no receipt.
    """
    case, kept = receipt.get("input"), receipt.get("answer")
    if receipt.get("format") != FORMAT or not isinstance(case, Mapping) or not isinstance(kept, Mapping):
        raise CaseError(f'a receipt has "format": "{FORMAT}", "input" and "answer"')
    found = []
    if receipt.get("input_sha256") != canonical_hash(case):
        found.append("input_sha256")
    if receipt.get("answer_sha256") != canonical_hash(kept):
        found.append("answer_sha256")
    if canonical_hash(answer(case)) != canonical_hash(kept):
        found.append("answer")
    return found
