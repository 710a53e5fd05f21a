"""The scheme (ordning): everything a regulation may change, read from its definition into types."""

from fordel.core.scheme.model import (
    METHODS,
    RESERVED_SLUGS,
    BudgetLine,
    Dates,
    ForumRules,
    Limits,
    Scheme,
    SchemeError,
    SeatGroup,
    TargetGroup,
)
from fordel.core.scheme.read import read_scheme

__all__ = [
    "METHODS",
    "RESERVED_SLUGS",
    "BudgetLine",
    "Dates",
    "ForumRules",
    "Limits",
    "Scheme",
    "SchemeError",
    "SeatGroup",
    "TargetGroup",
    "read_scheme",
]
