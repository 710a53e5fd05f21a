"""How long the distribution itself takes, beside the reference's figures and a plain sort of as many rows."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fordel.core.allocation import Allocation, Line, Problem, Request, allocate, read_problem


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


REFERENCE = {  # milliseconds seen by others on two cores, for the same kind of work (docs/allocation.md)
    ("proportional", 52): 0.11,
    ("proportional", 10_000): 20,
    ("proportional", 100_000): 389,
    ("priority", 10_000): 4,
    ("equal_shares", 1_000): 18,
    ("score", 52): 6,
    ("score", 1_000): 142,
}


def votes_case(count: int, members: int = 60) -> dict[str, object]:
    """One line, and members who each support one report in eight: a case for equal shares that others can read too."""
    chooser = random.Random(2026)
    names = [f"{n:06d}" for n in range(count)]
    asks = {name: chooser.randrange(50_000, 1_200_000) for name in names}
    votes = {f"m{n:03d}": [name for name in names if chooser.random() < 0.125] for n in range(members)}
    return {
        "method": "equal_shares",
        "unit": 1,
        "lines": [{"id": "all", "frame": sum(asks.values()) // 3}],
        "requests": [{"id": name, "ask": ask, "lines": ["all"]} for name, ask in asks.items()],
        "params": {"votes": votes},
    }


def run() -> None:
    """Prints a line per method and size, equal shares beside pabutools where it is at hand, and the memory."""
    print("\nDistribution, two lines (ms, median; in brackets what the reference took elsewhere)")
    for method, count, times in (
        ("proportional", 52, 50),
        ("proportional", 10_000, 7),
        ("proportional", 100_000, 3),
        ("priority", 10_000, 5),
        ("score", 52, 10),
        ("score", 1_000, 3),
    ):
        case = problem(count, method)
        taken = median_ms(partial(allocate, case), times)
        yardstick = median_ms(partial(_sort, case), times)
        ratio = f"{taken / max(yardstick, 0.001):.0f} × a plain sort"
        print(f"  {method:<14}{count:>8} reports {taken:>10.2f}   ({REFERENCE[method, count]:g})   {ratio}")
    _equal_shares()
    _memory()


def _equal_shares() -> None:
    case = votes_case(1_000)
    taken = median_ms(partial(allocate, read_problem(case)), 5)
    print(f"  {'equal_shares':<14}{1_000:>8} reports {taken:>10.2f}   ({REFERENCE['equal_shares', 1_000]:g})")
    python = os.environ.get("FORDEL_PABUTOOLS_PYTHON")
    if not python:
        print("    pabutools: not measured (name a Python that has it in FORDEL_PABUTOOLS_PYTHON)")
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"input": case}, file)
        file.flush()
        script = str(Path(__file__).with_name("oracle_equal_shares.py"))
        ran = subprocess.run([python, script, file.name], capture_output=True, text=True, check=True, timeout=600)
    theirs = json.loads(ran.stdout)
    ours = allocate(read_problem(case))
    mine = {name for name, kroner in ours.amounts.items() if kroner} if isinstance(ours, Allocation) else set()
    common = len(mine & set(theirs["chosen"]))
    ratio = theirs["seconds"] * 1000 / taken
    print(f"    pabutools: {theirs['seconds'] * 1000:.0f} ms, {ratio:.0f} × ours", end="; ")
    print(f"of {len(mine)} reports bought here it buys {common} (it breaks ties another way)")


def _memory() -> None:
    """The largest memory of a process of its own that distributes to 100 000 reports."""
    program = (
        "import resource; from bench.allocation import problem; from fordel.core.allocation import allocate; "
        "allocate(problem(100_000)); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300)
    print(f"  memory of a process with 100 000 reports: {ran.stdout.strip()} MB")
