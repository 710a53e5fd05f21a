"""How long the distribution itself takes, beside a plain sort of as many rows in the same run."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from fordel.core.allocation import Line, Problem, Request, allocate


def median_ms(work: Callable[[], object], times: int) -> float:
    """The median of `times` runs in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def problem(count: int, method: str = "proportional") -> Problem:
    """Two lines, a third of the reports on both, and asks of a tenth more than the frames hold."""
    chooser = random.Random(2026)
    groups = (("kindergarten",), ("school",), ("kindergarten", "school"))
    requests = tuple(
        Request(
            f"{n:06d}",
            chooser.randrange(50_000, 1_200_000),
            groups[n % 3],
            priority=n % 4 + 1,
            score=chooser.randrange(1, 100),
            floor=10_000,
        )
        for n in range(count)
    )
    asked = sum(request.ask for request in requests)
    lines = (Line("kindergarten", asked * 4 // 11), Line("school", asked * 6 // 11))
    return Problem(method, lines, requests)


def _sort(case: Problem) -> list[Request]:
    return sorted(case.requests, key=lambda request: (-request.ask, request.id))


def run() -> None:
    """Prints a line per method and size."""
    print("\nDistribution, two lines (ms, median)")
    for method, count, times in (
        ("proportional", 52, 50),
        ("proportional", 10_000, 5),
        ("proportional", 100_000, 2),
        ("priority", 10_000, 5),
        ("score", 52, 10),
    ):
        case = problem(count, method)
        taken = median_ms(partial(allocate, case), times)
        yardstick = median_ms(partial(_sort, case), times)
        print(f"  {method:<14}{count:>8} reports {taken:>10.2f}   ({taken / max(yardstick, 0.001):.0f} × a plain sort)")
