"""Reasons as they are kept with a scenario, and read back in whichever language they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from fordel.core.allocation.explain import Reason
from fordel.core.allocation.explain_texts import reason_text


def reasons_as_json(reasons: Iterable[Reason]) -> dict[str, Any]:
    """`{"parts": [[code, {name: value}]]}`; exact fractions as "p/q"."""
    return {
        "parts": [
            [reason.code, {k: str(v) if isinstance(v, Fraction) else v for k, v in reason.values.items()}]
            for reason in reasons
        ]
    }


def reasons_from_json(kept: Mapping[str, Any]) -> list[Reason]:
    """The reasons as they were; the other way of `reasons_as_json`."""
    return [
        Reason(code, {k: Fraction(v) if k == "rate" and isinstance(v, str) else v for k, v in values.items()})
        for code, values in kept.get("parts", [])
    ]


def kept_reason_text(kept: Mapping[str, Any], language: str) -> str:
    """The kept reasons as sentences in `nb`, `nn` or `en`."""
    return " ".join(reason_text(reason, language) for reason in reasons_from_json(kept))
