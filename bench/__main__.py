"""`make bench`: where the time goes. Prints medians, p95, queries and requests per second; asserts nothing.

Servers listen on 127.0.0.1 only, the load is bounded in count and time, and everything ends by itself.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from types import FrameType

os.environ["FORDEL_MODE"] = "test"
os.environ.setdefault("FORDEL_SECRET_KEY", "bench-" + "x" * 60)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)  # so that servers that were started are ended on the way out


def main(words: list[str]) -> int:
    """Runs the benchmarks named, or all of them."""
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(prefix="fordel-bench-") as folder:
        os.environ["FORDEL_VAR"] = folder
        from bench import allocation, events, live, pages, public, registering, rush
        from fordel import embedded_postgres
        from fordel.environment import var_folder

        chosen = words or ["allocation", "pages", "public", "registering", "events", "live", "rush"]
        try:
            if "allocation" in chosen:
                allocation.run()
            if {"pages", "public", "registering", "events", "live", "rush", "rush-short"} & set(chosen):
                pages.start_database()
            if "pages" in chosen:
                pages.run()
            elif {"public", "events", "live", "rush", "rush-short"} & set(chosen):
                pages.prepare()
            if "public" in chosen:
                public.run()
            if "registering" in chosen:
                registering.run()
            if "events" in chosen:
                events.run()
            if "live" in chosen:
                live.run()
            if "rush" in chosen or "rush-short" in chosen:
                found = rush.run(short="rush-short" in chosen)
                if "rush-short" in chosen:
                    print(rush.as_json(found))
        finally:
            embedded_postgres.stop(var_folder() / "postgres")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
