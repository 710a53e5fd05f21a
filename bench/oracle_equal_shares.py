"""Equal shares by pabutools, for comparison: `python bench/oracle_equal_shares.py CASE.json` prints how long it took.

pabutools is GPL and brings a proprietary solver, so it is no dependency of the project: run this with a Python that has
it, named in FORDEL_PABUTOOLS_PYTHON. It reads the same case as `fordel allocate`.
"""

import json
import sys
import time
from pathlib import Path

from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules import method_of_equal_shares


def main(path: str) -> None:
    case = json.loads(Path(path).read_text(encoding="utf-8"))["input"]
    projects = {request["id"]: Project(request["id"], request["ask"]) for request in case["requests"]}
    capacity = sum(line["frame"] - line.get("hold_back", 0) for line in case["lines"])
    instance = Instance(projects.values(), budget_limit=capacity)
    votes = case["params"]["votes"].values()
    profile = ApprovalProfile([ApprovalBallot(projects[name] for name in ballot) for ballot in votes])
    start = time.perf_counter()
    chosen = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
    print(json.dumps({"seconds": time.perf_counter() - start, "chosen": sorted(project.name for project in chosen)}))


if __name__ == "__main__":
    main(sys.argv[1])
