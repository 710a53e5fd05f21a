"""Finds lines of templates that are too long to be read beside another file.

python tools/check_templates.py       list them; exit 1 if there are any
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[1] / "src"
LONGEST: Final = 120


def long_lines(source: Path) -> Iterator[str]:
    """One sentence for each line of an HTML template below the folder that is longer than `LONGEST` characters."""
    for path in sorted(source.rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if len(line) > LONGEST:
                yield f"{path.relative_to(source)}:{number} has {len(line)} characters; {LONGEST} is the most."


def main() -> int:
    found = list(long_lines(SOURCE))
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
