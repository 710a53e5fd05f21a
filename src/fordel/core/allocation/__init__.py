"""Distribution of a frame over needs reports, to the krone (the specification is docs/allocation.md).

>>> from fordel.core.allocation import Line, Problem, Request, allocate
>>> lines = (Line("kindergarten", 300), Line("school", 200))
>>> requests = (Request("A", 400, ("kindergarten",)), Request("B", 300, ("kindergarten", "school")))
>>> result = allocate(Problem("proportional", lines, requests))
>>> dict(result.amounts), result.left, result.interval
({'A': 286, 'B': 214}, 0, ('kindergarten', 14, 14))
"""

from fordel.core.allocation.allocate import allocate
from fordel.core.allocation.case_format import answer, answer_as_json, explain_case, read_problem
from fordel.core.allocation.methods import METHODS
from fordel.core.allocation.model import (
    Allocation,
    Answer,
    CaseError,
    Infeasible,
    Invalid,
    Line,
    Problem,
    Request,
)
from fordel.core.allocation.reserve import NoCutReserve, no_cut_reserve, split_reserve
from fordel.core.allocation.split import effective_ask, largest_remainder, split_lines, split_recipients

__all__ = [
    "METHODS",
    "Allocation",
    "Answer",
    "CaseError",
    "Infeasible",
    "Invalid",
    "Line",
    "NoCutReserve",
    "Problem",
    "Request",
    "allocate",
    "answer",
    "answer_as_json",
    "effective_ask",
    "explain_case",
    "largest_remainder",
    "no_cut_reserve",
    "read_problem",
    "split_lines",
    "split_recipients",
    "split_reserve",
]
