"""The reasons of a scenario's amounts: with what the report meets of what comes first, and as kept in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from fordel.core.allocation.explain import Reason
from fordel.core.prioritising import Assessed


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


def with_criteria(reason: Reason, first: Sequence[str], meets: Sequence[str]) -> Reason:
    """The reason with what was chosen to come first, and what of it the report meets (codes of CRITERIA)."""
    return Reason(reason.code, {**reason.values, "first": ",".join(first), "meets": ",".join(meets)})


def with_assessment(reason: Reason, method: str, found: Assessed | None) -> Reason:
    """The reason with what the forum gave the report, and how many of those entitled did."""
    value = found.value if found is not None else None
    counted = {"assessed": found.count, "entitled": found.of} if found is not None else {"assessed": 0, "entitled": 0}
    given = {} if value is None else {"points" if method == "score" else "rank": value}
    return Reason(reason.code, {**reason.values, "by": method, **counted, **given})
