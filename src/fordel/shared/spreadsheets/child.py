"""The process that reads one spreadsheet: `python -m fordel.shared.spreadsheets.child`, started by `limited`.

It is given a line of JSON and the file on standard input, answers on standard output in the lines of `wire`, and is
held by the system to the memory and the time it was given. It knows neither settings nor database, imports no Django,
and writes no file.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import os
import resource
import signal
import sys
import traceback
from importlib import import_module
from typing import Final

from fordel.shared.spreadsheets.limits import Cost, Limits, SpreadsheetError
from fordel.shared.spreadsheets.wire import OUT_OF_MEMORY, fault_line, lines_of, refusal_line

_PR_SET_PDEATHSIG: Final = 1
_GRACE: Final = 1.0


def main() -> None:
    """Reads, answers and ends; with exit code OUT_OF_MEMORY when there was too little."""
    task = json.loads(sys.stdin.buffer.readline())
    read = import_module(task["reader"]).read_workbook
    gc.disable()  # it reads one file and ends
    _hold(Cost(**task["cost"]), task["parent"])
    try:
        try:
            workbook = read(task["name"], sys.stdin.buffer.read(), Limits(**task["limits"]))
            for line in lines_of(workbook):
                sys.stdout.buffer.write(line)
        except SpreadsheetError as error:
            sys.stdout.buffer.write(refusal_line(error))
        except MemoryError:
            raise
        except BaseException:  # also a panic in the fast reader, which is no Exception
            sys.stdout.buffer.write(fault_line(traceback.format_exc()))
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # saying more would need memory


def _hold(cost: Cost, parent: int) -> None:
    """Bounds this process, and ends it with the one that asked: by the system on Linux, by the clock elsewhere."""
    resource.setrlimit(resource.RLIMIT_AS, (cost.memory, cost.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    processor = math.ceil(cost.seconds + _GRACE)
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    signal.setitimer(signal.ITIMER_REAL, cost.seconds + _GRACE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it could be watched
            os._exit(1)


if __name__ == "__main__":
    main()
