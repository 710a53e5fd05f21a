"""Finds lines of templates that are too long to be read beside another file, and days that are written with Django's
own filter: in a line of text they break between the day and its month.

python tools/check_templates.py       list them; exit 1 if there are any
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[1] / "src"
LONGEST: Final = 120
_NAMES_A_MONTH: Final = re.compile(r"""\|date:["'][^"']*[FMNE]""")


def long_lines(source: Path) -> Iterator[str]:
    """One sentence for each line of an HTML template below the folder that is longer than `LONGEST` characters."""
    for path in sorted(source.rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if len(line) > LONGEST:
                yield f"{path.relative_to(source)}:{number} has {len(line)} characters; {LONGEST} is the most."


def breaking_days(source: Path) -> Iterator[str]:
    """One sentence for each line of an HTML template below the folder that names a month with the filter `date`."""
    for path in sorted(source.rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if _NAMES_A_MONTH.search(line):
                yield f"{path.relative_to(source)}:{number} writes a day with `date`; `full_date` keeps it whole."


def main() -> int:
    found = [*long_lines(SOURCE), *breaking_days(SOURCE)]
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
